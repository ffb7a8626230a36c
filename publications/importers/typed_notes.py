"""Notes typed by hand: ``[1]`` in the text and a list at the end that begins ``[1] …``.

The list's own form says what a marker looks like: brackets in any of their shapes, circled figures, or, below a
heading such as "Notes", superscript figures. The tree is already clean: a sequence of blocks.
"""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from lxml import etree
from lxml.builder import E

from publications.body.notes import new_key
from publications.importers import tree
from publications.importers.draft import Draft

NOTES_HEADING = re.compile(
    r"(?:end|foot)?notes?(?: and references)?|references|sources|"
    r"(?:注释|注釋|註釋|注解|註解|脚注|腳注|腳註|尾注|尾註|参考文献|參考文獻|资料来源|資料來源|引注|引註|注|註)[:：]?",
    re.IGNORECASE,
)
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BRACKETED = r"[\[［【〔]\s*(\d{1,3}(?:\s*[,，、–—-]\s*\d{1,3})*)\s*[\]］】〕]"
_ENTRY = {
    "brackets": re.compile(r"\s*[\[［【〔]\s*(\d{1,3})\s*[\]］】〕]\s*"),
    "circles": re.compile(rf"\s*([{_CIRCLED}])\s*"),
    "figures": re.compile(r"\s*(\d{1,3})(?:[.．、)）]\s*|\s+)"),
}
_MARKER = {
    "brackets": re.compile(_BRACKETED),
    "circles": re.compile(rf"([{_CIRCLED}])"),
    "figures": re.compile(r"(\d{1,3}(?:\s*[,，、–—-]\s*\d{1,3})*)"),
}
_MOST_PARAGRAPHS = 4  # of one note; further blocks between two entries mean that there is no list


@dataclass(frozen=True)
class _Marker:
    """One marker: its number, what was typed, the element that stands for it, and the block around it."""

    number: int
    shown: str
    element: etree._Element
    block: etree._Element


@dataclass
class _List:
    """The list of notes at the end: its form, and per number the blocks of the note."""

    form: str
    entries: dict[int, list[etree._Element]] = field(default_factory=dict)
    surplus: list[etree._Element] = field(default_factory=list)
    heading: etree._Element | None = None

    def blocks(self) -> list[etree._Element]:
        """Everything that belongs to the list, in which no markers are looked for."""
        inside = [block for blocks in self.entries.values() for block in blocks] + self.surplus
        lists = [block.getparent() for block in inside if block.tag == "li"]
        return [*inside, *lists, *([self.heading] if self.heading is not None else [])]


def join(root: etree._Element, draft: Draft) -> None:
    """Join typed markers with the list at the end, in place, and report whatever does not fit.

    A marker without note keeps what was typed and is an error; a note without marker stays, as text, at the end.
    """
    _part_lines(root)
    found = _find_list(root)
    listed = found.blocks() if found else []
    citing = [block for block in root if not any(block is each for each in listed)]
    markers = [marker for block in citing for marker in _set_markers(block, found)]
    if markers or found:
        _Joining(root, draft, found or _List("brackets"), markers).finish()
    else:
        _report_raised(root, draft)


def _report_raised(root: etree._Element, draft: Draft) -> None:
    """Figures that count from 1 are markers, and not powers or ordinals, though no list of notes was found."""
    raised = [sup for sup in root.iter("sup") if tree.words(sup).isdecimal()]
    numbers = [int(tree.words(sup)) for sup in raised]
    if len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1)):
        message = _("Raised figures look like markers, but no list of notes was found; they stay as text.")
        draft.report("warning", message, tree.place(raised[0].getparent()))


def report_stray(root: etree._Element, draft: Draft) -> None:
    """Say that typed markers stand beside real notes; they stay as text."""
    for block in root:
        shown = _MARKER["brackets"].search(tree.words(block))
        if shown:
            message = _("%(marker)s is typed by hand beside real notes; it stays as text.") % {
                "marker": shown[0]
            }
            draft.report("warning", message, tree.place(block))


def _part_lines(root: etree._Element) -> None:
    """Part a paragraph whose lines each begin a note: ``<p>[1] …<br>[2] …</p>``."""
    for block in list(root):
        breaks = [each for each in block.findall("br") if _ENTRY["brackets"].match(each.tail or "")]
        if block.tag != "p" or not breaks or not _ENTRY["brackets"].match(tree.words(block)):
            continue
        tree.part_block(block, breaks)


def _find_list(root: etree._Element) -> _List | None:
    blocks = list(root)
    for index in range(len(blocks) - 1, -1, -1):
        text = tree.words(blocks[index])
        if blocks[index].tag in ("h2", "h3", "p") and NOTES_HEADING.fullmatch(text):
            return _headed(blocks, index)
    for form in ("brackets", "circles"):
        starts = [index for index, block in enumerate(blocks) if _entry(block, form)]
        run = _last_run(blocks, starts, form)
        if run:
            return _collect(blocks, run, form)
    return _raised(blocks)


def _raised(blocks: list[etree._Element]) -> _List | None:
    """The list without a heading whose figures are just those that stand raised in the text above it."""
    run = _last_run(
        blocks, [index for index, block in enumerate(blocks) if _entry(block, "figures")], "figures"
    )
    if not run:
        return None
    raised = (tree.words(sup) for block in blocks[: run[0]] for sup in block.iter("sup"))
    cited = {number for shown in raised if _MARKER["figures"].fullmatch(shown) for number in _numbers(shown)}
    found = _collect(blocks, run, "figures")
    return found if cited == set(found.entries) else None


def _headed(blocks: list[etree._Element], index: int) -> _List | None:
    """The list below a heading of notes; an automatic list counts its items itself."""
    following = blocks[index + 1 :]
    if following and following[0].tag == "ol":
        start = int(following[0].get("start", "1"))
        entries = {number: [item] for number, item in enumerate(following[0].findall("li"), start)}
        return _List("figures", entries, heading=blocks[index])
    for form in ("brackets", "circles", "figures"):
        starts = [each for each in range(index + 1, len(blocks)) if _entry(blocks[each], form)]
        if starts and starts[0] == index + 1:
            found = _collect(blocks, starts, form)
            found.heading = blocks[index]
            return found
    return None


def _entry(block: etree._Element, form: str) -> int:
    """The number with which a block begins as an entry of the list, or 0."""
    match = _ENTRY[form].match(tree.words(block)) if block.tag == "p" else None
    if not match or (form != "circles" and not tree.words(block)[match.end() :]):
        return 0
    return _figure(match[1])


def _figure(shown: str) -> int:
    return _CIRCLED.index(shown) + 1 if shown in _CIRCLED else int(shown)


def _last_run(blocks: list[etree._Element], starts: list[int], form: str) -> list[int]:
    """The last entries that stand close together, from the first of them on that can begin a list."""
    run: list[int] = []
    for index in reversed(starts):
        between = blocks[index + 1 : run[0]] if run else []
        if len(between) >= _MOST_PARAGRAPHS or any(
            block.tag in ("h2", "h3", "table", "figure") for block in between
        ):
            break
        if run and between and _entry(blocks[index], form) >= _entry(blocks[run[0]], form):
            break
        run.insert(0, index)
    # One paragraph that happens to begin with a marker is no list.
    return run if len(run) > 1 or (run and _entry(blocks[run[0]], form) == 1) else []


def _collect(blocks: list[etree._Element], starts: list[int], form: str) -> _List:
    found = _List(form)
    for start, end in zip(starts, [*starts[1:], starts[-1] + 1], strict=True):
        number = _entry(blocks[start], form)
        if number in found.entries:
            found.surplus += blocks[start:end]
        else:
            found.entries[number] = blocks[start:end]
    return found


def _set_markers(block: etree._Element, found: _List | None) -> list[_Marker]:
    """Part the text of a block at its markers: each becomes an empty span that is filled later."""
    form = found.form if found else "brackets"
    markers: list[_Marker] = []

    def make(match: re.Match[str]) -> list[etree._Element]:
        numbers = _numbers(match[1])
        if len(numbers) > 1 and not (found and all(number in found.entries for number in numbers)):
            return []
        shown = [match[0]] if len(numbers) == 1 else [f"[{number}]" for number in numbers]
        new = [_Marker(*each, E.span(), block) for each in zip(numbers, shown, strict=True)]
        markers.extend(new)
        return [marker.element for marker in new]

    for element, slot in list(tree.texts(block, ("a", "code"))):
        raised = slot == "text" and element.tag == "sup"
        if form != "circles":
            tree.part(element, slot, _MARKER["brackets"], make)
        if raised or form == "circles":
            tree.part(element, slot, _MARKER[form], make)
        if raised and len(element) and not tree.words(element):
            tree.unwrap(element)
    return markers


def _numbers(shown: str) -> list[int]:
    """The numbers of a marker: of ``1``, of ``1, 3`` and of ``2–4``."""
    numbers: list[int] = []
    for piece in re.split(r"\s*[,，、]\s*", shown):
        ends = [_figure(end) for end in re.split(r"\s*[–—-]\s*", piece)]
        numbers += range(ends[0], ends[-1] + 1) if len(ends) == 2 else ends
    return numbers


class _Joining:
    """The markers of a text meeting the notes of its list."""

    def __init__(self, root: etree._Element, draft: Draft, found: _List, markers: list[_Marker]) -> None:
        self.root, self.draft, self.found, self.markers = root, draft, found, markers
        self.keys: dict[int, str] = {}

    def finish(self) -> None:
        """Fill every marker, keep what is left of the list, and report."""
        self._report_numbers()
        for marker in self.markers:
            self._fill(marker)
        self._keep_rest()

    def _fill(self, marker: _Marker) -> None:
        number, element = marker.number, marker.element
        cited_before = number in self.keys
        blocks = self.found.entries.get(number)
        if not cited_before:
            seed = "".join(tree.words(block) for block in blocks or ()) or "missing"
            self.keys[number] = new_key(f"{number} {seed}", list(self.keys.values()))
        if blocks and not cited_before:
            tree.fill(element, self._take(blocks))
            element.set("data-footnote", self.keys[number])
            return
        element.set("data-footnote-ref", self.keys[number])
        if not blocks:
            element.text = marker.shown
            message = _("The marker %(shown)s has no note in the list.") % {"shown": marker.shown}
            self.draft.report("error", message, tree.place(marker.block))

    def _take(self, blocks: list[etree._Element]) -> etree._Element:
        lead = _ENTRY[self.found.form].match(tree.words(blocks[0]))
        if lead and blocks[0].tag == "p":
            blank = len(blocks[0].text or "") - len((blocks[0].text or "").lstrip())
            tree.strip_start(blocks[0], lead.end() + blank)
        for block in blocks:
            tree.remove(block)
        return tree.gather(part for block in blocks for part in tree.innermost(block))

    def _report_numbers(self) -> None:
        cited = list(dict.fromkeys(marker.number for marker in self.markers))
        noted = set(self.found.entries)
        known = [number for number in cited if number in noted]
        absent = sorted(set(range(1, max(noted, default=0) + 1)) - noted - set(cited))
        if absent:
            message = _("The numbers of the list leave out %(numbers)s.")
            self.draft.report("warning", message % {"numbers": _listed(absent)})
        if known != sorted(known):
            message = _(
                "The markers are not in the order of their numbers; the notes are numbered anew as they are read."
            )
            self.draft.report("notice", message)

    def _keep_rest(self) -> None:
        for number, blocks in self.found.entries.items():
            if number not in self.keys:
                message = _("Note %(number)s has no marker in the text; it stays as text at the end.")
                self._keep(blocks, message % {"number": number})
        for block in self.found.surplus:
            number = _entry(block, self.found.form)
            message = _("There is a second note %(number)s in the list; it stays as text at the end.")
            self._keep([block], message % {"number": number} if number else "")
        self._drop_empty_list()

    def _keep(self, blocks: list[etree._Element], message: str) -> None:
        if message:
            self.draft.report("warning", message, tree.short(tree.words(blocks[0])))
        for block in blocks:
            if block.tag == "p":
                tree.remove(block)
                self.root.append(block)

    def _drop_empty_list(self) -> None:
        heading = self.found.heading
        if heading is None:
            return
        below = heading.getnext()
        if below is not None and below.tag == "ol" and not len(below):
            tree.remove(below)
            below = heading.getnext()
        if below is None or below.tag in ("h2", "h3") or set(self.found.entries) == set(self.keys):
            tree.remove(heading)


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers))
