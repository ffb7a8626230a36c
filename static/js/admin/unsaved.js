// Asks before a form with changes is left by any other way than saving it.

import { differing, read } from "./form-state.js"

const form = document.querySelector("#content-main > form")
// A form that was refused comes back with what was typed, and none of it is saved.
const refused = Boolean(form?.querySelector(".errornote"))
let start = null
let sent = false

function begin() {
  start ??= read(form)
}

// Compared rather than heard: the calendar and the choosers write into their fields without a word.
const changed = () => refused || (start !== null && Object.keys(differing(read(form), start)).length > 0)

if (form) {
  for (const type of ["focusin", "pointerdown", "dragenter"]) document.addEventListener(type, begin, { capture: true, once: true })
  form.addEventListener("input", () => document.body.classList.add("has-unsaved-changes"))
  form.addEventListener("submit", () => (sent = true))
  // A request that never arrived leaves the page as it was.
  window.addEventListener("focus", () => (sent = false))
  window.addEventListener("beforeunload", (event) => {
    if (!sent && changed()) event.preventDefault()
  })
}
