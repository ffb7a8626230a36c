// The vocabulary of a body as the editor knows it; the cleaner on the server has the same one and the last word.

import {
  Blockquote, BulletList, Document, Dropcursor, Gapcursor, Heading, History, HorizontalRule, ListItem, OrderedList,
  Paragraph, Text,
} from "../../django_prose_editor/editor.js";
import { figureNodes } from "./figure.js";
import { LanguageOf, marks } from "./marks.js";
import { NoteKeyboard } from "./note-keyboard.js";
import { NoteKeys } from "./note-keys.js";
import { NoteList } from "./note-list.js";
import { NoteNumbers } from "./note-numbers.js";
import { Citation, Note } from "./note.js";
import { tableNodes } from "./table.js";

// The title of the page is its h1; the body has two levels below it.
const LEVELS = { h1: 2, h2: 2, h3: 3, h4: 3, h5: 3, h6: 3 }

const Headings = Heading.extend({
  parseHTML: () => Object.entries(LEVELS).map(([tag, level]) => ({ tag, attrs: { level } })),
}).configure({ levels: [2, 3] })

const NumberedList = OrderedList.extend({
  addNodeView: null,
  addAttributes: () => ({
    start: {
      default: null,
      parseHTML(list) {
        const start = Number.parseInt(list.getAttribute("start"), 10)
        return Number.isNaN(start) ? null : start
      },
    },
  }),
  renderHTML: ({ HTMLAttributes }) => ["ol", HTMLAttributes, 0],
})

const BLOCKS = [
  "paragraph", "heading", "bulletList", "orderedList", "listItem", "blockquote", "bold", "italic", "table", "tableRow",
  "tableCell", "tableHeader", "tableCaption", "figure", "picture", "figureCaption",
]

export const extensions = [
  Document, Text, Paragraph, Headings, BulletList, NumberedList, ListItem, Blockquote, HorizontalRule,
  ...marks,
  ...tableNodes,
  ...figureNodes,
  Note, Citation, NoteNumbers, NoteKeys, NoteKeyboard, NoteList,
  LanguageOf(BLOCKS),
  History, Dropcursor.configure({ color: false, class: "editor-dropcursor" }), Gapcursor,
]
