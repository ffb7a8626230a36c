// Puts a figure into the text, or changes its picture and the description of it.

import { crel, pm } from "../../django_prose_editor/editor.js";
import { button, field, openDialog } from "./dialog.js";
import { chooser } from "./figure-chooser.js";
import { send } from "./figure-door.js";
import { say } from "./words.js";

const { NodeSelection } = pm.state

// The position of the picture that is meant: the selected one, or the first of the figure around the cursor.
export function selectedPicture({ state: { selection } }) {
  if (selection instanceof NodeSelection && selection.node.type.name === "picture") return selection.from
  if (selection instanceof NodeSelection && selection.node.type.name === "figure") return selection.from + 1
  const { $from } = selection
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === "figure") return $from.start(depth)
  }
  return null
}

const lines = (caption, credit) => {
  const texts = [caption.value.trim(), credit.value.trim()].filter(Boolean)
  return texts.flatMap((text, index) => [...(index ? [{ type: "hardBreak" }] : []), { type: "text", text }])
}

function insert(editor, picture, caption, credit) {
  const content = [{ type: "picture", attrs: picture }, { type: "figureCaption", content: lines(caption, credit) }]
  const { $to } = editor.state.selection
  // Never inside a sentence: the figure follows the block that the cursor is in.
  const place = $to.depth ? $to.after(1) : $to.pos
  editor.chain().insertContentAt(place, { type: "figure", content }).scrollIntoView().run()
}

function replace(editor, pos, picture) {
  const old = editor.state.doc.nodeAt(pos)
  editor.view.dispatch(editor.state.tr.setNodeMarkup(pos, null, { ...old.attrs, ...picture }))
}

// Opens the dialog for a new figure, for the picture around the cursor, or for a file that was dropped or pasted.
export function openFigure(editor, file = null) {
  const pos = file ? null : selectedPicture(editor)
  const old = pos === null ? null : editor.state.doc.nodeAt(pos).attrs
  const address = editor.options.element.dataset.figures
  let chosen = old && { src: old.src, width: old.width, height: old.height }
  const language = editor.view.dom.lang
  const upload = crel("input", { type: "file", accept: "image/png,image/jpeg,image/webp,image/gif" })
  const alt = crel("textarea", { rows: 2, value: old?.alt ?? "", lang: language })
  const caption = crel("input", { type: "text", lang: language })
  const credit = crel("input", { type: "text", lang: language })
  const preview = crel("p", { className: "editor-preview" })
  let uploading = false
  const show = (figure) => {
    chosen = figure
    const { src, width, height } = figure
    preview.replaceChildren(crel("img", { src, width, height, alt: say("chosen_figure") }))
  }
  const take = async (picked) => {
    if (!picked) return
    uploading = true
    opened.complain(say("uploading"))
    const { error, ...figure } = await send(address, picked)
    uploading = false
    opened.complain(error ?? "")
    if (!error) show(figure)
  }
  upload.addEventListener("change", () => take(upload.files[0]))

  function submit() {
    if (uploading) return say("uploading")
    if (!chosen) return say("no_figure")
    const description = alt.value.replace(/\s+/g, " ").trim()
    if (!description) {
      alt.focus()
      return say("alt_missing")
    }
    const picture = { ...chosen, alt: description }
    if (old) replace(editor, pos, picture)
    else insert(editor, picture, caption, credit)
    return ""
  }
  function remove() {
    const $pos = editor.state.doc.resolve(pos)
    editor.view.dispatch(editor.state.tr.delete($pos.before(), $pos.after()))
    opened.close()
  }
  const opened = openDialog({
    title: say(old ? "edit_figure" : "new_figure"),
    parts: [
      preview,
      field(say("picture_file"), upload, say("picture_help")),
      chooser(address, show, (error) => opened.complain(error)),
      field(say("alt"), alt, say("alt_help")),
      ...(old ? [] : [field(say("caption"), caption), field(say("credit"), credit, say("credit_help"))]),
    ],
    action: say(old ? "update" : "insert"),
    submit,
    extra: old ? [button(say("delete_figure"), remove, "editor-delete")] : [],
    closed: () => editor.view.focus(),
  })
  if (old) show(chosen)
  if (file) take(file)
  return true
}
