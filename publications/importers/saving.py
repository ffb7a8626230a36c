"""A draft becomes the working copy of one language of an article."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePath

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.text import slugify
from django.utils.translation import gettext as _

from authors.models import Author
from config.languages import CODES, column, is_chinese, label
from publications.importers.draft import Byline, Draft, ImportRefused
from publications.importers.figures import drop
from publications.importers.language import guess, is_written_in_han
from publications.models import Article, Authorship, Document, Figure, Revision, Topic
from publications.models.article import LONGEST_SLUG, first_free, title_slug


@dataclass(frozen=True)
class Imported:
    """What an import has made: the article, the language it filled, and the draft with its findings."""

    article: Article
    language: str
    draft: Draft


def save(
    draft: Draft,
    filename: str,
    *,
    language: str | None = None,
    article: Article | None = None,
    by: AbstractBaseUser | None = None,
    topics: Iterable[Topic] = (),
    documents: Mapping[Document, str] | None = None,
) -> Imported:
    """Save a draft as ``language`` of ``article``, or of a new article, in one transaction, with a revision.

    ``article`` may be one that is not saved yet and knows its address; ``topics`` are added to those it has,
    ``documents``, with what each is called, go with it for readers of this language. Other languages are never touched;
    the text that stood in this one stays as a revision. Raises ImportRefused, and saves nothing, for a draft without
    text or with more than a column holds.
    """
    with transaction.atomic():
        language = prepare(draft, language)
        if article is None:
            article = Article(slug=_slug(draft), date=draft.date)
        elif article.pk is not None:
            article = Article.objects.select_for_update().get(pk=article.pk)
            _keep_present(article, by)
        _fill(article, draft, language)
        _sign(article, draft, language)
        article.topics.add(*topics)
        _attach(article, documents or {}, language)
        comment = _("Imported from %(name)s") % {"name": PurePath(filename).name}
        Revision.objects.record(article, by, comment[:300])
    return Imported(article, language, draft)


def prepare(draft: Draft, language: str | None = None) -> str:
    """Make a draft ready to stand in an article: in one language, which is returned, and with its pictures stored.

    ``language`` is told from the text unless given. Raises ImportRefused for a draft without text.
    """
    if not draft.blocks:
        raise ImportRefused(_("The file holds no text."))
    language = language or draft.language or "en"
    _compare_language(draft, language)
    draft.language = language
    _keep_figures(draft)
    return language


def known_author(name: str, draft: Draft) -> Author | None:
    """The author of that name in any language; the draft reports when there are several."""
    named = Q()
    for language in CODES:
        named |= Q(**{f"{column('name', language)}__iexact": name})
    found = list(Author.objects.filter(named).order_by("pk")[:2])
    if len(found) > 1:
        message = _("Several authors are called %(name)s; the first was taken: %(slug)s.")
        draft.report("warning", message % {"name": name, "slug": found[0].slug})
    return found[0] if found else None


def _compare_language(draft: Draft, language: str) -> None:
    told = guess("\n".join([draft.title, *draft.paragraphs]))
    if told != language:
        message = _("The text looks like %(told)s and was imported as %(language)s.")
        draft.report("warning", message % {"told": label(told), "language": label(language)})


def _keep_present(article: Article, by: AbstractBaseUser | None) -> None:
    """What stands in the article now is in its history, whichever door wrote it."""
    if not Revision.objects.filter(article_id=article.pk).exists():
        Revision.objects.record(article, by, _("Before the import"))


def _fill(article: Article, draft: Draft, language: str) -> None:
    for name in ("title", "subtitle", "summary"):
        if getattr(draft, name):
            setattr(article, column(name, language), getattr(draft, name))
    _set_date(article, draft)
    setattr(article, column("body", language), draft.body)
    check(article)
    article.save()


def _set_date(article: Article, draft: Draft) -> None:
    if article.date is None:
        article.date = draft.date
    elif draft.date and draft.date != article.date:
        message = _("The manuscript is dated %(date)s; the date of the article stays.")
        draft.report("notice", message % {"date": draft.date.isoformat()})


def _keep_figures(draft: Draft) -> None:
    """Store the pictures and let the blocks name them where they are kept."""
    for index, image in enumerate(draft.images):
        # One that could not be had has left the text, and was reported.
        if not image.content:
            continue
        try:
            figure = Figure.objects.keep(image.content)
        except ValidationError as error:
            draft.report("warning", f"{image.name}: {' '.join(error.messages)}")
            drop(draft, index)
            continue
        kept = f'src="{figure.image.url}"'
        size = f' width="{figure.width}" height="{figure.height}"'
        shown = re.compile(rf'(<img )src="draft:{index}"([^>]*)>')
        draft.blocks = [
            shown.sub(lambda found, new=kept, size=size: f"{found[1]}{new}{found[2]}{size}>", block)
            for block in draft.blocks
        ]


def check(row: models.Model) -> None:
    """Raise ImportRefused when a row holds what its columns do not take."""
    try:
        row.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        problems = "; ".join(f"{name}: {' '.join(said)}" for name, said in error.message_dict.items())
        raise ImportRefused(
            _("The manuscript cannot be saved: %(problems)s") % {"problems": problems}
        ) from error


def _attach(article: Article, documents: Mapping[Document, str], language: str) -> None:
    for order, (document, called) in enumerate(documents.items(), article.attachments.count()):
        facts = {"order": order, column("label", language): called}
        article.attachments.get_or_create(document=document, language=language, defaults=facts)


def _slug(draft: Draft) -> str:
    """An address from a Latin title; a Chinese one says nothing in Latin letters, so its date has to do."""
    written = title_slug(draft.title)
    says = len(written) >= 8 or (written and not is_chinese(draft.language or "en"))
    if not says:
        draft.report("notice", _("The address is made of the date; choose a better one before publishing."))
    return Article.objects.free_slug(draft.title if says else "", draft.date)


def _sign(article: Article, draft: Draft, language: str) -> None:
    """Bring the byline of the manuscript to the article: known authors, new ones, and their posts."""
    present = list(article.authorships.select_related("author"))
    for order, signature in enumerate(draft.byline):
        author = known_author(signature.name, draft) or _same_place(
            present, order, signature, draft, language
        )
        if author is None:
            author = _new_author(signature, language)
            draft.report("notice", _("%(name)s is a new author.") % {"name": signature.name})
        entry = next((each for each in present if each.author_id == author.pk), None)
        if entry is None:
            entry = Authorship(article=article, author=author, order=len(present))
            present.append(entry)
        _set_post(entry, signature, language)


def _same_place(
    present: list[Authorship], order: int, signature: Byline, draft: Draft, language: str
) -> Author | None:
    """The author who stands at the same place of a byline of the same length and has no name in this language yet.

    A translation names the same people in another script.
    """
    if len(present) != len(draft.byline):
        return None
    author = present[order].author
    if getattr(author, column("name", language)) or is_chinese(language) != is_written_in_han(signature.name):
        return None
    setattr(author, column("name", language), signature.name)
    check(author)
    author.save()
    message = _("%(name)s was taken for %(author)s, who stands there in the other languages.")
    draft.report("warning", message % {"name": signature.name, "author": author.slug})
    return author


def _new_author(signature: Byline, language: str) -> Author:
    """An author known by name and post in one language; where the name is not Latin the address is a number."""
    wanted = slugify(signature.name)[:LONGEST_SLUG] or "author-1"
    taken = set(Author.objects.values_list("slug", flat=True))
    author = Author(slug=first_free(wanted, taken))
    for name in ("name", "position", "institute"):
        setattr(author, column(name, language), getattr(signature, name))
    check(author)
    author.save()
    return author


def _set_post(entry: Authorship, signature: Byline, language: str) -> None:
    """The post as the manuscript gives it; where it gives none, what is there stays."""
    if signature.position or signature.institute:
        setattr(entry, column("position", language), signature.position)
        setattr(entry, column("institute", language), signature.institute)
    check(entry)
    entry.save()
