// Notes in pasted HTML, by one rule for every program that writes them: a link to an element that links back.

import { noteHTML } from "./note-text.js";
import { newKey } from "./note.js";

// How the programs name the anchors of notes; asked only about links that lead nowhere.
const NOTE_ANCHOR = /^_?(ftn|edn|ftnt|fn|footnote|endnote|note)[-_:.]?\d+$|^sd(foot|end)note\d+sym$/i
const NUMBER = /^[[(（［【]?\s*([\divxlc]{1,6}|[*†‡§①-⑳])\s*[\])）］】]?$/i
const INLINE = "A,SPAN,SUP,SUB,B,I,EM,STRONG,FONT,SMALL,U".split(",")
const BOXES = "DIV,LI,DD,ASIDE,SECTION,OL,UL".split(",")

const words = (element) => element.textContent.replace(/\s+/g, " ").trim()
const bare = (element) => words(element).replace(/[[\]()（）【】\s]/g, "")

// Word puts the address of the document before the name.
function fragmentOf(link) {
  const href = link.getAttribute("href") ?? ""
  const place = href.indexOf("#")
  if (place < 0) return ""
  try {
    return decodeURIComponent(href.slice(place + 1))
  } catch {
    return href.slice(place + 1)
  }
}

const namesOf = (element) => [element.id, element.getAttribute("name")].filter(Boolean)

function ownNames(link) {
  const around = [link, ...link.querySelectorAll("*")]
  for (let up = link.parentElement; up && ["SUP", "SPAN"].includes(up.tagName); up = up.parentElement) around.push(up)
  const before = link.previousElementSibling
  if (before?.tagName === "A" && !words(before)) around.push(before)
  return new Set(around.flatMap(namesOf))
}

const blockOf = (element) => {
  let block = element
  while (INLINE.includes(block.tagName) && block.parentElement) block = block.parentElement
  return block
}

function backOf(target, names) {
  const block = blockOf(target)
  const around = block.tagName === "P" && BOXES.includes(block.parentElement?.tagName) ? block.parentElement : block
  const leadsBack = (link) => names.has(fragmentOf(link))
  const within = (element) => [...element.querySelectorAll("a[href]")].find(leadsBack)
  return within(block) ?? within(around)
}

function pairsOf(root) {
  const named = new Map()
  for (const element of root.querySelectorAll("[id],[name]")) {
    for (const name of namesOf(element)) if (!named.has(name)) named.set(name, element)
  }
  const notes = new Map()
  const loose = []
  for (const link of root.querySelectorAll("a[href]")) {
    const target = named.get(fragmentOf(link))
    if (!target) {
      if (NOTE_ANCHOR.test(fragmentOf(link)) && NUMBER.test(words(link))) loose.push(link)
      continue
    }
    if (!(link.compareDocumentPosition(target) & 4)) continue
    const back = backOf(target, ownNames(link))
    const note = notes.get(target)
    if (note) note.markers.push(link)
    else if (back && back !== link && !/^H\d$/.test(blockOf(target).tagName)) {
      notes.set(target, { back, markers: [link] })
    }
  }
  return { notes: [...notes].map(([target, note]) => ({ target, ...note })), loose }
}

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

function prune(box, root) {
  let parent = box.parentElement
  box.remove()
  while (parent && parent !== root && !words(parent) && !parent.querySelector("img,table")) {
    const empty = parent
    parent = parent.parentElement
    empty.remove()
  }
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
