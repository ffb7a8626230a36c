// The text of a note: one line of marked text, kept at the marker as HTML that has been through this small schema.

import { Document, getSchema, Paragraph, pm, Text } from "../../django_prose_editor/editor.js";
import { LanguageOf, marks } from "./marks.js";

const { DOMParser, DOMSerializer } = pm.model

export const noteExtensions = [
  Document.extend({ content: "paragraph" }), Paragraph, Text, ...marks, LanguageOf(["bold", "italic"]),
]
const schema = getSchema(noteExtensions)
const parser = DOMParser.fromSchema(schema)
const serialiser = DOMSerializer.fromSchema(schema)

// Nothing loads or runs in this document.
const inert = document.implementation.createHTMLDocument("")

export const inertElement = (tag, html = "") => {
  const element = inert.createElement(tag)
  element.innerHTML = html
  return element
}

export function htmlOf(fragment) {
  const holder = inert.createElement("div")
  holder.append(serialiser.serializeFragment(fragment, { document: inert }))
  return holder.innerHTML.replace(/&nbsp;/g, "\u00a0")
}

const BLOCKS = "p,div,li,ul,ol,dl,dt,dd,table,tr,td,th,h1,h2,h3,h4,h5,h6,blockquote,section,pre"

// Any element as the HTML of a note: its paragraphs become lines.
export function noteHTML(element) {
  const copy = inert.importNode(element, true)
  for (const block of copy.querySelectorAll(BLOCKS)) {
    const edge = () => inert.createElement("br")
    block.replaceWith(edge(), ...block.childNodes, edge())
  }
  const html = htmlOf(parser.parse(copy).firstChild.content)
  return html.replace(/\s*<br>(\s|<br>)*/g, "<br>").replace(/^(\s|<br>)+|(\s|<br>)+$/g, "")
}

const texts = new Map()

export function noteText(html) {
  if (!texts.has(html)) texts.set(html, inertElement("div", html.replace(/<br>/g, " ")).textContent.trim())
  return texts.get(html)
}
