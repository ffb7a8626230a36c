// Each note has a key of its own: a copy becomes a new note, what is cut or dragged stays the same one.

import { Extension, pm, Plugin } from "../../django_prose_editor/editor.js";
import { isMarker, newKey } from "./note.js";
import { markersOf } from "./note-numbers.js";

const { Fragment, Slice } = pm.model

const copyOf = (node, keys) => {
  if (isMarker(node) && keys.has(node.attrs.key)) {
    return node.type.create({ ...node.attrs, key: keys.get(node.attrs.key) }, null, node.marks)
  }
  return node.isLeaf ? node : node.copy(renamed(node.content, keys))
}

const renamed = (fragment, keys) => Fragment.fromArray(fragment.content.map((node) => copyOf(node, keys)))

// Citations that were copied along with their note belong to the copy.
function asCopy(slice, view) {
  if (view.dragging?.move) return slice
  const notes = markersOf(view.state.doc).filter(({ node }) => node.type.name === "note")
  const taken = new Set(notes.map(({ node }) => node.attrs.key))
  const keys = new Map()
  slice.content.descendants((node) => {
    if (node.type.name === "note" && taken.has(node.attrs.key)) keys.set(node.attrs.key, newKey())
  })
  return keys.size ? new Slice(renamed(slice.content, keys), slice.openStart, slice.openEnd) : slice
}

// A link around a note would be torn by every parser of HTML, and markers are not bold.
function unmark(transaction, markers) {
  for (const { node, pos } of markers) for (const mark of node.marks) transaction.removeMark(pos, pos + 1, mark)
}

function separate(transaction, markers) {
  const seen = new Set()
  for (const { node, pos } of markers) {
    if (node.type.name !== "note") continue
    if (seen.has(node.attrs.key)) transaction.setNodeAttribute(pos, "key", newKey())
    seen.add(node.attrs.key)
  }
}

// When a note is deleted that is cited elsewhere, the next of its citations takes over its text.
function promote(transaction, before, after) {
  const kept = new Set(after.filter(({ note }) => note).map(({ node }) => node.attrs.key))
  for (const { node } of before) {
    const { key } = node.attrs
    if (node.type.name !== "note" || kept.has(key)) continue
    const heir = after.find((marker) => marker.node.attrs.key === key)
    if (heir) transaction.replaceWith(heir.pos, heir.pos + 1, node.type.create(node.attrs))
  }
}

const MOVING = new Set(["cut", "drop"])

function repair(transactions, before, after) {
  if (!transactions.some(({ docChanged }) => docChanged)) return null
  const markers = markersOf(after.doc)
  const transaction = after.tr
  unmark(transaction, markers)
  separate(transaction, markers)
  const undoing = transactions.some((each) => each.getMeta("history$"))
  if (!undoing && !transactions.some((each) => MOVING.has(each.getMeta("uiEvent")))) {
    promote(transaction, markersOf(before.doc), markers)
  }
  return transaction.docChanged ? transaction : null
}

export const NoteKeys = Extension.create({
  name: "noteKeys",
  addProseMirrorPlugins: () => [new Plugin({ props: { transformPasted: asCopy }, appendTransaction: repair })],
})
