// What is pasted into a note becomes part of its one paragraph: several are parted by line breaks, and none is lost.

import { pm } from "../../django_prose_editor/editor.js";
import { inertElement, noteHTML } from "./note-text.js";
import { dropBackLinks } from "./paste-notes.js";
import { disarmed } from "./paste-styles.js";
import { tidied, told } from "./paste-tidy.js";

const { Fragment, Slice } = pm.model

function lines(text, marks, schema) {
  const nodes = text.trim().split(/\s*\n\s*/).filter(Boolean)
    .flatMap((line) => [schema.nodes.hardBreak.create(), schema.text(line, marks)])
  return new Slice(Fragment.fromArray(nodes.slice(1)), 0, 0)
}

// The ways of an editor of a note to take what is pasted; ``report`` is called with what is said about it.
export const pastedAsNote = (report) => ({
  transformPastedHTML(html) {
    const page = new DOMParser().parseFromString(disarmed(html), "text/html").body
    dropBackLinks(page)
    const { html: tidy, done } = tidied(page.innerHTML)
    report(told({ ...done, notes: 0 }))
    return noteHTML(inertElement("div", tidy))
  },
  clipboardTextParser: (text, $context, _plain, view) => lines(text, $context.marks(), view.state.schema),
})
