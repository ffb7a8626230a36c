"""The notes of a WordPress text: those of its own block, and those of plugins, typed where they are cited."""

import json
import re

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publications.body.notes import new_key
from publications.body.vocabulary import CITATION, NOTE
from publications.importers.draft import Draft
from publications.importers.wordpress import Item, words

# [ref], [note] and so on of the plugins; one with a name can be cited again: [ref name="oak" /].
_SHORTCODE = re.compile(
    r"\s*\[(ref|note|efn_note|mfn|modern_footnote|mnml_footnote|footnote|fn)(\s[^\]]*?)?(?:/\]|\](.*?)\[/\1\])",
    re.DOTALL | re.IGNORECASE,
)
_NAME = re.compile(r"""\bname\s*=\s*["']?([^"'\]]+)""")
# In which brackets are no notes: program code, and notes themselves.
_KEPT = rf'(<(pre|code|script|style)\b.*?</\2>|<span {NOTE}="[^"]*">.*?</span>)'
# The double brackets that the oldest of the plugins read.
_BRACKETS = re.compile(
    _KEPT + r"|\s*\(\(((?:(?!\(\().){4,4000}?)\)\)(?!\))",
    re.DOTALL | re.IGNORECASE,
)
# [1. Of FD Footnotes.], with brackets in it perhaps; only where they count from one.
_NUMBERED = re.compile(
    _KEPT + r"|\s*\[(\d{1,3})\.\s+((?:[^\[\]]|\[[^\[\]]*\])+)\]", re.DOTALL | re.IGNORECASE
)
_EARLIER = re.compile(r"ref:\s*(\d+)")
# Where plugins put their lists of notes, which stand at their markers now.
_LISTS = re.compile(
    r"\[(?:reflist|footnotes|efn_reset|modern_footnotes_list)(?:\s[^\]]*)?/?\]", re.IGNORECASE
)
_MARKER = re.compile(r"""<sup\b[^>]*\bdata-fn=["']([^"']+)["'][^>]*>.*?</sup>""", re.DOTALL)
_PARTS = re.compile(r"\s*\n\s*\n\s*|\s*</p>\s*<p\b[^>]*>\s*", re.IGNORECASE)
_WRAPPING = re.compile(r"</?p\b[^>]*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)


def place(item: Item, text: str, draft: Draft) -> str:
    """The text with every note of WordPress and of its plugins at its marker, in the form that bodies keep."""
    placing = _Placing(draft)
    text = placing.of_block(text, item.meta.get("footnotes", ""))
    before = len(placing.keys)
    text = _BRACKETS.sub(placing.bracketed, _SHORTCODE.sub(placing.coded, text))
    numbers = [int(found[3]) for found in _NUMBERED.finditer(text) if found[3]]
    if numbers == list(range(1, len(numbers) + 1)):
        text = _NUMBERED.sub(lambda found: found[1] or placing.note(found[4]), text)
    if count := len(placing.keys) - before:
        message = ngettext(
            "%d note was read that was typed into the text.",
            "%d notes were read that were typed into the text.",
            count,
        )
        draft.report("notice", message % count)
    return _LISTS.sub("", text) if placing.keys else text


class _Placing:
    """The notes of one text: their keys in the order of the text, by their names where they have one."""

    def __init__(self, draft: Draft) -> None:
        self.draft, self.keys = draft, list[str]()
        self.named: dict[str, str] = {}
        self.bracketed_count = 0

    def of_block(self, text: str, kept: str) -> str:
        """The notes that WordPress's own block keeps beside the text, as JSON in a field of the post."""
        notes = self._read(kept)

        def marked(found: re.Match[str]) -> str:
            name = found[1]
            if name in self.named:
                return self._again(name)
            if name in notes:
                return self.note(notes[name], name)
            self.draft.report("error", _("A marker has no note."), name)
            return self._again(name, f"[{words(found[0])}]")

        text = _MARKER.sub(marked, text)
        for name in [each for each in notes if each not in self.named]:
            message = _("A note has no marker in the text; it stays as text at the end.")
            self.draft.report("warning", message, words(notes[name])[:80])
            text += f"\n\n<p>{notes[name]}</p>"
        return text

    def coded(self, found: re.Match[str]) -> str:
        """What a shortcode becomes: a note, or another marker of one that has been named."""
        attributes, content = found[2] or "", (found[3] or "").strip()
        name = _NAME.search(attributes)
        if content:
            return self.note(content, name[1] if name else "")
        return self._again(name[1]) if name and name[1] in self.named else found[0]

    def bracketed(self, found: re.Match[str]) -> str:
        """What double brackets become, also those that cite an earlier note again; program code stays as it is."""
        if found[1]:
            return found[1]
        earlier = _EARLIER.fullmatch(found[3].strip())
        if earlier and earlier[1] in self.named:
            return self._again(earlier[1])
        self.bracketed_count += 1
        return self.note(found[3], str(self.bracketed_count))

    def _read(self, kept: str) -> dict[str, str]:
        try:
            return {str(note["id"]): str(note["content"]) for note in json.loads(kept or "[]")}
        except (ValueError, TypeError, KeyError):
            message = _("The notes that WordPress keeps beside the text cannot be read: %s")
            self.draft.report("error", message % kept)
            return {}

    def note(self, content: str, name: str = "") -> str:
        """A note at its marker, which a name lets be cited again."""
        key = new_key(f"{len(self.keys)} {content}", self.keys)
        self.keys.append(key)
        if name:
            self.named[name] = key
        parted = _WRAPPING.sub("", _PARTS.sub("<br>", content.strip()))
        return f'<span {NOTE}="{key}">{parted.strip()}</span>'

    def _again(self, name: str, shown: str = "") -> str:
        key = self.named.setdefault(name, new_key(f"missing {name}", self.keys))
        return f'<span {CITATION}="{key}">{shown}</span>'
