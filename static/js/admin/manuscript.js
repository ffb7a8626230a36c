// A manuscript that is dropped on the form, or chosen with the button, is read into the language that is open.
// Nothing is stored before the form is saved, and one click puts back what stood there.

import { read, write } from "./form-state.js"

const door = document.querySelector(".manuscript")
const form = door?.closest("form")
const part = (name) => door.querySelector(`.manuscript-${name}`)
const input = door?.querySelector("input[type=file]")
const column = (name, language) => `${name}_${language.replaceAll("-", "_")}`
let visited = "" // the language of the field that was used last
let before = {}
let added = 0

const label = (language) => form.querySelector(`.language-switch button[value="${language}"] [lang]`)?.textContent ?? language
const spoken = (target) => target.closest?.("[data-language]")?.dataset.language ?? target.closest?.(".fieldBox, .form-row")?.querySelector("[data-language]")?.dataset.language

// Side by side several languages are open: then the one counts that was used last or that the file was dropped on.
function open() {
  const shown = form.dataset.shown ?? "all"
  return shown === "all" ? visited : shown
}

function name() {
  part("into").textContent = open() ? door.dataset.into.replace("{language}", label(open())) : door.dataset.finding
}

function bylineState(entries) {
  const total = Number(form.elements["authorships-TOTAL_FORMS"]?.value ?? 0)
  const rows = [...Array(total).keys()]
  const state = {}
  let next = total
  for (const { author, name: words, ...post } of entries) {
    const known = rows.find((row) => form.elements[`authorships-${row}-author`]?.value === String(author))
    const row = known ?? next++
    if (known === undefined) state[`authorships-${row}-author`] = [String(author), words]
    for (const [field, text] of Object.entries(post)) if (text) state[`authorships-${row}-${field}`] = [text]
  }
  return next > total ? { ...state, "authorships-TOTAL_FORMS": [String(next)] } : state
}

function stateOf(answer) {
  const state = Object.fromEntries(Object.entries(answer.fields).map(([field, text]) => [field, [text]]))
  if (answer.date && form.elements.date?.value === "") state.date = [answer.date]
  if (form.elements.comment?.value === "") state.comment = [answer.comment]
  return form.querySelector("#authorships-group .add-row") ? { ...state, ...bylineState(answer.byline) } : state
}

function fill(answer) {
  const state = stateOf(answer)
  const now = read(form)
  before = Object.fromEntries(Object.keys(state).filter((field) => field in now).map((field) => [field, now[field]]))
  added = Number(state["authorships-TOTAL_FORMS"]?.[0] ?? 0) && state["authorships-TOTAL_FORMS"][0] - now["authorships-TOTAL_FORMS"][0]
  write(form, state)
}

function item({ severity, message, where }) {
  const line = Object.assign(document.createElement("li"), { className: `finding finding-${severity}` })
  line.append(Object.assign(document.createElement("strong"), { textContent: door.dataset[severity] }), ` ${message} `)
  if (where) line.append(Object.assign(document.createElement("q"), { textContent: where }))
  return line
}

function report(answer, file) {
  const section = part("report")
  section.querySelector("h2").textContent = door.dataset.readTitle.replace("{name}", file.name).replace("{language}", label(answer.language))
  part("counts").textContent = answer.counts
  section.querySelector("ul").replaceChildren(...answer.findings.map(item))
  section.hidden = false
  section.focus()
}

async function ask(file, language) {
  const body = new FormData()
  body.append("manuscript", file)
  body.append("language", language)
  const headers = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value }
  const response = await fetch(door.dataset.read, { method: "POST", body, headers, redirect: "error" })
  return response.json()
}

async function take(file, language = open()) {
  part("status").textContent = door.dataset.reading.replace("{name}", file.name)
  try {
    const answer = await ask(file, language)
    part("status").textContent = answer.refused ?? ""
    if (answer.refused) return
    fill(answer)
    report(answer, file)
  } catch {
    part("status").textContent = door.dataset.unanswered
  }
}

const answers = {
  undo: () => {
    const rows = [...form.querySelectorAll("#authorships-group tr.form-row:not(.empty-form) .inline-deletelink")]
    if (added > 0) rows.slice(-added).forEach((link) => link.click())
    write(form, before)
    answers.close()
  },
  close: () => {
    part("report").hidden = true
    input.focus()
  },
}

const carriesFiles = (event) => event.dataTransfer?.types.includes("Files")

function dragged(event) {
  if (!carriesFiles(event)) return
  event.preventDefault()
  form.classList.add("takes-file")
}

// Pictures are the editors' business; but no file may take the place of the page.
function dropped(event) {
  form.classList.remove("takes-file")
  if (!carriesFiles(event)) return
  const file = [...event.dataTransfer.files].find((each) => !each.type.startsWith("image/"))
  if (file || !event.target.closest?.("[contenteditable=true]")) event.preventDefault()
  if (!file) return
  event.stopPropagation()
  take(file, form.dataset.shown === "all" ? (spoken(event.target) ?? visited) : open())
}

if (door) {
  door.hidden = false
  name()
  form.addEventListener("focusin", ({ target }) => {
    visited = spoken(target) ?? visited
    name()
  })
  form.querySelector(".language-switch")?.addEventListener("click", () => queueMicrotask(name))
  input.addEventListener("change", () => {
    if (input.files.length) take(input.files[0])
    input.value = ""
  })
  door.addEventListener("click", ({ target }) => answers[target.value]?.())
  document.addEventListener("dragover", dragged)
  document.addEventListener("dragleave", ({ relatedTarget }) => relatedTarget || form.classList.remove("takes-file"))
  document.addEventListener("drop", dropped, { capture: true })
}
