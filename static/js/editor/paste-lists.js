// Word pastes the items of lists as paragraphs that begin with a typed bullet or number: they become lists again.

import { styleOf } from "./paste-styles.js";

const LEVEL = /mso-list:[^;]*level(\d)/i
const ORDERED = /^\(?([0-9]{1,3}|[a-z]|[ivx]{1,5})[.)]/i

const levelOf = (paragraph) => Number(LEVEL.exec(styleOf(paragraph))?.[1] ?? 0)

function markerOf(paragraph) {
  const marker = [...paragraph.querySelectorAll("span")].find((span) => /mso-list:\s*Ignore/i.test(styleOf(span)))
  const text = marker?.textContent.trim() ?? ""
  marker?.remove()
  return text
}

function item(paragraph, document) {
  const made = document.createElement("li")
  made.append(...paragraph.childNodes)
  return made
}

// Changes the lists of ``root`` in place.
export function joinLists(root) {
  let open = [] // the lists that are open, by level
  let last = null
  for (const paragraph of [...root.querySelectorAll("p[data-style*='mso-list']")]) {
    const level = levelOf(paragraph)
    if (!level) continue
    const ordered = ORDERED.test(markerOf(paragraph))
    if (paragraph.previousElementSibling !== last) open = []
    open.length = Math.min(open.length, level)
    while (open.length < level) {
      const list = root.ownerDocument.createElement(ordered ? "ol" : "ul")
      const parent = open.at(-1)
      if (parent) (parent.lastElementChild ?? parent.appendChild(root.ownerDocument.createElement("li"))).append(list)
      else paragraph.before(list)
      open.push(list)
    }
    open.at(-1).append(item(paragraph, root.ownerDocument))
    paragraph.remove()
    last = open[0]
  }
}
