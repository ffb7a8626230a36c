// What the editor says, in the language of the admin; the server writes the words into the page.

const block = document.getElementById("editor-words")
const words = block ? JSON.parse(block.textContent) : {}

export const say = (key, values = {}) =>
  (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole)
