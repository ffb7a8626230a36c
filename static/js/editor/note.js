// A note stands in the text as a marker that carries its own text; a citation is a further marker of the same note.

import { crel, Node } from "../../django_prose_editor/editor.js";
import { inertElement, noteHTML, noteText } from "./note-text.js";
import { say } from "./words.js";

const ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"

export const newKey = () => {
  const letters = []
  // Above 247 the remainder would favour the first letters.
  while (letters.length < 8) {
    const [byte] = crypto.getRandomValues(new Uint8Array(1))
    if (byte < 248) letters.push(ALPHABET[byte % 31])
  }
  return letters.join("")
}

export const isMarker = (node) => node?.type.name === "note" || node?.type.name === "citation"

// Decorations bring the number of each marker and the text of the note it belongs to.
function view({ node, decorations }) {
  const dom = crel("span", { className: "note-marker", role: "img" })
  const paint = (current, around) => {
    const { number, html } = around.find(({ spec }) => "number" in spec)?.spec ?? {}
    const text = html === undefined ? say("missing_note") : noteText(html)
    const shown = number ? `[${number}]` : current.attrs.typed || "[?]"
    if (dom.textContent !== shown) dom.textContent = shown
    if (dom.title !== text) dom.title = text
    dom.classList.toggle("note-missing", !number)
    dom.setAttribute("aria-label", `${say("note")} ${shown}: ${text}`)
  }
  paint(node, decorations)
  return {
    dom,
    ignoreMutation: () => true,
    update(current, changed) {
      if (current.type !== node.type) return false
      paint(current, changed)
      return true
    },
  }
}

const marker = {
  group: "inline",
  inline: true,
  atom: true,
  draggable: true,
  addNodeView: () => view,
}

const kept = (parseHTML) => ({ default: "", rendered: false, parseHTML })

export const Note = Node.create({
  ...marker,
  name: "note",
  addAttributes: () => ({
    key: kept((span) => span.dataset.footnote),
    html: kept(noteHTML),
    lang: kept((span) => span.getAttribute("lang") ?? ""),
  }),
  parseHTML: () => [{ tag: "span[data-footnote]", priority: 1000 }],
  renderHTML({ node: { attrs } }) {
    const span = inertElement("span", attrs.html)
    span.dataset.footnote = attrs.key
    if (attrs.lang) span.lang = attrs.lang
    return span
  },
  renderText: ({ node }) => ` [${noteText(node.attrs.html)}]`,
})

export const Citation = Node.create({
  ...marker,
  name: "citation",
  addAttributes: () => ({
    key: kept((span) => span.dataset.footnoteRef),
    typed: kept((span) => span.textContent.trim().slice(0, 8)),
  }),
  parseHTML: () => [{ tag: "span[data-footnote-ref]", priority: 1000 }],
  renderHTML({ node: { attrs } }) {
    const span = inertElement("span")
    span.dataset.footnoteRef = attrs.key
    span.textContent = attrs.typed
    return span
  },
  renderText: ({ node }) => node.attrs.typed,
})
