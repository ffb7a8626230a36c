// Keeps what is sent from the panel and from pages that ask first until an answer has come. When the login had run out
// meanwhile, it is put back into the page that the same person finds after signing in.

const KEY = "ibid:sent"
const KEPT = "textarea, select, [type=datetime-local], [type=radio]:checked"

const forms = [...document.querySelectorAll("#panel-form, .question form[method=post]")]
const who = document.querySelector("#user-tools strong")?.textContent
const present = { who, page: location.pathname }

function keep({ target }) {
  if (!forms.includes(target)) return
  const fields = [...target.elements].filter((control) => control.matches(KEPT)).map(({ name, value }) => [name, value])
  sessionStorage.setItem(KEY, JSON.stringify({ ...present, form: forms.indexOf(target), fields }))
}

function put(form, [name, value]) {
  const control = form.elements[name]
  // Of radio buttons this chooses the one with the value.
  control.value = value
  if (value && control.type === "textarea") control.closest("details")?.setAttribute("open", "")
}

const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "null")
sessionStorage.removeItem(KEY)
if (kept?.unanswered && kept.who === who && kept.page === present.page) {
  kept.fields.filter(([name]) => forms[kept.form]?.elements[name]).forEach((field) => put(forms[kept.form], field))
}
document.addEventListener("submit", keep)
