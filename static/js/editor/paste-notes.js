// Moves the notes of pasted HTML to their markers.

import { noteHTML } from "./note-text.js";
import { newKey } from "./note.js";
import { blockOf, BOXES, fragmentOf, NUMBER, ownNames, pairsOf, words } from "./paste-pairs.js";

const BACK_ANCHOR = /^_?(ftn|edn|ftnt_|fn|footnote-|endnote-|cite_)ref|^sd(foot|end)note\d+anc$/i

const bare = (element) => words(element).replace(/[[\]()（）【】\s]/g, "")

// The largest element around a note that holds this note alone.
function boxOf(note, notes, root) {
  let box = blockOf(note.target)
  if (!box.contains(note.back)) box = blockOf(note.back)
  for (let up = box.parentElement; up && up !== root && BOXES.includes(up.tagName); up = up.parentElement) {
    const others = notes.filter((other) => other !== note && up.contains(other.target))
    const mixed = notes.some(({ markers }) => markers.some((marker) => up.contains(marker)))
    if (others.length || mixed || up.querySelector("h1,h2,h3,h4,h5,h6")) break
    box = up
  }
  return box
}

// The outermost sup or span that holds the link and nothing else, its brackets aside.
function wrapperOf(link) {
  let element = link
  while (
    ["SUP", "SPAN", "FONT"].includes(element.parentElement?.tagName) &&
    bare(element.parentElement) === bare(link)
  ) element = element.parentElement
  return element
}

function textOf(note, box) {
  const number = NUMBER.exec(words(note.markers[0]))?.[1] ?? ""
  const backs = note.markers.flatMap((marker) => [...ownNames(marker)])
  for (const link of [...box.querySelectorAll("a[href]")]) {
    if (backs.includes(fragmentOf(link))) wrapperOf(link).remove()
  }
  for (const rule of box.querySelectorAll("hr")) rule.remove()
  const html = noteHTML(box)
  const typed = new RegExp(`^[[(（［【]?${number.replace(/\*/, "\\*")}[\\])）］】.]\\s*`)
  return number ? html.replace(typed, "") : html
}

const span = (root, name, key) => {
  const made = root.ownerDocument.createElement("span")
  made.setAttribute(name, key)
  return made
}

const level = (element) => (/^H[1-6]$/.test(element?.tagName) ? Number(element.tagName[1]) : 0)

// A heading that stood over notes, and over nothing else.
function isBare(heading) {
  const next = heading?.nextElementSibling
  return level(heading) > 0 && (!next || (level(next) > 0 && level(next) <= level(heading)))
}

// Takes a note out of its place, with what only held notes: lists, sections, headings.
function prune(box, root) {
  const parent = box.parentElement
  const before = box.previousElementSibling
  box.remove()
  if (isBare(before)) before.remove()
  if (parent !== root && !words(parent) && !parent.querySelector("img,table")) prune(parent, root)
}

// Moves the notes of ``root`` to their markers, in place; markers without a note stay visible as such.
// Gives the number of notes, and what the markers show whose notes are missing.
export function joinNotes(root) {
  const { notes, loose } = pairsOf(root)
  const boxes = notes.map((note) => boxOf(note, notes, root))
  const texts = notes.map((note, index) => textOf(note, boxes[index]))
  notes.forEach((note, index) => {
    const key = newKey()
    const made = span(root, "data-footnote", key)
    made.innerHTML = texts[index]
    prune(boxes[index], root)
    const [first, ...others] = note.markers
    wrapperOf(first).replaceWith(made)
    for (const marker of others) wrapperOf(marker).replaceWith(span(root, "data-footnote-ref", key))
  })
  const missing = loose.map((link) => {
    const made = span(root, "data-footnote-ref", newKey())
    made.textContent = words(link).slice(0, 8)
    wrapperOf(link).replaceWith(made)
    return made.textContent
  })
  return { notes: notes.length, missing }
}

// Takes the links out that lead from a note back into the text that it was copied from.
export function dropBackLinks(root) {
  for (const link of root.querySelectorAll("a[href]")) if (BACK_ANCHOR.test(fragmentOf(link))) wrapperOf(link).remove()
}
