// A small window over the page. It stands outside the article's form, so that Enter in it never saves the article.

import { crel } from "../../django_prose_editor/editor.js";
import { say } from "./words.js";

const GAP = 12 // pixels between a dialog and the line that it is about
let count = 0

export function button(text, run, className = "") {
  const made = crel("button", { type: "button", textContent: text, className })
  made.addEventListener("click", run)
  return made
}

// A labelled input of a dialog; ``help`` explains it.
export function field(label, input, help = "") {
  input.id ||= `editor-field-${++count}`
  const parts = [crel("label", { htmlFor: input.id, textContent: label }), input]
  if (help) {
    parts.push(crel("p", { id: `${input.id}-help`, className: "editor-help", textContent: help }))
    input.setAttribute("aria-describedby", `${input.id}-help`)
  }
  return crel("div", { className: "editor-field" }, parts)
}

// What has been written into a form or chosen as a file; a choice in a list is made again in no time.
const writtenIn = (form) => JSON.stringify([...form.querySelectorAll("input:not([type=radio]), textarea")].map((input) => input.value))

// Below the line that it is about, or above it, so that the line can be read meanwhile; else where dialogs stand.
function place(dialog, { top, bottom }) {
  const height = dialog.offsetHeight
  const start = [bottom + GAP, top - height - GAP].find((each) => each > 0 && each + height < window.innerHeight)
  if (start && bottom > 0 && top < window.innerHeight) dialog.style.marginBlockStart = `${start}px`
}

// Opens a dialog. ``submit`` returns a text that says what is wrong, or nothing when the dialog may close; ``changed``
// whether closing it would throw anything away; ``line`` is the place on the screen, top and bottom, that it is about.
export function openDialog({ title, parts, action, submit, changed, line = null, extra = [], closed = () => {} }) {
  const id = `editor-dialog-${++count}`
  const error = crel("p", { className: "editor-error", role: "alert" })
  const save = crel("button", { type: "submit", textContent: action, className: "editor-save" })
  const form = crel("form", { method: "dialog" }, [
    crel("h2", { id, textContent: title }),
    ...parts,
    error,
    crel("div", { className: "editor-actions" }, [save, button(say("cancel"), () => cancel()), ...extra]),
  ])
  const dialog = crel("dialog", { className: "editor-dialog", "aria-labelledby": id }, [form])
  const atFirst = writtenIn(form)
  const differs = changed ?? (() => writtenIn(form) !== atFirst)
  let asked = false

  function complain(text) {
    error.textContent = text
  }
  // At once, not by the event of the dialog: what is typed next belongs to the text.
  function close() {
    dialog.close()
    dialog.remove()
    closed()
  }
  function cancel() {
    if (asked || !differs()) return close()
    asked = true
    return complain(say("discard"))
  }
  function finish(event) {
    event?.preventDefault()
    const problem = submit()
    if (problem) complain(problem)
    else close()
  }
  form.addEventListener("submit", finish)
  form.addEventListener("input", () => (asked = false))
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault()
    cancel()
  })
  document.body.append(dialog)
  dialog.showModal()
  if (line) place(dialog, line)
  return { complain, cancel, finish, close }
}
