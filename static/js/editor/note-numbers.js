// Numbers of notes as readers will see them: in the order of first citation, counted anew at each change of a marker.

import { Extension, pm, Plugin } from "../../django_prose_editor/editor.js";
import { isMarker } from "./note.js";

const { PluginKey } = pm.state
const { Decoration, DecorationSet } = pm.view
const plugin = new PluginKey("noteNumbers")

// The markers of a document in reading order, each with the number of its note, and the note itself if there is one.
export function markersOf(doc) {
  const markers = []
  doc.descendants((node, pos) => {
    if (isMarker(node)) markers.push({ node, pos })
    return !node.isTextblock || node.childCount > 1 || !node.firstChild?.isText
  })
  const notes = new Map()
  for (const { node } of markers) if (node.type.name === "note") notes.set(node.attrs.key, node)
  const numbers = new Map()
  for (const marker of markers) {
    const { key } = marker.node.attrs
    marker.note = notes.get(key)
    if (marker.note && !numbers.has(key)) numbers.set(key, numbers.size + 1)
    marker.number = numbers.get(key) ?? null
  }
  return markers
}

const decorate = (doc, markers) =>
  DecorationSet.create(
    doc,
    markers.map(({ node, pos, number, note }) =>
      Decoration.node(pos, pos + node.nodeSize, {}, { number, html: note?.attrs.html }),
    ),
  )

const same = (markers, others) =>
  markers.length === others.length &&
  markers.every(({ node, number, note }, index) => {
    const other = others[index]
    return node === other.node && number === other.number && note === other.note
  })

const state = {
  init: (_config, { doc }) => {
    const markers = markersOf(doc)
    return { markers, decorations: decorate(doc, markers) }
  },
  apply(transaction, old) {
    if (!transaction.docChanged) return old
    const markers = markersOf(transaction.doc)
    if (same(markers, old.markers)) {
      // While somebody types no marker changes: the decorations only move. A block that is put into another one loses
      // those within it.
      const moved = old.decorations.map(transaction.mapping, transaction.doc)
      if (moved.find().length === markers.length) return { markers, decorations: moved }
    }
    return { markers, decorations: decorate(transaction.doc, markers) }
  },
}

export const numberedMarkers = (editorState) => plugin.getState(editorState).markers

export const NoteNumbers = Extension.create({
  name: "noteNumbers",
  addProseMirrorPlugins: () => [
    new Plugin({ key: plugin, state, props: { decorations: (current) => plugin.getState(current).decorations } }),
  ],
})
