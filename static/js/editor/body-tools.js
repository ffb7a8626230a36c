// Buttons of the toolbar of a body, and what they do.

import { openCitation } from "./citation-dialog.js";
import { openFigure, selectedPicture } from "./figure-dialog.js";
import { openList } from "./list-dialog.js";
import { openNote } from "./note-dialog.js";
import { openMarker, selectedMarker } from "./note-keyboard.js";
import { numberedMarkers } from "./note-numbers.js";
import { newTable, tableTools } from "./table-tools.js";
import { bodyText, history } from "./text-tools.js";

const heading = (name, level, text) => ({
  name,
  text,
  keys: `Ctrl+Alt+${level}`,
  run: (editor) => editor.chain().focus().toggleHeading({ level }).run(),
  active: (editor) => editor.isActive("heading", { level }),
})

const block = (name, icon, type, command) => ({
  name,
  icon,
  run: (editor) => editor.chain().focus()[command]().run(),
  active: (editor) => editor.isActive(type),
})

const notes = [
  {
    name: "note",
    text: "note",
    keys: "Ctrl+Alt+F",
    run(editor) {
      const marker = selectedMarker(editor)
      return marker ? openMarker(editor, marker.from) : openNote(editor)
    },
    active: selectedMarker,
  },
  {
    name: "cite_again",
    icon: "repeat",
    run: (editor) => openCitation(editor),
    enabled: (editor) => numberedMarkers(editor.state).some(({ note }) => note),
  },
]

export const bodyTools = [
  [heading("heading", 2, "heading_short"), heading("subheading", 3, "subheading_short")],
  bodyText,
  notes,
  [
    block("bullets", "format_list_bulleted", "bulletList", "toggleBulletList"),
    block("numbers", "format_list_numbered", "orderedList", "toggleOrderedList"),
    { name: "list_start", icon: "tag", run: openList, shown: (editor) => editor.isActive("orderedList") },
    block("quotation", "format_quote", "blockquote", "toggleBlockquote"),
    {
      name: "rule",
      icon: "horizontal_rule",
      run: (editor) => editor.chain().focus().setHorizontalRule().run(),
    },
  ],
  [
    { name: "figure", icon: "image", run: (editor) => openFigure(editor), active: selectedPicture },
    newTable,
  ],
  history,
  tableTools,
]
