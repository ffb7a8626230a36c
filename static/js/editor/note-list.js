// The list of notes below the text, in the order of their numbers; each leads to its marker.

import { crel, Extension, Plugin } from "../../django_prose_editor/editor.js";
import { button } from "./dialog.js";
import { openNote } from "./note-dialog.js";
import { numberedMarkers } from "./note-numbers.js";
import { inertElement } from "./note-text.js";
import { say } from "./words.js";

const places = (state, key) => numberedMarkers(state).filter(({ node }) => node.attrs.key === key)

function item(editor, { node, number }) {
  const { key, html, lang } = node.attrs
  const text = crel("span", { className: "editor-note", lang })
  text.append(...inertElement("span", html).childNodes)
  for (const link of text.querySelectorAll("a")) link.replaceWith(...link.childNodes)
  const jump = () => {
    const [first] = places(editor.state, key)
    editor.chain().setNodeSelection(first.pos).focus().scrollIntoView().run()
  }
  const edit = () => {
    const note = places(editor.state, key).find((marker) => marker.node.type.name === "note")
    openNote(editor, note.pos)
  }
  const show = button(`[${number}]`, jump, "editor-jump")
  show.title = say("show_note", { number })
  show.setAttribute("aria-label", show.title)
  const change = button(say("edit"), edit)
  change.setAttribute("aria-label", `${say("edit_note")} ${number}`)
  return crel("li", {}, [show, text, ...(editor.isEditable ? [change] : [])])
}

export const NoteList = Extension.create({
  name: "noteList",
  addProseMirrorPlugins() {
    const { editor } = this
    const summary = crel("summary")
    const list = crel("ol")
    const panel = crel("details", { className: "editor-notes", open: true }, [summary, list])
    let shown = null

    function update(view) {
      const markers = numberedMarkers(view.state)
      const notes = markers.filter(({ node }) => node.type.name === "note").toSorted((a, b) => a.number - b.number)
      const missing = markers.filter(({ note }) => !note).length
      // The same note nodes in the same order: nothing to draw while somebody types.
      const drawn = [missing, ...notes.map(({ node }) => node)]
      if (shown?.length === drawn.length && drawn.every((each, index) => each === shown[index])) return
      shown = drawn
      panel.hidden = !markers.length
      summary.textContent = say(missing ? "notes_missing" : "notes", { count: notes.length, missing })
      list.replaceChildren(...notes.map((note) => item(editor, note)))
    }
    return [
      new Plugin({
        view(view) {
          view.dom.after(panel)
          update(view)
          return { update, destroy: () => panel.remove() }
        },
      }),
    ]
  },
})
