// Notes by keyboard and by mouse: a new one, one to edit, and no note deleted by one key too many.

import { Extension, pm, Plugin } from "../../django_prose_editor/editor.js";
import { openCitation } from "./citation-dialog.js";
import { openNote } from "./note-dialog.js";
import { isMarker } from "./note.js";
import { numberedMarkers } from "./note-numbers.js";

const { NodeSelection } = pm.state

export const selectedMarker = ({ state: { selection } }) =>
  selection instanceof NodeSelection && isMarker(selection.node) ? selection : null

// Opens the note that a marker belongs to; one whose note is missing is given a note.
export function openMarker(editor, pos) {
  const marker = editor.state.doc.nodeAt(pos)
  const markers = numberedMarkers(editor.state)
  const note = markers.find(({ node }) => node.type.name === "note" && node.attrs.key === marker.attrs.key)
  return note ? openNote(editor, note.pos) : openCitation(editor, pos)
}

// The first Backspace beside a marker selects it, the second deletes it.
const guard = (editor, side) => {
  const { selection } = editor.state
  if (!selection.empty) return false
  const node = side < 0 ? selection.$from.nodeBefore : selection.$from.nodeAfter
  return isMarker(node) && editor.commands.setNodeSelection(selection.from - (side < 0 ? node.nodeSize : 0))
}

export const NoteKeyboard = Extension.create({
  name: "noteKeyboard",
  priority: 1000,
  addKeyboardShortcuts() {
    const { editor } = this
    return {
      "Mod-Alt-f": () => openNote(editor),
      Enter: () => {
        const marker = selectedMarker(editor)
        return Boolean(marker) && openMarker(editor, marker.from)
      },
      Backspace: () => guard(editor, -1),
      Delete: () => guard(editor, 1),
    }
  },
  addProseMirrorPlugins() {
    const handleDoubleClickOn = (_view, _pos, node, nodePos) => isMarker(node) && openMarker(this.editor, nodePos)
    return [new Plugin({ props: { handleDoubleClickOn } })]
  },
})
