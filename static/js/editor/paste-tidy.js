// Pasted HTML as an editor can take it, and a word about everything that is left out or has become something else.

import { isOwnPicture } from "./figure.js";
import { isAddress } from "./marks.js";
import { joinLists } from "./paste-lists.js";
import { joinNotes } from "./paste-notes.js";
import { disarmed, meaningOfStyles } from "./paste-styles.js";
import { say } from "./words.js";

const MEDIA = "iframe,video,audio,object,embed,canvas,svg"

function drop(elements) {
  const found = [...elements]
  for (const element of found) element.remove()
  return found.length
}

// Word lists the comments at the end, each with an anchor in the text.
function dropComments(root) {
  const comments = root.querySelectorAll("[data-style*='mso-element:comment']:not([data-style*='comment-list'])").length
  drop(root.querySelectorAll("[data-style*='mso-element:comment']"))
  return Math.max(drop(root.querySelectorAll("a[href*='#_msocom']")), comments)
}

// Pictures of one pixel count who reads; nobody would miss them.
const isSeen = (image) => Number(image.getAttribute("width") ?? 2) > 1 && Number(image.getAttribute("height") ?? 2) > 1

function dropPictures(root) {
  const foreign = [...root.querySelectorAll("img")].filter((image) => !isOwnPicture(image.getAttribute("src")))
  const seen = foreign.filter(isSeen).length
  for (const image of foreign) image.replaceWith(isSeen(image) && image.alt.trim() ? `[${image.alt.trim()}]` : "")
  return seen
}

// The line that parted the notes from the text parts nothing any more.
function dropLastRule(root) {
  while (root.lastElementChild?.tagName === "HR") root.lastElementChild.remove()
}

// Links within the other document lead nowhere here, and some schemes nobody may follow.
function unwrapLinks(root) {
  const leadsOn = (href) => isAddress(href) && (!href.includes("#") || /^https?:/i.test(href))
  const dead = [...root.querySelectorAll("a[href]")].filter((link) => !leadsOn(link.getAttribute("href")))
  const seen = dead.filter((link) => link.textContent.trim()).length
  for (const link of dead) link.replaceWith(...link.childNodes)
  return seen
}

// A whole page, as the editor can take it, and what was done to it.
export function tidied(html) {
  const page = new DOMParser().parseFromString(disarmed(html), "text/html")
  const root = page.body
  const done = {
    comments: dropComments(root),
    deleted: drop(root.querySelectorAll("del")),
    struck: root.querySelectorAll("s,strike").length,
    media: drop(root.querySelectorAll(MEDIA)),
    inputs: drop(root.querySelectorAll("input,select,textarea,button")),
  }
  joinLists(root)
  meaningOfStyles(root)
  Object.assign(done, joinNotes(root))
  if (done.notes) dropLastRule(root)
  done.pictures = dropPictures(root)
  done.links = unwrapLinks(root)
  // Word names the language of every single run, often wrongly.
  for (const element of root.querySelectorAll("[lang]")) if (!element.dataset.footnote) element.removeAttribute("lang")
  return { html: root.innerHTML, done }
}

const COUNTED = ["notes", "pictures", "media", "comments", "deleted", "struck", "inputs", "links"]

// What was done to pasted HTML, in words.
export const told = (done) => {
  const said = COUNTED.filter((name) => done[name]).map((name) => say(`paste_${name}`, { count: done[name] }))
  if (done.missing.length) said.push(say("paste_missing", { shown: done.missing.join(" ") }))
  return said.join(" ")
}
