// What comes in by the clipboard: notes as notes, no foreign styles, and a word about everything that is left out.

import { crel, Extension, Plugin } from "../../django_prose_editor/editor.js";
import { openFigure } from "./figure-dialog.js";
import { disarmed } from "./paste-styles.js";
import { tidied, told } from "./paste-tidy.js";

function report(status, done) {
  status.textContent = told(done)
  const isLoss = done.missing.length || done.pictures || done.media || done.deleted
  status.classList.toggle("editor-warning", Boolean(isLoss))
}

const pictureIn = (transfer) => {
  const files = [...(transfer?.files ?? [])]
  // Word sends a picture of the text beside the text itself.
  return transfer?.types.includes("text/html") ? null : files.find((file) => file.type.startsWith("image/"))
}

export const Paste = Extension.create({
  name: "paste",
  addProseMirrorPlugins() {
    const { editor } = this
    const status = crel("p", { className: "editor-status", role: "status" })
    const takePicture = (transfer) => {
      const file = pictureIn(transfer)
      return Boolean(file) && openFigure(editor, file)
    }
    const props = {
      transformPastedHTML(html) {
        // What was copied in an editor of ours is in the vocabulary already.
        if (html.includes("data-pm-slice")) return disarmed(html)
        const { html: tidy, done } = tidied(html)
        report(status, done)
        return tidy
      },
      handlePaste: (_view, event) => takePicture(event.clipboardData),
      handleDrop: (_view, event) => takePicture(event.dataTransfer),
    }
    const view = (each) => {
      each.dom.after(status)
      return { destroy: () => status.remove() }
    }
    return [new Plugin({ props, view })]
  },
})
