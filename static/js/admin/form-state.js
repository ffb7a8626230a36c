// What stands in the controls of a form, by their names, and how to put it back.

const NOT_KEPT = /^(csrfmiddlewaretoken|base_version|draft)$|-(INITIAL|MIN_NUM|MAX_NUM)_FORMS$|__prefix__/

const controls = (form) =>
  [...form.elements].filter((control) => control.name && !NOT_KEPT.test(control.name) && !control.matches(":disabled, button, [type=submit], [type=button]"))

const holds = {
  checkbox: (control) => (control.checked ? [control.value] : []),
  file: (control) => [...control.files].map((file) => file.name),
  // The words as well: a chooser that looks rows up does not know them by their number.
  "select-one": (control) => [control.value, control.selectedOptions[0]?.textContent ?? ""],
}

// Name by name what is written, chosen and ticked: lists of texts.
export function read(form) {
  const state = {}
  for (const control of controls(form)) {
    const held = holds[control.type]?.(control) ?? [control.value]
    state[control.name] = [...(state[control.name] ?? []), ...held]
  }
  return state
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other)

// Of a state what an earlier one does not hold, or holds otherwise.
export const differing = (state, earlier) =>
  Object.fromEntries(Object.entries(state).filter(([name, value]) => !same(value, earlier[name])))

function addRows(form, state) {
  for (const [name, [total]] of Object.entries(state)) {
    if (!name.endsWith("-TOTAL_FORMS")) continue
    const more = form.querySelector(`#${name.replace("-TOTAL_FORMS", "-group")} .add-row a`)
    for (let left = Number(total) - Number(form.elements[name]?.value ?? total); more && left > 0; left -= 1) more.click()
  }
}

function choose(select, [value, words]) {
  if (![...select.options].some((option) => option.value === value)) select.add(new Option(words, value))
  select.value = value
}

function put(control, values) {
  if (control.type === "checkbox") control.checked = values.includes(control.value)
  else if (control.type === "select-one") choose(control, values)
  else control.value = values[0] ?? ""
  // An editor that stands for a textarea takes up from these events what was put into it.
  for (const type of ["input", "change"]) control.dispatchEvent(new Event(type, { bubbles: true }))
}

// Puts a state, or a part of one, back into a form. Rows that are lacking are added; files cannot be put back.
export function write(form, state) {
  addRows(form, state)
  for (const control of controls(form)) {
    if (!(control.name in state) || control.type === "file" || control.name.endsWith("-TOTAL_FORMS")) continue
    if (!same(read({ elements: [control] })[control.name], state[control.name])) put(control, state[control.name])
  }
  form.dispatchEvent(new CustomEvent("form:written", { bubbles: true }))
}

// What a control is called in the page, or its name where it is not called anything.
export function called(form, name) {
  const control = form.elements[name]
  const one = control instanceof RadioNodeList ? control[0] : control
  const words = one?.getAttribute("aria-label") ?? one?.closest("fieldset")?.querySelector("legend")?.textContent
  return (one?.labels?.[0]?.textContent ?? words ?? name).trim().replace(/:$/, "")
}
