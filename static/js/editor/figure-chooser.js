// The pictures that are on the server already, newest first, to choose one from.

import { crel } from "../../django_prose_editor/editor.js";
import { button } from "./dialog.js";
import { list } from "./figure-door.js";
import { say } from "./words.js";

function choice(figure, chosen) {
  const input = crel("input", { type: "radio", name: "editor-figure", value: figure.src })
  input.addEventListener("change", () => chosen(figure))
  const { src, width, height, name } = figure
  const picture = crel("img", { src, alt: name, width, height, loading: "lazy" })
  return crel("label", {}, [input, picture])
}

// A closed list of pictures; ``chosen`` is called with the figure that somebody picks, ``failed`` with an error.
export function chooser(address, chosen, failed) {
  const grid = crel("div", { className: "editor-figures", role: "radiogroup", "aria-label": say("choose_figure") })
  const more = button(say("more_figures"), load)
  let page = 1

  async function load() {
    more.disabled = true
    const { figures, next, error } = await list(address, page)
    more.disabled = false
    if (error) return failed(error)
    grid.append(...figures.map((figure) => choice(figure, chosen)))
    if (!grid.children.length) grid.append(crel("p", { textContent: say("no_figures") }))
    page = next
    more.hidden = !next
    return undefined
  }
  const details = crel("details", { className: "editor-chooser" }, [
    crel("summary", { textContent: say("choose_figure") }), grid, more,
  ])
  details.addEventListener("toggle", () => details.open && !grid.children.length && load())
  return details
}
