// The document as HTML. A block that nobody touched is given back exactly as it was stored.

import { pm } from "../../django_prose_editor/editor.js";
import { inertElement } from "./note-text.js";
import { arrangeTables } from "./table.js";

const { DOMSerializer } = pm.model

// Blocks never change: an edit makes new ones and keeps the others. So the HTML of each is written once.
const written = new WeakMap()

// Remembers the blocks of a stored body: ``doc`` is what the editor made of ``html``.
export function remember(doc, html) {
  const blocks = [...inertElement("div", html).children]
  if (blocks.length !== doc.childCount) return
  doc.forEach((node, _offset, index) => written.set(node, blocks[index].outerHTML))
}

function write(node) {
  const holder = inertElement("div")
  const options = { document: holder.ownerDocument }
  holder.append(DOMSerializer.fromSchema(node.type.schema).serializeNode(node, options))
  arrangeTables(holder)
  return holder.innerHTML
}

export function serialise(doc) {
  if (doc.childCount === 1 && doc.firstChild.type.name === "paragraph" && !doc.firstChild.childCount) return ""
  const blocks = []
  doc.forEach((node) => {
    if (!written.has(node)) written.set(node, write(node))
    blocks.push(written.get(node))
  })
  return blocks.join("").replace(/&nbsp;/g, "\u00a0")
}
