// A bar of buttons over an editor. Tab reaches it once, arrow keys move in it, Escape leads back to the text.

import { crel } from "../../django_prose_editor/editor.js";
import { say } from "./words.js";

// Keyboards of Apple have other names for the same keys.
const APPLE = { Ctrl: "⌘", Alt: "⌥", Shift: "⇧" }
const named = (keys) =>
  /^(Mac|iP)/.test(navigator.platform) ? keys.split("+").map((key) => APPLE[key] ?? key).join("") : keys

function face({ icon, text }) {
  if (text) return [crel("span", { textContent: say(text) })]
  return [crel("span", { className: "material-icons", "aria-hidden": "true", textContent: icon })]
}

function buttonOf(editor, tool) {
  const label = say(tool.name)
  const button = crel("button", { type: "button", title: label, tabIndex: -1 }, face(tool))
  button.dataset.tool = tool.name
  button.setAttribute("aria-label", label)
  if (tool.keys) button.title = `${label} (${named(tool.keys)})`
  button.addEventListener("click", () => !button.hasAttribute("aria-disabled") && tool.run(editor))
  // The selection in the text stays while the mouse is on a button.
  button.addEventListener("mousedown", (event) => event.preventDefault())
  return button
}

function paint(editor, tool, button) {
  if (tool.shown) button.hidden = !tool.shown(editor)
  if (tool.active) button.setAttribute("aria-pressed", String(Boolean(tool.active(editor))))
  if (tool.enabled) button.toggleAttribute("aria-disabled", !tool.enabled(editor))
  if (button.hasAttribute("aria-disabled")) button.setAttribute("aria-disabled", "true")
}

function rove(bar, buttons, editor) {
  const go = (button) => {
    for (const each of buttons) each.tabIndex = each === button ? 0 : -1
    button?.focus()
  }
  buttons[0].tabIndex = 0
  bar.addEventListener("focusin", ({ target }) => {
    if (buttons.includes(target)) for (const each of buttons) each.tabIndex = each === target ? 0 : -1
  })
  bar.addEventListener("keydown", (event) => {
    const visible = buttons.filter((button) => !button.hidden)
    const here = visible.indexOf(document.activeElement)
    const steps = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: visible.length - 1 }
    if (event.key === "Escape") editor.commands.focus()
    else if (event.key in steps) go(visible.at(steps[event.key] % visible.length))
    else return
    event.preventDefault()
    event.stopPropagation()
  })
  return go
}

// Makes the bar of an editor. ``groups`` are lists of tools: name, icon or text, run, and what they show.
export function toolbar(editor, groups, label) {
  const pairs = groups.map((group) => group.map((tool) => [tool, buttonOf(editor, tool)]))
  const bar = crel(
    "div",
    { className: "editor-toolbar", role: "toolbar", "aria-label": label },
    pairs.map((group) => crel("div", { className: "editor-tools" }, group.map(([, button]) => button))),
  )
  const all = pairs.flat()
  const go = rove(bar, all.map(([, button]) => button), editor)
  let waiting = false
  const update = () => {
    waiting = false
    if (editor.isDestroyed) return
    for (const [tool, button] of all) paint(editor, tool, button)
    for (const group of bar.children) group.hidden = [...group.children].every((button) => button.hidden)
  }
  editor.on("transaction", () => {
    if (!waiting) requestAnimationFrame(update)
    waiting = true
  })
  editor.view.dom.addEventListener("keydown", (event) => {
    if (!event.altKey || event.key !== "F10") return
    event.preventDefault()
    go(bar.querySelector("[tabindex='0']"))
  })
  update()
  return bar
}
