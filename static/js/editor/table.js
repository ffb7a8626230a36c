// Tables: rows of the head know that they are, and a caption stands with its table in one frame.

import { Node, pm, Table, TableCell, TableHeader, TableRow } from "../../django_prose_editor/editor.js";
import { attribute } from "./marks.js";

const { TextSelection } = pm.state

const span = (name) => ({
  [name]: {
    default: 1,
    parseHTML: (cell) => Math.max(1, Number.parseInt(cell.getAttribute(name), 10) || 1),
    renderHTML: (attrs) => (attrs[name] > 1 ? { [name]: attrs[name] } : {}),
  },
})

const cell = { addAttributes: () => ({ ...span("colspan"), ...span("rowspan") }) }

const Cell = TableCell.extend(cell)

const Header = TableHeader.extend({
  addAttributes: () => ({ ...cell.addAttributes(), ...attribute("scope") }),
})

const Row = TableRow.extend({
  addAttributes: () => ({
    head: {
      default: false,
      parseHTML: (row) => row.parentElement?.tagName === "THEAD" || row.hasAttribute("data-head"),
      renderHTML: ({ head }) => (head ? { "data-head": "" } : {}),
    },
  }),
})

// Depth of the nearest node of that type around the selection, or -1.
function depthOf({ $from }, type) {
  for (let depth = $from.depth; depth > 0; depth -= 1) if ($from.node(depth).type.name === type) return depth
  return -1
}

// What a caption said stays in the text when the table is no longer to have one.
function withoutCaption({ firstChild: { content }, lastChild: table }, { paragraph }) {
  return content.size ? [paragraph.create(null, content), table] : [table]
}

const withCaption = (table, { captionedTable, tableCaption }) =>
  captionedTable.create(null, [tableCaption.create(), table])

function toggleTableCaption({ state, dispatch, tr }) {
  const { selection: { $from }, schema: { nodes } } = state
  const framed = depthOf(state.selection, "captionedTable")
  const depth = framed > 0 ? framed : depthOf(state.selection, "table")
  if (depth < 0) return false
  if (dispatch) {
    const frame = $from.node(depth)
    const start = $from.before(depth)
    tr.replaceWith(start, $from.after(depth), framed > 0 ? withoutCaption(frame, nodes) : withCaption(frame, nodes))
    tr.setSelection(TextSelection.near(tr.doc.resolve(start + 1)))
  }
  return true
}

// The first rows of a table are its head, so this row takes those above it along, or releases those below.
function toggleHeadRow({ state, dispatch, tr }) {
  const depth = depthOf(state.selection, "table")
  if (depth < 0) return false
  const table = state.selection.$from.node(depth)
  const here = state.selection.$from.index(depth)
  const head = !table.child(here).attrs.head
  if (!dispatch) return true
  table.forEach((row, offset, index) => {
    const wanted = head ? index <= here || row.attrs.head : index < here && row.attrs.head
    const pos = state.selection.$from.start(depth) + offset
    if (row.attrs.head !== wanted) tr.setNodeAttribute(pos, "head", wanted)
    row.forEach((each, inner) => {
      const type = state.schema.nodes[wanted ? "tableHeader" : "tableCell"]
      if (row.attrs.head !== wanted && each.type !== type) tr.setNodeMarkup(pos + 1 + inner, type, each.attrs)
    })
  })
  return true
}

function deleteWholeTable({ state, dispatch }) {
  const framed = depthOf(state.selection, "captionedTable")
  const depth = framed > 0 ? framed : depthOf(state.selection, "table")
  if (depth > 0 && dispatch) {
    dispatch(state.tr.delete(state.selection.$from.before(depth), state.selection.$from.after(depth)))
  }
  return depth > 0
}

const Grid = Table.extend({
  addNodeView: null,
  renderHTML: ({ HTMLAttributes }) => ["table", HTMLAttributes, ["tbody", 0]],
  addCommands() {
    return {
      ...this.parent?.(),
      toggleTableCaption: () => toggleTableCaption,
      toggleHeadRow: () => toggleHeadRow,
      deleteWholeTable: () => deleteWholeTable,
    }
  },
}).configure({ resizable: false })

const CaptionedTable = Node.create({
  name: "captionedTable",
  group: "block",
  content: "tableCaption table",
  parseHTML: () => [
    {
      tag: "table",
      priority: 100,
      getAttrs: (table) => Boolean(table.querySelector(":scope > caption")) && null,
      // The schema has the caption beside the table, not in it, where the commands for rows would stumble over it.
      contentElement(table) {
        const frame = table.ownerDocument.createElement("div")
        const caption = table.ownerDocument.createElement("p")
        caption.dataset.caption = ""
        const grid = table.cloneNode(true)
        for (const each of grid.querySelectorAll(":scope > caption")) {
          caption.append(...each.childNodes)
          each.remove()
        }
        frame.append(caption, grid)
        return frame
      },
    },
    { tag: "div[data-captioned]" },
  ],
  renderHTML: () => ["div", { "data-captioned": "" }, 0],
})

const TableCaption = Node.create({
  name: "tableCaption",
  content: "inline*",
  isolating: true,
  defining: true,
  parseHTML: () => [{ tag: "p[data-caption]", priority: 100 }],
  renderHTML: () => ["p", { "data-caption": "" }, 0],
})

// What the schema writes as the vocabulary has it: caption and head in their places.
export function arrangeTables(root) {
  for (const frame of root.querySelectorAll("div[data-captioned]")) {
    const table = frame.querySelector(":scope > table")
    const caption = table.createCaption()
    caption.append(...frame.querySelector(":scope > p[data-caption]").childNodes)
    frame.replaceWith(table)
  }
  for (const row of root.querySelectorAll("tr[data-head]")) {
    row.removeAttribute("data-head")
    const table = row.closest("table")
    ;(table.tHead ?? table.createTHead()).append(row)
  }
}

export const tableNodes = [Grid, Row, Cell, Header, CaptionedTable, TableCaption]
