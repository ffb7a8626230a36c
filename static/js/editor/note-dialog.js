// The dialog in which the text of a note is written, with italics and links.

import { crel, Editor, Extension, History } from "../../django_prose_editor/editor.js";
import { button, openDialog } from "./dialog.js";
import { LinkKey } from "./link-dialog.js";
import { pastedAsNote } from "./note-paste.js";
import { htmlOf, noteExtensions } from "./note-text.js";
import { newKey } from "./note.js";
import { noteTools } from "./text-tools.js";
import { toolbar } from "./toolbar.js";
import { say } from "./words.js";

function textEditor(holder, html, language, keys, report) {
  const editor = new Editor({
    element: holder,
    injectCSS: false,
    enableInputRules: false,
    enablePasteRules: false,
    content: `<p>${html}</p>`,
    extensions: [
      ...noteExtensions,
      History,
      LinkKey,
      // The editor would keep these keys from the dialog.
      Extension.create({ name: "noteDialogKeys", priority: 1000, addKeyboardShortcuts: () => keys }),
    ],
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": say("note_text"), lang: language },
      ...pastedAsNote(report),
    },
  })
  holder.prepend(toolbar(editor, noteTools, say("note_toolbar")))
  return editor
}

// Opens the note at ``pos``, or a new one: for a marker there that has none, or for the place of the cursor.
export function openNote(editor, pos = null) {
  if (!editor.isEditable) return false
  const marker = pos === null ? null : editor.state.doc.nodeAt(pos)
  const note = marker?.type.name === "note" ? marker : null
  const place = editor.state.selection.to
  const holder = crel("div", { className: "editor-note-text" })
  const enter = () => {
    opened.finish()
    return true
  }
  const escape = () => {
    opened.cancel()
    return true
  }
  const keys = { Enter: enter, "Mod-Enter": enter, Escape: escape }
  const language = note?.attrs.lang || editor.view.dom.lang
  const text = textEditor(holder, note?.attrs.html ?? "", language, keys, (told) => opened.complain(told))
  const before = text.state.doc

  function submit() {
    if (!text.state.doc.textContent.trim()) {
      text.commands.focus()
      return say("empty_note")
    }
    const html = htmlOf(text.state.doc.firstChild.content).trim()
    if (note) editor.view.dispatch(editor.state.tr.setNodeAttribute(pos, "html", html))
    else if (marker) {
      const made = editor.schema.nodes.note.create({ key: marker.attrs.key, html })
      editor.view.dispatch(editor.state.tr.replaceWith(pos, pos + 1, made))
    } else editor.commands.insertContentAt(place, { type: "note", attrs: { key: newKey(), html } })
    return ""
  }
  function remove() {
    editor.view.dispatch(editor.state.tr.delete(pos, pos + 1))
    opened.close()
  }
  const opened = openDialog({
    title: note ? say("edit_note") : say("new_note"),
    parts: [holder],
    action: note ? say("update") : say("insert"),
    submit,
    changed: () => !text.state.doc.eq(before),
    line: editor.view.coordsAtPos(pos ?? place),
    extra: note ? [button(say("delete_note"), remove, "editor-delete")] : [],
    closed() {
      text.destroy()
      editor.view.focus()
    },
  })
  text.commands.focus("end")
  return true
}
