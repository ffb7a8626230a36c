// Cites a note again: the note is chosen from a list. Also repairs a marker whose note is missing.

import { crel } from "../../django_prose_editor/editor.js";
import { button, field, openDialog } from "./dialog.js";
import { openNote } from "./note-dialog.js";
import { noteText } from "./note-text.js";
import { numberedMarkers } from "./note-numbers.js";
import { say } from "./words.js";

const shortened = (text) => (text.length > 110 ? `${text.slice(0, 110)}…` : text)

// A list of the notes to choose from, a field that finds them by their words, and the whole text of the chosen one.
function chooser(editor) {
  const language = editor.view.dom.lang
  const notes = numberedMarkers(editor.state)
    .filter(({ node }) => node.type.name === "note")
    .toSorted((one, other) => one.number - other.number)
    .map(({ node, number }) => ({ key: node.attrs.key, number, text: noteText(node.attrs.html) }))
  const select = crel("select", { size: Math.min(12, Math.max(3, notes.length)), lang: language })
  const find = crel("input", { type: "search", lang: language })
  const whole = crel("p", { className: "editor-chosen-note", lang: language })
  const show = () => (whole.textContent = notes.find(({ key }) => key === select.value)?.text ?? "")
  function offer() {
    const wanted = find.value.trim().toLowerCase()
    const found = notes.filter(({ number, text }) => `[${number}] ${text}`.toLowerCase().includes(wanted))
    select.replaceChildren(
      ...found.map(({ key, number, text }) => crel("option", { value: key, textContent: `[${number}] ${shortened(text)}` })),
    )
    if (wanted && found.length) select.selectedIndex = 0
    show()
  }
  find.addEventListener("input", offer)
  find.addEventListener("keydown", ({ key }) => key === "ArrowDown" && select.focus())
  select.addEventListener("change", show)
  offer()
  return { select, parts: [field(say("find_note"), find), field(say("which_note"), select), whole] }
}

function explanation(marker) {
  if (!marker) return []
  return [crel("p", { textContent: say("missing_note_help", { shown: marker.attrs.typed || "[?]" }) })]
}

// Opens the list for the place of the cursor, or for the marker at ``pos`` that has no note.
export function openCitation(editor, pos = null) {
  if (!editor.isEditable) return false
  const { select, parts } = chooser(editor)
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
    parts: [...explanation(marker), ...parts],
    action: say("cite"),
    submit,
    changed: () => false,
    line: editor.view.coordsAtPos(pos ?? place),
    extra: marker ? [button(say("write_note"), write)] : [],
    closed: () => editor.view.focus(),
  })
  select.addEventListener("dblclick", () => opened.finish())
  select.addEventListener("keydown", (event) => event.key === "Enter" && opened.finish(event))
  return true
}
