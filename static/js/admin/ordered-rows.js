// Buttons that move the rows of a table up and down, in place of the numbers of their order.

const text = (name) => document.querySelector("[data-move-up]")?.dataset[name] ?? ""

const rows = (table) => [...table.querySelectorAll("tbody > tr.form-row:not(.empty-form)")]

function renumber(table) {
  rows(table).forEach((row, index) => (row.querySelector("input[name$='-order']").value = index + 1))
}

function move(row, step, button) {
  const table = row.closest("table")
  const all = rows(table)
  const neighbour = all[all.indexOf(row) + step]
  if (!neighbour) return
  if (step < 0) neighbour.before(row)
  else neighbour.after(row)
  renumber(table)
  button.focus()
  button.dispatchEvent(new Event("input", { bubbles: true }))
}

function equip(row) {
  const input = row.querySelector("input[name$='-order']")
  if (!input || input.hidden) return
  input.hidden = true
  for (const [step, sign, name] of [[-1, "↑", text("moveUp")], [1, "↓", text("moveDown")]]) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: sign, title: name })
    button.className = "move-row"
    button.setAttribute("aria-label", name)
    button.addEventListener("click", () => move(row, step, button))
    input.before(button)
  }
}

for (const table of document.querySelectorAll(".inline-group table")) {
  if (table.querySelector("input[name$='-order']")) rows(table).forEach(equip)
}
document.addEventListener("formset:added", ({ target }) => {
  const table = target.closest("table")
  if (!target.querySelector("input[name$='-order']")) return
  equip(target)
  renumber(table)
})
document.addEventListener("formset:removed", () => {
  for (const table of document.querySelectorAll(".inline-group table")) {
    if (table.querySelector("input[name$='-order']")) renumber(table)
  }
})
// Orders that were written into the form, by a draft that was brought back, are shown by the rows.
document.addEventListener("form:written", () => {
  for (const table of document.querySelectorAll(".inline-group table")) {
    const order = (row) => Number(row.querySelector("input[name$='-order']")?.value || Infinity)
    rows(table).sort((one, other) => order(one) - order(other)).forEach((row, index, all) => index && all[index - 1].after(row))
  }
})
