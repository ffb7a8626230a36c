// A figure: one picture or more, and a caption that is written in place. The last line of the caption is the credit.

import { Node, pm, Plugin } from "../../django_prose_editor/editor.js";
import { attribute } from "./marks.js";
import { say } from "./words.js";

const { Decoration, DecorationSet } = pm.view

// The site's own pictures only: what stands elsewhere may change or vanish.
export const isOwnPicture = (source) =>
  /^(\/media\/[^\\"'<>\s]+|draft:[0-9]{1,6})$/.test(source ?? "") && !/(\.|%2e){2}/i.test(source)

const Picture = Node.create({
  name: "picture",
  atom: true,
  draggable: false,
  addAttributes: () => ({
    ...attribute("src"),
    ...attribute("alt", ""),
    ...attribute("width"),
    ...attribute("height"),
  }),
  parseHTML: () => [{ tag: "img[src]", getAttrs: (image) => isOwnPicture(image.getAttribute("src")) && null }],
  renderHTML: ({ HTMLAttributes }) => ["img", HTMLAttributes],
})

const Figure = Node.create({
  name: "figure",
  group: "block",
  content: "picture+ figureCaption",
  draggable: true,
  isolating: true,
  parseHTML: () => [
    {
      tag: "figure",
      getAttrs: (figure) =>
        [...figure.querySelectorAll("img")].some((image) => isOwnPicture(image.getAttribute("src"))) && null,
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ["figure", HTMLAttributes, 0],
})

// An empty caption says so in the editor; readers do not get it.
const invitation = new Plugin({
  props: {
    decorations({ doc }) {
      const empty = []
      doc.descendants((node, pos) => {
        if (["figureCaption", "tableCaption"].includes(node.type.name) && !node.childCount) {
          const attributes = { class: "is-empty", "data-invitation": say("caption") }
          empty.push(Decoration.node(pos, pos + node.nodeSize, attributes))
        }
        return !node.isTextblock
      })
      return DecorationSet.create(doc, empty)
    },
  },
})

const FigureCaption = Node.create({
  name: "figureCaption",
  content: "inline*",
  defining: true,
  parseHTML: () => [{ tag: "figcaption" }],
  renderHTML: ({ HTMLAttributes }) => ["figcaption", HTMLAttributes, 0],
  addProseMirrorPlugins: () => [invitation],
  addKeyboardShortcuts() {
    const { editor } = this
    return {
      // A caption is one paragraph: Enter leads out of the figure.
      Enter: () => {
        const { $from } = editor.state.selection
        if ($from.parent.type.name !== "figureCaption") return false
        return editor.chain().insertContentAt($from.after($from.depth - 1), { type: "paragraph" }).run()
      },
    }
  },
})

export const figureNodes = [Picture, Figure, FigureCaption]
