// A new table, and the rows, columns and cells of the table in which the cursor is.

const SIZE = { rows: 3, cols: 3, withHeaderRow: true }

export const newTable = {
  name: "table",
  icon: "grid_on",
  run: (editor) => editor.chain().focus().insertTable(SIZE).toggleHeadRow().run(),
  enabled: (editor) => !editor.isActive("table"),
}

const tool = (name, command) => ({
  name,
  text: `${name}_short`,
  run: (editor) => editor.chain().focus()[command]().run(),
  shown: (editor) => editor.isActive("table") || editor.isActive("captionedTable"),
})

export const tableTools = [
  { ...tool("table_caption", "toggleTableCaption"), active: (editor) => editor.isActive("captionedTable") },
  { ...tool("head_row", "toggleHeadRow"), active: (editor) => editor.isActive("tableRow", { head: true }) },
  { ...tool("header_cell", "toggleHeaderCell"), active: (editor) => editor.isActive("tableHeader") },
  tool("add_row", "addRowAfter"),
  tool("delete_row", "deleteRow"),
  tool("add_column", "addColumnAfter"),
  tool("delete_column", "deleteColumn"),
  tool("merge_cells", "mergeOrSplit"),
  tool("delete_table", "deleteWholeTable"),
]
