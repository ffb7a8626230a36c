// The language of a passage that is not in the language of the page.

import { crel } from "../../django_prose_editor/editor.js";
import { field, openDialog } from "./dialog.js";
import { isLanguage } from "./marks.js";
import { say } from "./words.js";

const LANGUAGES = {
  en: "English",
  "zh-Hans": "简体",
  "zh-Hant": "繁體",
  ru: "Русский",
  ja: "日本語",
  ko: "한국어",
  fr: "Français",
  de: "Deutsch",
}

export function openLanguage(editor) {
  const current = editor.getAttributes("passage").lang ?? ""
  const isOther = Boolean(current) && !(current in LANGUAGES)
  const option = (value, textContent) => crel("option", { value, textContent, selected: value === current })
  const choice = crel("select", {}, [
    option("", say("language_of_page")),
    ...Object.entries(LANGUAGES).map(([code, name]) => option(code, name)),
    crel("option", { value: "other", textContent: say("other_language"), selected: isOther }),
  ])
  const code = crel("input", { type: "text", value: current in LANGUAGES ? "" : current, spellcheck: false })
  const other = field(say("language_code"), code, say("language_code_help"))
  const reveal = () => (other.hidden = choice.value !== "other")
  choice.addEventListener("change", reveal)
  reveal()

  function submit() {
    const lang = choice.value === "other" ? code.value.trim() : choice.value
    if (lang && !isLanguage(lang)) return say("bad_language")
    const chain = editor.chain().extendMarkRange("passage")
    if (lang) chain.setMark("passage", { lang }).run()
    else chain.unsetMark("passage").run()
    return ""
  }
  if (editor.state.selection.empty && !current) {
    openDialog({
      title: say("language"),
      parts: [crel("p", { textContent: say("select_passage") })],
      action: say("close"),
      submit: () => "",
      closed: () => editor.view.focus(),
    })
    return true
  }
  openDialog({
    title: say("language"),
    parts: [field(say("passage_is"), choice), other],
    action: say("apply"),
    submit,
    closed: () => editor.view.focus(),
  })
  return true
}
