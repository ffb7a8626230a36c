// Buttons for what a stretch of text can be: the tools of a note, and part of those of a body.

import { openLanguage } from "./language-dialog.js";
import { openLink } from "./link-dialog.js";

const mark = (name, icon, type, keys) => ({
  name,
  icon,
  keys,
  run: (editor) => editor.chain().focus().toggleMark(type).run(),
  active: (editor) => editor.isActive(type),
})

const step = (name, icon, command, keys) => ({
  name,
  icon,
  keys,
  run: (editor) => editor.chain().focus()[command]().run(),
  enabled: (editor) => editor.can()[command](),
})

const link = {
  name: "link",
  icon: "insert_link",
  keys: "Ctrl+K",
  run: openLink,
  active: (editor) => editor.isActive("link"),
}

const language = {
  name: "language",
  icon: "translate",
  run: openLanguage,
  active: (editor) => editor.isActive("passage"),
}

export const history = [step("undo", "undo", "undo", "Ctrl+Z"), step("redo", "redo", "redo", "Ctrl+Shift+Z")]

const inline = [
  mark("bold", "format_bold", "bold", "Ctrl+B"),
  mark("italic", "format_italic", "italic", "Ctrl+I"),
  mark("superscript", "superscript", "superscript", "Ctrl+."),
  mark("subscript", "subscript", "subscript", "Ctrl+,"),
]

const code = mark("code", "code", "code", "Ctrl+E")

export const bodyText = [...inline, code, link, language]

export const noteTools = [[...inline, link, language], history]
