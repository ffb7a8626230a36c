// Keeps what is typed into the form of an article in this browser until a save of it has succeeded, and offers it
// again after a dead server, a closed tab or an expired login: to the same account only.

import { called, differing, read, write } from "./form-state.js"

const PREFIX = "ibid:draft:"
const KEPT_DAYS = 60
const PAUSE = 400 // milliseconds of rest after a key before the text is kept

const form = document.querySelector("#article_form")
const offer = form?.querySelector(".draft-offer")

const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))

function draftOf(key) {
  try {
    return { key, ...JSON.parse(localStorage.getItem(key)) }
  } catch {
    return { key, at: 0 }
  }
}

// The server names the draft that a save contained; the page after it may be the list or the form.
function forgetSaved() {
  const saved = document.cookie.match(/(?:^|; )saved_draft=([0-9a-f-]{36})/)?.[1]
  if (!saved) return
  keys().filter((key) => key.endsWith(`:${saved}`)).forEach((key) => localStorage.removeItem(key))
  document.cookie = `saved_draft=; max-age=0; path=${document.querySelector("#site-name a").pathname}`
}

function forgetOld() {
  const oldest = Date.now() - KEPT_DAYS * 24 * 60 * 60 * 1000
  keys().map(draftOf).filter((draft) => !(draft.at > oldest)).forEach((draft) => localStorage.removeItem(draft.key))
}

const own = offer && `${PREFIX}${offer.dataset.user}:${offer.dataset.article}:`
const ownKey = own + form?.elements.draft?.value
let start = null
let written = {} // what a form that was refused and has come back held already
let base = form?.elements.base_version?.value ?? ""
let timer

function keep() {
  clearTimeout(timer)
  if (!start) return
  const fields = { ...written, ...differing(read(form), start) }
  try {
    if (!Object.keys(fields).length) localStorage.removeItem(ownKey)
    else localStorage.setItem(ownKey, JSON.stringify({ at: Date.now(), base, rows: rows(), fields }))
    form.querySelector(".draft-full").hidden = true
  } catch {
    form.querySelector(".draft-full").hidden = false
  }
}

// The saved rows of tables: only beside the same ones do the names of their inputs mean the same rows.
const rows = () => [...form.querySelectorAll("input[name$='-INITIAL_FORMS']")].map((input) => input.value).join()

// Editors make their own of a text when they start: what the form began with is read when somebody comes to it.
function begin() {
  start ??= read(form)
}

function applicable(draft) {
  if (draft.base === base && draft.rows === rows()) return draft.fields
  return Object.fromEntries(Object.entries(draft.fields).filter(([name]) => !/-(\d+-|TOTAL_FORMS)/.test(name)))
}

function restore(draft) {
  begin()
  // A save of it is then compared with what the draft began from, and nothing newer is overwritten in silence.
  if (draft.base !== base) base = form.elements.base_version.value = draft.base
  write(form, applicable(draft))
  if (draft.key !== ownKey) localStorage.removeItem(draft.key)
  next()
}

function words(value) {
  if (!/<\w/.test(value)) return value
  const apart = value.replace(/<\/(p|h2|h3|li|blockquote|td|th|figcaption|caption)>|<br>/g, "$&\n")
  const { body } = new DOMParser().parseFromString(apart, "text/html")
  for (const note of body.querySelectorAll("[data-footnote]")) note.replaceWith(` [${note.textContent}]`)
  return body.textContent
}

function list(draft) {
  const shown = Object.entries(draft.fields).filter(([name]) => !name.endsWith("-TOTAL_FORMS"))
  return shown.flatMap(([name, values]) => [
    Object.assign(document.createElement("dt"), { textContent: called(form, name) }),
    Object.assign(document.createElement("dd"), {
      textContent: words(values.at(-1) ?? "–"),
      lang: form.elements[name]?.lang ?? "",
    }),
  ])
}

function moment(at) {
  const when = new Date(at)
  const today = when.toDateString() === new Date().toDateString()
  return when.toLocaleString(document.documentElement.lang, { timeStyle: "short", hourCycle: "h23", ...(today ? {} : { dateStyle: "long" }) })
}

let offered

// What a draft says otherwise than the page; a file has to be chosen again in any case.
const lacking = (draft, now) => Object.keys(differing(draft.fields ?? {}, now)).filter((name) => form.elements[name]?.type !== "file")

// Offers the newest draft that says anything else than the page: also its own, when a refused form is sent anew by
// reloading it and comes back without what was typed since.
function next() {
  keep()
  const now = read(form)
  const drafts = keys().filter((key) => key.startsWith(own)).map(draftOf).sort((one, other) => other.at - one.at)
  const unsaved = drafts.filter((draft) => lacking(draft, now).length)
  drafts.filter((draft) => draft.key !== ownKey && !unsaved.includes(draft)).forEach((draft) => localStorage.removeItem(draft.key))
  offered = unsaved[0]
  offer.hidden = !offered
  if (!offered) return
  offer.querySelector(".draft-words").textContent = offer.dataset.words.replace("{when}", moment(offered.at))
  offer.querySelector(".draft-older").hidden = offered.base === base
  offer.querySelector("dl").replaceChildren(...list(offered))
}

const answers = {
  restore: () => restore(offered),
  discard: () => {
    localStorage.removeItem(offered.key)
    if (offered.key === ownKey) written = {}
    next()
  },
}

forgetSaved()
forgetOld()
if (offer) {
  written = draftOf(ownKey).fields ?? {}
  for (const type of ["focusin", "pointerdown", "dragenter"]) document.addEventListener(type, begin, { capture: true, once: true })
  for (const type of ["input", "change", "formset:added", "formset:removed"]) {
    form.addEventListener(type, () => {
      clearTimeout(timer)
      timer = setTimeout(keep, PAUSE)
    })
  }
  form.addEventListener("submit", keep)
  window.addEventListener("pagehide", keep)
  offer.addEventListener("click", ({ target }) => answers[target.value]?.())
  next()
}
