"""Markdown (CommonMark with tables and footnotes) under YAML front matter."""

import datetime
import re
from collections.abc import Sequence
from typing import Any

import yaml
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin

from config.languages import normalise
from publications.body.notes import new_key
from publications.importers import tree
from publications.importers.byline import read_line
from publications.importers.dates import read_date
from publications.importers.draft import Byline, Draft, ImportRefused
from publications.importers.encoding import decode
from publications.importers.html import read_html

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*$\n?", re.DOTALL | re.MULTILINE)
_UNDEFINED = re.compile(r"\[\^([^\]\s]{1,40})\](?!:)")
_COVERED = re.compile(r'<p><span data-footnote="\w+">(.*)</span></p>', re.DOTALL)
_KNOWN = ("title", "subtitle", "summary", "date", "language", "authors")


class _Renderer(RendererHTML):
    """A picture's title is its caption."""

    def image(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        title = tokens[idx].attrs.pop("title", None)
        if title:
            tokens[idx].attrSet("data-caption", str(title))
        return super().image(tokens, idx, options, env)


def read(content: bytes) -> Draft:
    """The draft of a Markdown file.

    Front matter may name title, subtitle, summary, date, language and authors (a string, or a list of strings or
    of ``{name, position, institute}``). Raises ImportRefused for what is no text, or for broken front matter.
    """
    draft = Draft()
    text = decode(content, draft)
    found = _FRONT_MATTER.match(text)
    if found:
        _take_front_matter(found[1], draft)
        text = text[found.end() :]
    parser = (
        MarkdownIt("commonmark", {"html": True}, renderer_cls=_Renderer).enable("table").use(footnote_plugin)
    )
    uncited = _uncited(parser, text)
    for label in uncited:
        draft.report(
            "warning",
            _("The note %(label)s has no marker in the text; it stays as text at the end.")
            % {"label": label},
        )
    # The footnote extension drops a note that nothing cites; cited in a paragraph of its own, it stays.
    text += "".join(f"\n\n[^{label}]\n" for label in uncited)
    read_html(_mark_undefined(parser.render(text), draft), draft, with_head=not draft.title)
    _uncover(draft, len(uncited))
    return draft


def _uncited(parser: MarkdownIt, text: str) -> list[str]:
    """The labels of the notes that are defined and never cited."""
    env: dict[str, Any] = {}
    parser.parse(text, env)
    places = env.get("footnotes", {}).get("refs", {})
    return [label.removeprefix(":") for label, place in places.items() if place < 0]


def _uncover(draft: Draft, count: int) -> None:
    """Make the last ``count`` paragraphs that are nothing but a note paragraphs of its text."""
    covered = [index for index, block in enumerate(draft.blocks) if _COVERED.fullmatch(block)]
    for index in covered[len(covered) - count :]:
        draft.blocks[index] = _COVERED.sub(r"<p>\1</p>", draft.blocks[index])


def _words_before(html: str, place: int) -> str:
    """The words that lead up to a place, without tags, also without one that the cut has left half."""
    return re.sub(r"^[^<>]*>|<[^>]+>", "", html[max(0, place - 120) : place])[-60:]


def _mark_undefined(html: str, draft: Draft) -> str:
    """Markers whose note is defined nowhere; outside of notes the parser leaves them as text."""
    taken: list[str] = []

    def mark(found: re.Match[str]) -> str:
        taken.append(new_key(f"missing {found[1]}", taken))
        message = _("The marker %(shown)s has no note.") % {"shown": found[0]}
        draft.report("error", message, tree.short(_words_before(html, found.start())))
        return f'<span data-footnote-ref="{taken[-1]}">[{found[1][:6]}]</span>'

    return _UNDEFINED.sub(mark, html)


def _take_front_matter(source: str, draft: Draft) -> None:
    try:
        front = yaml.safe_load(source) or {}
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        line = error.problem_mark.line + 2 if getattr(error, "problem_mark", None) else 1
        raise ImportRefused(_("The front matter cannot be read, line %(line)d.") % {"line": line}) from error
    if not isinstance(front, dict):
        raise ImportRefused(_("The front matter must be a list of names with values, such as “title: …”."))
    draft.title, draft.subtitle, draft.summary = (_words(front.get(name)) for name in _KNOWN[:3])
    draft.date = _date(front.get("date"))
    draft.byline = _byline(front.get("authors"))
    if front.get("language") is not None:
        draft.language = normalise(_words(front["language"]))
        if draft.language is None:
            raise ImportRefused(
                _("The front matter names a language that the site does not have: %(name)s.")
                % {"name": front["language"]}
            )
    unknown = [str(name) for name in front if name not in _KNOWN]
    if unknown:
        message = _("The front matter also names %(names)s; that was not read.")
        draft.report("notice", message % {"names": ", ".join(unknown)})


def _words(value: Any) -> str:
    return " ".join(str(value).split()) if isinstance(value, str | int | float) else ""


def _date(value: Any) -> datetime.date | None:
    if isinstance(value, datetime.datetime):
        return value.date()
    if value is None or isinstance(value, datetime.date):
        return value
    date = read_date(str(value))
    if date is None:
        raise ImportRefused(
            _("The date of the front matter cannot be read: %(date)s. Write it as 2022-06-16.")
            % {"date": value}
        )
    return date


def _byline(authors: Any) -> list[Byline]:
    found: list[Byline] = []
    for author in authors if isinstance(authors, list) else [authors]:
        if isinstance(author, dict):
            found.append(Byline(*(_words(author.get(part)) for part in ("name", "position", "institute"))))
        elif isinstance(author, str):
            found += read_line(author, certain=True) or [Byline(_words(author))]
    return [author for author in found if author.name]
