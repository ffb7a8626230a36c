"""Texts of WordPress become articles and pages, with their people, topics, pictures and old addresses."""

from dataclasses import dataclass
from html import unescape

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from config.languages import column, label
from publications.body.notes import new_key
from publications.importers import figures, saving, wordpress_text
from publications.importers.draft import Byline, Draft, ImportRefused
from publications.importers.figures import Resources
from publications.importers.wordpress import Item, Names
from publications.models import Article, Figure, OldAddress, Page, Topic
from publications.models.article import LONGEST_SLUG, FormerSlug, first_free
from publications.models.old_address import LONGEST, normal

_NO_TOPICS = frozenset({"uncategorized", "uncategorised"})
_TAXONOMIES = ("category", "post_tag")


@dataclass(frozen=True)
class Brought:
    """What a text became: an article or a page, the language it filled, and the draft with its findings."""

    owner: Article | Page
    language: str
    draft: Draft


def is_here(item: Item) -> bool:
    """Whether a text has been brought in before."""
    return OldAddress.objects.filter(guid=item.guid[:LONGEST]).exists()


def read(item: Item, names: Names, resources: Resources | None, language: str | None) -> Draft:
    """The draft of a text with byline, summary and pictures; its language is told, given, or guessed, in this order.

    Raises ImportRefused for a text without words, and for one in a language that the site has not.
    """
    if item.told_language and item.language is None:
        raise ImportRefused(_("The site has no language %s.") % item.told_language)
    draft = wordpress_text.read(item, names)
    draft.language = item.language or language or draft.language
    draft.summary = wordpress_text.words(item.excerpt)
    draft.byline = [Byline(name) for name in _people(item, names)]
    figures.resolve(draft, resources)
    return draft


def save(item: Item, draft: Draft, names: Names, resources: Resources | None) -> Brought:
    """Save a draft as an article or a page, or as a further language of one; call it within a transaction."""
    owner = _translated(item, names, draft)
    if item.kind == "page":
        page = _save_page(item, draft, owner if isinstance(owner, Page) else None)
        brought = Brought(page, draft.language or "en", draft)
    else:
        article = owner if isinstance(owner, Article) else _new_article(item, draft)
        brought = _save_article(item, draft, article, names, resources)
    _keep_addresses(item, brought)
    return brought


def _save_article(
    item: Item, draft: Draft, article: Article, names: Names, resources: Resources | None
) -> Brought:
    language = draft.language or "en"
    _lead(item, draft, article, names, resources)
    done = saving.save(draft, "WordPress", language=language, article=article, topics=_topics(item, language))
    return Brought(done.article, language, draft)


def _save_page(item: Item, draft: Draft, page: Page | None) -> Page:
    """A page has no byline and no date; readers see it when it was published."""
    language = saving.prepare(draft, draft.language)
    page = page or Page(slug=first_free(_address(item), set(Page.objects.values_list("slug", flat=True))))
    for name, value in (
        ("title", draft.title[:200]),
        ("body", draft.body),
        ("shown", item.status == "publish"),
    ):
        setattr(page, column(name, language), value)
    page.save()
    return page


def _translated(item: Item, names: Names, draft: Draft) -> Article | Page | None:
    """What a translation of this text became, if it has none in this language yet."""
    guids = [guid[:LONGEST] for guid in names.groups.get(item.group, ())]
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


def _new_article(item: Item, draft: Draft) -> Article:
    wanted = _address(item)
    taken = {
        slug
        for model in (Article, FormerSlug)
        for slug in model.objects.filter(slug__startswith=wanted).values_list("slug", flat=True)
    }
    return Article(slug=first_free(wanted, taken), date=draft.date)


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


def _topics(item: Item, language: str) -> list[Topic]:
    terms = {
        slugify(slug)[:80] or new_key(slug): unescape(name)
        for taxonomy, slug, name in item.terms
        if taxonomy in _TAXONOMIES and slug not in _NO_TOPICS
    }
    found = {topic.slug: topic for topic in Topic.objects.filter(slug__in=terms)}
    for slug, name in terms.items():
        if slug not in found:
            found[slug] = Topic.objects.create(slug=slug, **{column("name", language): name})
    return [found[slug] for slug in terms]


def _lead(item: Item, draft: Draft, article: Article, names: Names, resources: Resources | None) -> None:
    """The featured picture, of all languages the first one's; one that cannot be had is told."""
    attachment = names.attachments.get(item.meta.get("_thumbnail_id", ""))
    if attachment is None:
        return
    content = figures.beside(attachment.name, resources)
    if content is None:
        draft.report("warning", _("The featured picture is missing: %s") % attachment.name)
        return
    try:
        article.lead_figure = article.lead_figure or Figure.objects.keep(content)
    except ValidationError as error:
        draft.report("warning", f"{attachment.name}: {' '.join(error.messages)}")
        return
    language = draft.language or "en"
    setattr(article, column("lead_alt", language), attachment.alt[:300])
    setattr(article, column("lead_caption", language), wordpress_text.words(attachment.caption)[:300])
    if article.pk:
        article.save()


def _keep_addresses(item: Item, brought: Brought) -> None:
    """Let the link of a text, and its number, lead to what it became."""
    numbered = normal(f"/?p={item.number}")
    facts = {
        "language": brought.language,
        "article" if isinstance(brought.owner, Article) else "page": brought.owner,
    }
    paths = dict.fromkeys([numbered, normal(item.link)])
    for path in filter(None, paths):
        if len(path) > LONGEST or OldAddress.objects.filter(path=path).exists():
            brought.draft.report("warning", _("The old address %s leads elsewhere already.") % path[:80])
        else:
            OldAddress.objects.create(
                path=path, guid=item.guid[:LONGEST] if path == numbered else "", **facts
            )
