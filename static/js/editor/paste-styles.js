// Pasted styles: the few that mean something become tags, all others are gone.

const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^>"'])*>/gi
const MEANINGS = [
  [/font-weight:\s*(bold|[6-9]00)/i, "strong"],
  [/font-style:\s*(italic|oblique)/i, "em"],
  [/vertical-align:\s*super/i, "sup"],
  [/vertical-align:\s*sub/i, "sub"],
]
const LIGHT = /font-weight:\s*(normal|[1-5]00)/i
const PLAIN = { B: LIGHT, STRONG: LIGHT, I: /font-style:\s*normal/i }

// The HTML with its styles and event handlers put aside, before any parser sees them: the page's content policy
// would stop and report each one.
export const disarmed = (html) =>
  html
    .replace(/<style[\s\S]*?<\/style\s*>/gi, "")
    .replace(TAG, (tag) => tag.replace(/([\s/"'])(style|on[a-z]+)(?=\s*=)/gi, "$1 data-$2"))

export const styleOf = (element) => element.dataset.style ?? ""

function wrap(element, tag) {
  const made = element.ownerDocument.createElement(tag)
  made.append(...element.childNodes)
  element.append(made)
}

// Changes ``root`` in place.
export function meaningOfStyles(root) {
  for (const element of root.querySelectorAll("[data-style]")) {
    const style = styleOf(element)
    // Google Docs puts everything into a bold element that is not bold.
    if (PLAIN[element.tagName]?.test(style)) element.replaceWith(...element.childNodes)
    else if (element.tagName === "SPAN" && !element.closest("h1,h2,h3,h4,h5,h6,sup,sub")) {
      for (const [pattern, tag] of MEANINGS) if (pattern.test(style)) wrap(element, tag)
    }
    element.removeAttribute("data-style")
  }
}
