// One switch for the languages of a whole form. Without it every field is shown, labelled with its language.

const bar = document.querySelector(".language-switch")
const form = bar?.closest("form")
const KEY = "language-of-the-fields"

// What is shown or hidden with an input: its box in a row of several, or its cell in a table; a part of a form itself.
const box = (input) =>
  input.closest("td") ?? input.closest(".form-multiline > div") ?? input.closest("li, .form-row") ?? input

const inputs = (language) =>
  [...form.querySelectorAll(`[data-language="${language}"]`)].filter((input) => !input.closest(".empty-form"))

const boxes = (language) => [
  ...[...form.querySelectorAll(`[data-language="${language}"]`)].map(box),
  // The heads of table columns carry the name of the column only.
  ...[...form.querySelectorAll("thead th")].filter((head) =>
    [...head.classList].some((name) => name.endsWith(`_${language.replaceAll("-", "_")}`)),
  ),
]

const languages = [...(bar?.querySelectorAll("button") ?? [])].map((button) => button.value).filter((value) => value !== "all")
const errors = (language) => boxes(language).filter((part) => part.querySelector(".errorlist")).length

// The texts that belong to the form itself; the many cells of a table would drown them in the count.
const texts = (language) => inputs(language).filter((input) => input.matches("input[type=text], textarea") && !input.closest("table"))

function count(button) {
  const all = texts(button.value)
  const filled = all.filter((input) => input.value.trim()).length
  const wrong = errors(button.value)
  button.querySelector(".language-switch-filled").textContent = all.length ? `${filled}/${all.length}` : ""
  button.querySelector(".language-switch-errors").textContent = wrong || ""
  button.classList.toggle("has-errors", wrong > 0)
  const spoken = all.length ? [bar.dataset.filled.replace("{filled}", filled).replace("{all}", all.length)] : []
  if (wrong) spoken.push(bar.dataset.errors.replace("{errors}", wrong))
  button.querySelector(".visually-hidden").textContent = spoken.map((words) => `, ${words}`).join("")
}

// The choice is a language, several with commas between, or "all".
function show(choice) {
  const shown = choice === "all" ? languages : choice.split(",")
  for (const language of languages) {
    for (const part of boxes(language)) part.hidden = !shown.includes(language)
  }
  for (const button of bar.querySelectorAll("button")) {
    const pressed = choice === "all" ? button.value === "all" : shown.includes(button.value)
    button.setAttribute("aria-pressed", String(pressed))
  }
  form.dataset.shown = choice
}

// An address such as ?show=en,zh-hant opens the form at these languages side by side.
const asked = (new URLSearchParams(location.search).get("show") ?? "").split(",").filter((each) => languages.includes(each))

// A link such as #id_body_zh_hant leads to a field that may be hidden with its language.
function follow() {
  const target = location.hash && document.getElementById(location.hash.slice(1))
  if (!target || !form.contains(target)) return
  const language = target.dataset.language
  if (language && form.dataset.shown !== "all" && !form.dataset.shown.split(",").includes(language)) show(language)
  target.scrollIntoView({ block: "center" })
  if (target.matches("input, textarea, select")) target.focus({ preventScroll: true })
}

function first() {
  const written = languages.filter((language) => texts(language).some((input) => input.value.trim()))
  const remembered = sessionStorage.getItem(KEY)
  const own = document.documentElement.lang
  const wrong = languages.find((language) => errors(language))
  if (wrong) return wrong
  if (asked.length) return asked.join(",")
  if (remembered === "all") return remembered
  if (!written.length) return languages.includes(remembered) ? remembered : own
  return [remembered, own, written[0]].find((language) => written.includes(language))
}

if (bar) {
  const counted = [...bar.querySelectorAll("button")].filter((button) => button.value !== "all")
  counted.forEach(count)
  // Once a frame: somebody who types fast in a long form must not wait for the counting.
  let counting = 0
  form.addEventListener("input", () => {
    counting ||= requestAnimationFrame(() => {
      counting = 0
      counted.forEach(count)
    })
  })
  bar.addEventListener("click", ({ target }) => {
    const choice = target.closest("button")?.value
    if (!choice) return
    sessionStorage.setItem(KEY, choice)
    show(choice)
  })
  document.addEventListener("formset:added", () => show(form.dataset.shown))
  window.addEventListener("hashchange", follow)
  // A second click on the same link changes no address, but leads there again.
  document.addEventListener("click", ({ target }) => {
    if (target.closest("a[href^='#']")?.hash === location.hash) follow()
  })
  bar.hidden = false
  show(first())
  follow()
}
