// Asks before a form with changes is left by any other way than saving it.

const form = document.querySelector("#content-main > form")
let changed = false

form?.addEventListener("input", () => {
  changed = true
  document.body.classList.add("has-unsaved-changes")
})
form?.addEventListener("submit", () => (changed = false))
window.addEventListener("beforeunload", (event) => {
  if (changed) event.preventDefault()
})
