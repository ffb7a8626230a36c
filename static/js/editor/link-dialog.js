// The address of a link.

import { crel, Extension } from "../../django_prose_editor/editor.js";
import { button, field, openDialog } from "./dialog.js";
import { isAddress } from "./marks.js";
import { say } from "./words.js";

// What somebody typed as an address: a bare domain or an e-mail address is made whole.
function whole(typed) {
  const text = typed.trim()
  if (/^[^\s@/:#]+@[^\s@/:]+\.[^\s@/:]+$/.test(text)) return `mailto:${text}`
  if (/^[\w-]+(\.[\w-]+)+(\/|$|\?)/.test(text) && !/\.html?$/.test(text)) return `https://${text}`
  return text
}

export function openLink(editor) {
  const active = editor.isActive("link")
  const address = crel("input", {
    type: "text",
    inputMode: "url",
    spellcheck: false,
    value: editor.getAttributes("link").href ?? "",
  })
  const put = (chain, href) =>
    active || !editor.state.selection.empty
      ? chain.extendMarkRange("link").setMark("link", { href })
      : chain.insertContent({
          type: "text",
          text: href.replace(/^mailto:/, ""),
          marks: [{ type: "link", attrs: { href } }],
        })

  function submit() {
    const href = whole(address.value)
    if (!isAddress(href)) return say("bad_address")
    put(editor.chain(), href).run()
    return ""
  }
  function remove() {
    editor.chain().extendMarkRange("link").unsetMark("link").run()
    opened.close()
  }
  const opened = openDialog({
    title: say("link"),
    parts: [field(say("address"), address, say("address_help"))],
    action: say(active ? "update" : "insert"),
    submit,
    extra: active ? [button(say("remove_link"), remove, "editor-delete")] : [],
    closed: () => editor.view.focus(),
  })
  return true
}

export const LinkKey = Extension.create({
  name: "linkKey",
  addKeyboardShortcuts() {
    return { "Mod-k": () => openLink(this.editor) }
  },
})
