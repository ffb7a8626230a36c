// The inline half of the vocabulary: what a stretch of text can be, in the body and in a note.

import {
  Bold, Code, Extension, HardBreak, Italic, Mark, Subscript, Superscript,
} from "../../django_prose_editor/editor.js";

const INVISIBLE = /[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g
const LANGUAGE_TAG = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i

// Whether readers may follow an address; the cleaner on the server has the same rule and the last word.
export function isAddress(href) {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec((href ?? "").replace(INVISIBLE, ""))
  return Boolean(href?.trim()) && (!scheme || /^(https?|mailto)$/i.test(scheme[1]))
}

export const isLanguage = (tag) => LANGUAGE_TAG.test(tag ?? "")

export const attribute = (name, fallback = null) => ({
  [name]: { default: fallback, parseHTML: (element) => element.getAttribute(name) ?? fallback },
})

export const Link = Mark.create({
  name: "link",
  priority: 1000, // outermost: a link with a word in italics is one link
  inclusive: false,
  addAttributes: () => attribute("href"),
  parseHTML: () => [{ tag: "a[href]", getAttrs: (link) => isAddress(link.getAttribute("href")) && null }],
  renderHTML: ({ HTMLAttributes }) => ["a", HTMLAttributes, 0],
})

// A passage in another language than the page's.
export const Passage = Mark.create({
  name: "passage",
  priority: 990,
  addAttributes: () => attribute("lang"),
  parseHTML: () => [{ tag: "span[lang]", getAttrs: (span) => isLanguage(span.getAttribute("lang")) && null }],
  renderHTML: ({ HTMLAttributes }) => ["span", HTMLAttributes, 0],
})

const also = (mark, tags) =>
  mark.extend({
    parseHTML() {
      return [...this.parent(), ...tags.map((tag) => ({ tag }))]
    },
  })

// The language of a whole block, or of a word in italics, is kept as it came.
export const LanguageOf = (types) =>
  Extension.create({
    name: "languageOf",
    addGlobalAttributes: () => [{ types, attributes: attribute("lang") }],
  })

export const marks = [
  Link,
  Passage,
  Bold,
  also(Italic, ["cite", "dfn", "var"]),
  Subscript,
  Superscript,
  also(Code.extend({ excludes: "" }), ["kbd", "samp", "tt"]),
  HardBreak,
]
