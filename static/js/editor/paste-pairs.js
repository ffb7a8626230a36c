// Finds notes in pasted HTML, by one rule for every program that writes them: a link to an element that links back.

// How the programs name the anchors of notes; asked only about links that lead nowhere.
const NOTE_ANCHOR = /^_?(ftn|edn|ftnt|fn|footnote|endnote|note)[-_:.]?\d+$|^sd(foot|end)note\d+sym$|^cite_note-./i
// What marks a marker for programs that name its anchor by chance: those of WordPress, of pandoc and of e-books.
const NOTE_LINK = "[data-fn],.footnote-ref,[role=doc-noteref],[epub\\:type=noteref]"
export const NUMBER = /^[[(（［【]?\s*([\divxlc]{1,6}|[*†‡§①-⑳])\s*[\])）］】]?$/i
const INLINE = "A,SPAN,SUP,SUB,B,I,EM,STRONG,FONT,SMALL,U".split(",")
export const BOXES = "DIV,LI,DD,ASIDE,SECTION,OL,UL".split(",")

export const words = (element) => element.textContent.replace(/\s+/g, " ").trim()

// Word puts the address of the document before the name.
export function fragmentOf(link) {
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

export function ownNames(link) {
  const around = [link, ...link.querySelectorAll("*")]
  for (let up = link.parentElement; up && ["SUP", "SPAN"].includes(up.tagName); up = up.parentElement) around.push(up)
  const before = link.previousElementSibling
  if (before?.tagName === "A" && !words(before)) around.push(before)
  return new Set(around.flatMap(namesOf))
}

export const blockOf = (element) => {
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

// Notes with their targets, links back and markers; and the markers whose note has stayed behind.
export function pairsOf(root) {
  const named = new Map()
  for (const element of root.querySelectorAll("[id],[name]")) {
    for (const name of namesOf(element)) if (!named.has(name)) named.set(name, element)
  }
  const notes = new Map()
  const loose = []
  for (const link of root.querySelectorAll("a[href]")) {
    const target = named.get(fragmentOf(link))
    if (!target) {
      const isMarker = NOTE_ANCHOR.test(fragmentOf(link)) || link.closest(NOTE_LINK)
      if (isMarker && fragmentOf(link) && NUMBER.test(words(link))) loose.push(link)
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
