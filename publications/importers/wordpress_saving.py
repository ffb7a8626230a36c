"""Texts of WordPress become articles and pages, with their people, topics, pictures and old addresses."""

from dataclasses import dataclass, field
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from config.languages import column, is_chinese, label
from publications.importers import figures, saving, wordpress_addresses, wordpress_documents, wordpress_text
from publications.importers.draft import Byline, Draft, ImportRefused
from publications.importers.figures import Resources
from publications.importers.language import guess, is_written_in_han
from publications.importers.wordpress import Item, words
from publications.importers.wordpress_names import TAXONOMIES, Names
from publications.models import Article, Figure, OldAddress, Page, Topic
from publications.models.article import LONGEST_SLUG, FormerSlug, Kind, first_free
from publications.models.old_address import LONGEST

LONGEST_CAPTION = 300
# Terms that are no subjects: who writes, in which language, as what it is shown.
_READ = ("", "author", "language", "post_translations", "post_format", "translation_priority")


@dataclass(frozen=True)
class Wishes:
    """What whoever moves has decided: where the files are, in which language texts are that tell of none.

    ``kinds`` tells what texts of the old site's own types become, ``topics`` the terms of which taxonomies are topics,
    ``folders`` in which folder the old site has the lists of a taxonomy, or of authors, where it is not the usual one.
    """

    media: Path | None = None
    language: str | None = None
    publish: bool = False
    kinds: dict[str, str] = field(default_factory=dict)
    topics: tuple[str, ...] = TAXONOMIES
    folders: dict[str, str] = field(default_factory=dict)

    @property
    def resources(self) -> Resources | None:
        """Reads the pictures."""
        return figures.folder(self.media) if self.media else None


@dataclass(frozen=True)
class Brought:
    """What a text became: an article or a page, the language it filled, and the draft with its findings."""

    owner: Article | Page
    language: str
    draft: Draft


def is_here(item: Item) -> bool:
    """Whether a text has been brought in before."""
    return OldAddress.objects.filter(guid=item.identity[:LONGEST]).exists()


def read(item: Item, names: Names, wishes: Wishes) -> Draft:
    """The draft of a text with byline, summary and pictures; its language is told, given, or guessed, in this order.

    Raises ImportRefused for a text without words, and for one in a language that the site has not.
    """
    told = names.language(item)
    if item.told_language and told is None:
        raise ImportRefused(_("The site has no language %s.") % item.told_language)
    draft = wordpress_text.read(item, names)
    draft.language = told or wishes.language or draft.language
    draft.summary = words(item.excerpt)
    draft.byline = [Byline(name) for name in _people(item, names)]
    figures.resolve(draft, wishes.resources)
    _report_left_out(item, draft, wishes)
    return draft


def _report_left_out(item: Item, draft: Draft, wishes: Wishes) -> None:
    """What stands beside the text and has no place here: terms of its own, fields that plugins and editors filled."""
    terms: dict[str, list[str]] = {}
    for taxonomy, _slug, name in item.terms:
        if taxonomy not in (*_READ, *wishes.topics):
            terms.setdefault(taxonomy, []).append(name)
    for taxonomy, left in terms.items():
        message = _("Terms of the taxonomy %(taxonomy)s were left out: %(names)s")
        draft.report("warning", message % {"taxonomy": taxonomy, "names": ", ".join(left)})
    for name, value in item.meta.items():
        # The names of fields that editors do not see begin with a low line.
        if value and name != "footnotes" and not name.startswith("_"):
            draft.report("notice", _("The field %s was left out.") % name, value)
    if item.kind == "page" and item.meta.get("_thumbnail_id", "0") != "0":
        draft.report("notice", _("A page has no featured picture; that of the old site was left out."))
    if item.status == "private" or item.is_locked:
        draft.report(
            "notice", _("It is private, or behind a password, on the old site, and is not published.")
        )


def save(item: Item, draft: Draft, names: Names, wishes: Wishes) -> Brought:
    """Save a draft as an article or a page, or as a further language of one; call it within a transaction."""
    owner = _translated(item, names, draft)
    if item.kind == "page":
        page = _save_page(item, draft, owner if isinstance(owner, Page) else None, names, wishes)
        brought = Brought(page, draft.language or "en", draft)
    else:
        article = owner if isinstance(owner, Article) else _new_article(item, draft, wishes)
        brought = _save_article(item, draft, article, names, wishes)
    wordpress_addresses.keep(item, names, brought.owner, brought.language, draft)
    return brought


def _save_article(item: Item, draft: Draft, article: Article, names: Names, wishes: Wishes) -> Brought:
    language = draft.language or "en"
    _lead(item, draft, article, names, wishes.resources)
    _keep_byline(item, draft, article)
    topics = _topics(item, names, language, wishes.topics)
    documents = wordpress_documents.keep(item, draft, names, wishes.media)
    done = saving.save(
        draft, "WordPress", language=language, article=article, topics=topics, documents=documents
    )
    return Brought(done.article, language, draft)


def _keep_byline(item: Item, draft: Draft, article: Article) -> None:
    """Who has posted a translation need not be who signs it; only co-authors are named on purpose."""
    if article.pk is None or any(taxonomy == "author" for taxonomy, _slug, _name in item.terms):
        return
    known = set(article.authorships.values_list("author_id", flat=True))
    for signature in list(draft.byline):
        author = saving.known_author(signature.name, draft)
        if known and (author is None or author.pk not in known):
            draft.byline.remove(signature)
            message = _("%(name)s posted the translation; the byline stays that of the other languages.")
            draft.report("notice", message % {"name": signature.name})


def _save_page(item: Item, draft: Draft, page: Page | None, names: Names, wishes: Wishes) -> Page:
    """A page has no byline and no date; readers see it when it was published."""
    language = saving.prepare(draft, draft.language)
    wordpress_documents.leave(draft, names)
    page = page or Page(slug=first_free(_address(item), set(Page.objects.values_list("slug", flat=True))))
    shown = wishes.publish and item.status == "publish" and not item.is_locked
    for name, value in (("title", draft.title), ("body", draft.body), ("shown", shown)):
        setattr(page, column(name, language), value)
    saving.check(page)
    page.save()
    return page


def _translated(item: Item, names: Names, draft: Draft) -> Article | Page | None:
    """What a translation of this text became, if it has none in this language yet."""
    guids = [identity[:LONGEST] for identity in names.groups.get(item.group, ())]
    found = (
        OldAddress.objects.filter(guid__in=guids).exclude(guid="").select_related("article", "page").first()
    )
    if found is None:
        return None
    owner = found.article or found.page
    if owner and not getattr(owner, column("body", draft.language or "en")):
        return owner
    message = _("A translation into %s is there already; it became an article of its own.")
    draft.report("warning", message % label(draft.language or "en"))
    return None


def _new_article(item: Item, draft: Draft, wishes: Wishes) -> Article:
    wanted = _address(item)
    taken = {
        slug
        for model in (Article, FormerSlug)
        for slug in model.objects.filter(slug__startswith=wanted).values_list("slug", flat=True)
    }
    kind = wishes.kinds.get(item.kind, Kind.COMMENTARY)
    return Article(slug=first_free(wanted, taken), date=draft.date, kind=kind)


def _address(item: Item) -> str:
    """The old site's own word for a text, as far as it is written in Latin letters."""
    return (
        slugify(item.slug)[:LONGEST_SLUG].strip("-")
        or slugify(item.title)[:LONGEST_SLUG]
        or f"post-{item.number}"
    )


def _people(item: Item, names: Names) -> list[str]:
    """Who signs: the co-authors in their order, else the one who wrote it."""
    terms = [(slug.removeprefix("cap-"), name) for taxonomy, slug, name in item.terms if taxonomy == "author"]
    told = [names.people.get(slug) or names.people.get(name) or name for slug, name in terms]
    alone = [names.people.get(item.creator, item.creator)] if item.creator else []
    return list(dict.fromkeys(filter(None, told or alone)))


def _topics(item: Item, names: Names, language: str, taxonomies: tuple[str, ...]) -> list[Topic]:
    """The topics of a text, new ones made; a term and its translations are one topic."""
    topics: dict[str, Topic] = {}
    for taxonomy, address, name in item.terms:
        if taxonomy in taxonomies and (slug := names.topic_slug(address)):
            told = names.terms[taxonomy, address].description
            topics[slug] = topics.get(slug) or _topic(slug, words(name), words(told), language)
    return list(topics.values())


def _topic(slug: str, name: str, description: str, language: str) -> Topic:
    """The topic at an address with its words, in the language of the text unless the name is in another script."""
    if is_chinese(language) != is_written_in_han(name):
        language = guess(name)
    topic = Topic.objects.filter(slug=slug).first() or Topic(slug=slug)
    if not getattr(topic, column("name", language)):
        setattr(topic, column("name", language), name)
        setattr(topic, column("description", language), description)
        saving.check(topic)
        topic.save()
    return topic


def _lead(item: Item, draft: Draft, article: Article, names: Names, resources: Resources | None) -> None:
    """The featured picture, of all languages the first one's; one that cannot be had is told."""
    number = item.meta.get("_thumbnail_id", "")
    attachment = names.attachments.get(number)
    content = figures.beside(attachment.name, resources) if attachment else None
    if attachment is None or content is None:
        if number.isdecimal() and number != "0":
            missing = attachment.name if attachment else number
            draft.report("warning", _("The featured picture is missing: %s") % missing)
        return
    try:
        figure = Figure.objects.keep(content)
    except ValidationError as error:
        draft.report("warning", f"{attachment.name}: {' '.join(error.messages)}")
        return
    article.lead_figure = article.lead_figure or figure
    if article.lead_figure != figure:
        message = _("The featured picture is another one than that of the other languages, which stays: %s")
        draft.report("warning", message % attachment.name)
    language = draft.language or "en"
    wordpress_addresses.keep_file(attachment, figure, language, names.base)
    for name, told in (("lead_alt", attachment.alt), ("lead_caption", words(attachment.caption))):
        if len(told) > LONGEST_CAPTION:
            draft.report("warning", _("The words of the featured picture are too long and were cut."), told)
        setattr(article, column(name, language), told[:LONGEST_CAPTION])
    if article.pk:
        article.save(
            update_fields=["lead_figure", column("lead_alt", language), column("lead_caption", language)]
        )
