"""The neutral form read back: JSON lines become the things and articles of a site. docs/corpus.md describes it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from authors.models import Author
from config.languages import CODES, column
from publications import neutral
from publications.body import notes
from publications.body.clean import clean
from publications.importers.corpus_lines import Line, Problem
from publications.models import (
    Article,
    Attachment,
    Authorship,
    Document,
    Edition,
    Figure,
    Footnote,
    Region,
    Revision,
    Series,
    Topic,
)
from publications.models.rows import insert
from publications.shapes import LineRefused, Record

REFERENCE = re.compile(r"\[\^(\d+)\]")
ROLES = {"Editor": Authorship.Role.EDITOR, "Translator": Authorship.Role.TRANSLATOR}
_SUBJECTS: dict[str, type[Topic] | type[Region] | type[Series]] = {
    "topics": Topic,
    "regions": Region,
    "series": Series,
}
_POST = ("position", "institute")
# A translated column that is not given costs a change of the active language.
_NO_TEXTS = {column(name, code): "" for name in neutral.ARTICLE_TEXTS for code in CODES}
_NO_POSTS = {column(name, code): "" for name in _POST for code in CODES}
_NO_LABELS = {column("label", code): "" for code in CODES}
_NOT_CHECKED = (
    "id",
    "lead_figure",
    "series",
    *neutral.ARTICLE_TEXTS,
    *(column("body", code) for code in CODES),
)


@dataclass
class Saved:
    """What a batch made: the editions of its articles, each with what is told of its past, and what was left out."""

    editions: list[tuple[Edition, Record]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    others: int = 0


def body(edition: Record, slug: str) -> str:
    """The sections of one language as a stored body, with each footnote standing where it is cited first."""
    keys: dict[int, str] = {}
    blocks = []
    for section in edition["sections"]:
        level = min(max(section["level"], 2), 3)
        blocks.append(f"<h{level}>{_inline(section['heading'], edition, slug, keys)}</h{level}>")
        blocks += [f"<p>{_inline(text, edition, slug, keys)}</p>" for text in section.get("paragraphs", [])]
    return "".join(blocks)


def save_all(lines: Sequence[Line]) -> Saved:
    """Save a batch of lines, all articles or all other things, in one transaction.

    What is there already, known by its address, is left as it is, so that a load can be taken up where it stopped.
    """
    saved = Saved()
    with transaction.atomic():
        if lines and not lines[0].is_article:
            _save_others(lines, saved)
        else:
            _save_articles(lines, saved)
    return saved


def _save_others(lines: Sequence[Line], saved: Saved) -> None:
    forms = neutral.FORMS | neutral.LAST
    for line in lines:
        try:
            with transaction.atomic():
                made = neutral.take(forms[line.record["type"]], line.record)
        except LineRefused as error:
            saved.problems.append(Problem(line.number, error.field, error.message))
        else:
            saved.others += made is not None
            name = neutral.FILES.get(line.record["type"], "")
            if made and line.record.get(name) and not getattr(made, name):
                saved.problems.append(
                    Problem(line.number, name, _("The file is missing; the rest was saved."))
                )


def _save_articles(lines: Sequence[Line], saved: Saved) -> None:
    slugs = [line.record["slug"] for line in lines]
    known = set(Article.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    series = _rows(Series, {line.record["series"] for line in lines if line.record.get("series")})
    pictures = _pictures(lines)
    pairs: list[tuple[Article, Record]] = []
    for line in lines:
        if line.record["slug"] in known:
            continue
        known.add(line.record["slug"])
        try:
            pairs.append((_article(line.record, series, pictures), line.record))
        except LineRefused as error:
            saved.problems.append(Problem(line.number, error.field, error.message))
    articles = Article.objects.bulk_create(article for article, _record in pairs)
    _sign(pairs)
    for name in neutral.ARTICLE_SETS:
        _file_under(name, pairs)
    saved.problems += _attach(pairs, lines)
    saved.problems += _remember(pairs, lines)
    Footnote.objects.derive(articles)
    _mark_reviewed(pairs)
    made = [(edition, record) for article, record in pairs for edition in _editions(article, record)]
    Edition.objects.bulk_create(edition for edition, _record in made)
    Revision.objects.record_first(articles)
    saved.editions = [(edition, record["languages"][edition.language]) for edition, record in made]


@dataclass(frozen=True)
class Told:
    """What is told of the past of an edition, by the names of columns, and what each version belongs to, by keys."""

    edition: Edition
    facts: Record
    versions: list[Record]
    belongings: list[dict[str, set[int]]]


def pasts(editions: Sequence[tuple[Edition, Record]]) -> list[Told]:
    """The past of editions that a batch made, with the rows that it names found, and made where there are none."""
    versions = [version for _edition, told in editions for version in told.get("versions", [])]
    signed = {str(entry.get("author")) for version in versions for entry in version.get("byline", [])}
    authors = dict(Author.objects.filter(slug__in=signed).values_list("slug", "pk"))
    named = {
        name: _rows(model, {each for version in versions for each in version.get(name, [])})
        for name, model in neutral.ARTICLE_SETS.items()
    }
    series = _rows(Series, {version["series"] for version in versions if version.get("series")})
    return [
        Told(
            edition,
            {name: told[name] for name in neutral.EDITION_FACTS if name in told},
            [_columns(version, authors, series) for version in told.get("versions", [])],
            [_belongings(version, authors, named) for version in told.get("versions", [])],
        )
        for edition, told in editions
    ]


def _columns(version: Record, authors: dict[str, int], series: Record) -> Record:
    facts = {name: version[name] for name in neutral.VERSION_FACTS if name in version}
    byline = [{**entry, "author": authors.get(entry.get("author"))} for entry in version.get("byline", [])]
    return {**facts, "byline": byline, "series": series.get(version.get("series"))}


def _belongings(
    version: Record, authors: dict[str, int], named: dict[str, dict[str, Any]]
) -> dict[str, set[int]]:
    signed = {
        authors[entry["author"]] for entry in version.get("byline", []) if entry.get("author") in authors
    }
    return {"authors": signed} | {
        name: {rows[each].pk for each in version.get(name, [])} for name, rows in named.items()
    }


def _inline(text: str, edition: Record, slug: str, keys: dict[int, str]) -> str:
    """Escaped text with its references as notes; one that leads nowhere stays visible and blocks publishing."""
    pieces = REFERENCE.split(text)
    for i in range(1, len(pieces), 2):
        pieces[i] = _note(int(pieces[i]), edition.get("footnotes", []), slug, keys)
    pieces[::2] = [escape(piece, quote=False) for piece in pieces[::2]]
    return "".join(pieces)


def _note(number: int, footnotes: list[str], slug: str, keys: dict[int, str]) -> str:
    if number in keys:
        return f'<span data-footnote-ref="{keys[number]}"></span>'
    key = keys[number] = notes.new_key(f"{slug}:{number}", keys.values())
    if not 0 < number <= len(footnotes):
        return f'<span data-footnote-ref="{key}">[{number}]</span>'
    return f'<span data-footnote="{key}">{notes.linkify(footnotes[number - 1])}</span>'


def _article(record: Record, series: Record, pictures: dict[str, Figure]) -> Article:
    """The article of a record, unsaved. Raises LineRefused when a column would not hold what is told."""
    texts = dict(_NO_TEXTS)
    for language, edition in record["languages"].items():
        texts |= {column(name, language): edition[name] for name in neutral.ARTICLE_TEXTS if name in edition}
        # Bodies made of plain text are clean as they are made; a test compares.
        made = clean(edition["body"]) if "body" in edition else body(edition, record["slug"])
        texts[column("body", language)] = made
    lead = record.get("lead_figure")
    if lead and lead not in pictures:
        raise LineRefused("lead_figure", _("There is no picture “%s”.") % lead)
    article = Article(
        **{name: record[name] for name in neutral.ARTICLE_PLAIN if name in record},
        **texts,
        series=series.get(record.get("series")),
        lead_figure=pictures.get(lead or ""),
    )
    try:
        article.clean_fields(exclude=_NOT_CHECKED)
    except ValidationError as error:
        name, messages = next(iter(error.message_dict.items()))
        raise LineRefused(name, " ".join(messages)) from error
    return article


def _editions(article: Article, record: Record) -> list[Edition]:
    """The editions of a new article, in the order told, each translated from one before or the other Chinese script."""
    made: list[Edition] = []
    told = [
        code
        for code in record["languages"]
        if code in article.languages() or "versions" in record["languages"][code]
    ]
    for language in told:
        edition = Edition(article=article, language=language)
        edition.take(article)
        edition.translate_from(made)
        made.append(edition)
    return made


def _pictures(lines: Sequence[Line]) -> dict[str, Figure]:
    names = {line.record["lead_figure"] for line in lines if line.record.get("lead_figure")}
    return {figure.image.name: figure for figure in Figure.objects.filter(image__in=names)}


def _sign(pairs: list[tuple[Article, Record]]) -> None:
    """The bylines of a batch; authors are known by their address, or by the one that their name makes."""
    entries = [
        (article, order, entry)
        for article, record in pairs
        for order, entry in enumerate(record.get("authors", []))
    ]
    authors = _rows(Author, {_name(entry) for _article, _order, entry in entries})
    Authorship.objects.bulk_create(
        Authorship(
            article=article,
            author=authors[_name(entry)],
            order=order,
            role=_role(entry),
            **(_NO_POSTS | {"institute_en": entry.get("affiliation", "")} | _post(entry)),
        )
        for article, order, entry in entries
    )


def _attach(pairs: list[tuple[Article, Record]], lines: Sequence[Line]) -> list[Problem]:
    """What goes with the articles of a batch; returns the files that are not there."""
    numbers = {line.record["slug"]: line.number for line in lines}
    entries = [
        (article, order, entry)
        for article, record in pairs
        for order, entry in enumerate(record.get("attachments", []))
    ]
    wanted = {entry["file"] for _article, _order, entry in entries}
    found = {each.file.name: each for each in Document.objects.filter(file__in=wanted)} if wanted else {}
    Attachment.objects.bulk_create(
        Attachment(
            article=article,
            document=found[entry["file"]],
            language=entry.get("language", ""),
            order=order,
            **(_NO_LABELS | {column("label", code): text for code, text in entry.get("label", {}).items()}),
        )
        for article, order, entry in entries
        if entry["file"] in found
    )
    message = _("There is no file “%s”.")
    return [
        Problem(numbers[article.slug], "attachments", message % entry["file"])
        for article, _order, entry in entries
        if entry["file"] not in found
    ]


def _name(entry: Record) -> str:
    return str(entry.get("slug") or entry["name"])


def _role(entry: Record) -> str:
    role = entry.get("role", "")
    return role if role in Authorship.Role.values else ROLES.get(role, Authorship.Role.AUTHOR)


def _post(entry: Record) -> Record:
    return {column(name, code): value for name in _POST for code, value in entry.get(name, {}).items()}


def _file_under(name: str, pairs: list[tuple[Article, Record]]) -> None:
    """Put a batch under its topics or regions, each of which is known by its address or name."""
    relation = getattr(Article, name)
    rows = _rows(_SUBJECTS[name], {each for _article, record in pairs for each in record.get(name, [])})
    insert(
        relation.through,
        ("article", relation.field.m2m_reverse_field_name()),
        (
            (article.pk, pk)
            for article, record in pairs
            for pk in dict.fromkeys(rows[each].pk for each in record.get(name, []))
        ),
    )


def _remember(pairs: list[tuple[Article, Record]], lines: Sequence[Line]) -> list[Problem]:
    """Let old addresses lead to the articles of a batch; returns those that are none."""
    numbers = {line.record["slug"]: line.number for line in lines}
    problems = []
    for article, record in pairs:
        try:
            neutral.remember(article, "former_slugs", record.get("former", ()))
            neutral.remember_old(article, record.get("old_addresses", ()))
        except LineRefused as error:
            problems.append(Problem(numbers[article.slug], error.field, error.message))
    return problems


def _mark_reviewed(pairs: list[tuple[Article, Record]]) -> None:
    for article, record in pairs:
        for language, edition in record["languages"].items():
            if edition.get("reviewed"):
                found = Footnote.objects.filter(
                    article=article, language=language, key__in=edition["reviewed"]
                )
                found.update(reviewed=True)


def _rows(
    model: type[Author] | type[Topic] | type[Region] | type[Series], wanted: set[str]
) -> dict[str, Any]:
    """A row of ``model`` for each address or name, made where there is none at the address that the name makes."""
    room = model._meta.get_field("slug").max_length
    slugs = {name: slugify(name)[:room].strip("-") or notes.new_key(name) for name in wanted}
    rows = model.objects.filter(slug__in=[*wanted, *slugs.values()]) if wanted else ()
    found = {row.slug: row for row in rows}
    missing = {slug: name for name, slug in slugs.items() if name not in found and slug not in found}
    made = model.objects.bulk_create(model(slug=slug, name_en=name) for slug, name in missing.items())
    found |= {row.slug: row for row in made}
    return {name: found.get(name) or found[slug] for name, slug in slugs.items()}
