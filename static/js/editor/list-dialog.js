// The number that a list begins with.

import { crel } from "../../django_prose_editor/editor.js";
import { field, openDialog } from "./dialog.js";
import { say } from "./words.js";

export function openList(editor) {
  const { start } = editor.getAttributes("orderedList")
  const input = crel("input", { type: "number", step: "1", min: "-99999", max: "999999", value: start ?? 1 })
  openDialog({
    title: say("list_start"),
    parts: [field(say("first_number"), input)],
    action: say("apply"),
    submit() {
      if (input.value === "" || !input.checkValidity()) return say("whole_number")
      const number = Number(input.value)
      editor.commands.updateAttributes("orderedList", { start: number === 1 ? null : number })
      return ""
    },
    closed: () => editor.view.focus(),
  })
  return true
}
