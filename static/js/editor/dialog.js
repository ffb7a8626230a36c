// A small window over the page. It stands outside the article's form, so that Enter in it never saves the article.

import { crel } from "../../django_prose_editor/editor.js";
import { say } from "./words.js";

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

// Opens a dialog. ``submit`` returns a text that says what is wrong, or nothing when the dialog may close;
// ``discard`` says what to ask before changes are thrown away, or nothing when there are none.
export function openDialog({ title, parts, action, submit, discard = () => "", extra = [], closed = () => {} }) {
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
    const question = asked ? "" : discard()
    asked = true
    if (question) complain(question)
    else close()
  }
  function finish(event) {
    event?.preventDefault()
    const problem = submit()
    if (problem) complain(problem)
    else close()
  }
  form.addEventListener("submit", finish)
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault()
    cancel()
  })
  document.body.append(dialog)
  dialog.showModal()
  return { complain, cancel, finish, close }
}
