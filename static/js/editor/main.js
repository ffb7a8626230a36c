// Puts an editor in place of each textarea of a body. The textarea keeps what is sent with the form.

import { crel, Editor } from "../../django_prose_editor/editor.js";
import { LinkKey } from "./link-dialog.js";
import { Paste } from "./paste.js";
import { extensions } from "./schema.js";
import { remember, serialise } from "./serialise.js";
import { toolbar } from "./toolbar.js";
import { bodyTools } from "./body-tools.js";
import { say } from "./words.js";

// The label names the editor; the textarea behind it is no longer anything to talk to.
function name(textarea, editor) {
  const label = textarea.labels[0]
  if (!label) return
  label.id ||= `${textarea.id}-label`
  label.removeAttribute("for")
  label.addEventListener("click", () => editor.commands.focus())
  editor.view.dom.setAttribute("aria-labelledby", label.id)
}

function hide(textarea, editor) {
  textarea.classList.add("editor-source")
  textarea.tabIndex = -1
  textarea.setAttribute("aria-hidden", "true")
  textarea.addEventListener("focus", () => editor.commands.focus())
}

function connect(textarea, editor) {
  let writing = false
  editor.on("update", () => {
    writing = true
    textarea.value = serialise(editor.state.doc)
    textarea.dispatchEvent(new Event("input", { bubbles: true }))
    writing = false
  })
  // Whoever else writes into the textarea, such as a draft that is brought back, says so by the same event.
  textarea.addEventListener("input", () => {
    if (writing) return
    editor.commands.setContent(textarea.value, { emitUpdate: false })
    remember(editor.state.doc, textarea.value)
  })
}

function edit(textarea) {
  const focused = document.activeElement === textarea
  const element = crel("div", { className: "body-editor" })
  element.dataset.figures = textarea.dataset.figures
  textarea.before(element)
  const editor = new Editor({
    element,
    extensions: [...extensions, LinkKey, Paste],
    content: textarea.value,
    editable: !textarea.disabled && !textarea.readOnly,
    injectCSS: false,
    enableInputRules: ["heading", "bulletList", "blockquote"],
    enablePasteRules: false,
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", lang: textarea.lang, class: "editor-text" },
    },
  })
  remember(editor.state.doc, textarea.value)
  if (editor.isEditable) element.prepend(toolbar(editor, bodyTools, say("toolbar")))
  element.append(textarea)
  name(textarea, editor)
  hide(textarea, editor)
  connect(textarea, editor)
  if (focused) editor.commands.focus()
}

for (const textarea of document.querySelectorAll("textarea[data-body-editor]")) edit(textarea)
