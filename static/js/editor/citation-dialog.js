// Cites a note again: the note is chosen from a list. Also repairs a marker whose note is missing.

import { crel } from "../../django_prose_editor/editor.js";
import { button, field, openDialog } from "./dialog.js";
import { openNote } from "./note-dialog.js";
import { noteText } from "./note-text.js";
import { numberedMarkers } from "./note-numbers.js";
import { say } from "./words.js";

const shortened = (text) => (text.length > 110 ? `${text.slice(0, 110)}…` : text)

function chooser(editor) {
  const notes = numberedMarkers(editor.state).filter(({ node }) => node.type.name === "note")
  const options = notes
    .toSorted((one, other) => one.number - other.number)
    .map(({ node, number }) =>
      crel("option", { value: node.attrs.key, textContent: `[${number}] ${shortened(noteText(node.attrs.html))}` }),
    )
  return crel("select", { size: Math.min(12, Math.max(3, options.length)), lang: editor.view.dom.lang }, options)
}

function explanation(marker) {
  if (!marker) return []
  return [crel("p", { textContent: say("missing_note_help", { shown: marker.attrs.typed || "[?]" }) })]
}

// Opens the list for the place of the cursor, or for the marker at ``pos`` that has no note.
export function openCitation(editor, pos = null) {
  if (!editor.isEditable) return false
  const select = chooser(editor)
  const place = editor.state.selection.to
  const marker = pos === null ? null : editor.state.doc.nodeAt(pos)

  function submit() {
    if (!select.value) return say("choose_note")
    const range = marker ? { from: pos, to: pos + 1 } : place
    editor.commands.insertContentAt(range, { type: "citation", attrs: { key: select.value, typed: "" } })
    return ""
  }
  function write() {
    opened.close()
    openNote(editor, pos)
  }
  const opened = openDialog({
    title: say(marker ? "missing_note" : "cite_again"),
    parts: [...explanation(marker), field(say("which_note"), select)],
    action: say("cite"),
    submit,
    extra: marker ? [button(say("write_note"), write)] : [],
    closed: () => editor.view.focus(),
  })
  select.addEventListener("dblclick", () => opened.finish())
  select.addEventListener("keydown", (event) => event.key === "Enter" && opened.finish(event))
  return true
}
