"""The pages of one article: as it stands, each of its versions, what changed between them, two languages at once."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from authors.models import Author
from config.languages import LANGUAGES
from publications.body.difference import compare, compare_texts
from publications.body.parallel import side_by_side
from publications.differences import written
from publications.languages import byline
from publications.models import Edition, Version

RELATED = 4


def article(request: HttpRequest, slug: str) -> HttpResponse:
    """One article as it stands now; where this language has none, the page says which languages have."""
    shown = Version.objects.public(get_language()).at(slug).first()
    if shown is None:
        return _elsewhere(request, slug)
    return _article(request, shown, newest=shown)


def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One numbered version at its permanent address; an earlier one points to the newest."""
    newest = _newest(slug)
    if newest is None:
        return _elsewhere(request, slug)
    shown = get_object_or_404(Version.objects.ever_public(get_language()).at(slug), number=number)
    return _article(request, shown, newest)


def changes(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """What a version changed in the one before it, of which both are or were public."""
    newest = _newest(slug)
    if newest is None:
        return _elsewhere(request, slug)
    ever = Version.objects.ever_public(get_language()).filter(article__slug=slug).to_compare()
    shown = get_object_or_404(ever, number=number)
    before = ever.filter(number__lt=number).last()
    if before is None:
        raise Http404
    context = {
        **_around(newest),
        "version": shown,
        "sides": [before, shown],
        "parts": _differences(before, shown),
    }
    return render(request, "publications/article_changes.html", context)


def parallel(request: HttpRequest, slug: str, other: str) -> HttpResponse:
    """An article beside another of its languages, section by section; only where both are public."""
    left = Version.objects.public(get_language()).at(slug).first()
    if left is None:
        return _elsewhere(request, slug)
    if other not in LANGUAGES or other == left.language:
        raise Http404
    right = get_object_or_404(Version.objects.public(other).at(slug))
    context = {
        **_around(left),
        "sides": [left, right],
        "version": left,
        "other": right,
        "parallel": side_by_side(left.body, right.body),
    }
    return render(request, "publications/article_parallel.html", context)


def _newest(slug: str) -> Version | None:
    """The public version of an article in this language, without its text."""
    found = Version.objects.public(get_language()).filter(article__slug=slug)
    return found.in_lists().order_by("number").first()


def _around(newest: Version) -> dict[str, Any]:
    """What the switcher of languages needs to lead from any page of an article to the article itself."""
    public = Version.objects.public().filter(article=newest.article_id).order_by()
    return {
        "newest": newest,
        "path": newest.get_absolute_url(),
        "public_in": list(public.values_list("language", flat=True)),
    }


def _article(request: HttpRequest, shown: Version, newest: Version) -> HttpResponse:
    """The page of one version, with what is true of its article now: other languages, versions, authors, topics."""
    prefetch_related_objects([shown], "authors", "topics")
    history = list(Version.objects.ever_public().filter(edition=shown.edition_id).as_history())
    related = Version.objects.public(shown.language).related_to(shown).in_lists()
    context = {
        **_around(newest),
        "version": shown,
        "history": history,
        "authors": {author.pk: author for author in Author.objects.with_page().filter(versions=shown)},
        "topics": shown.topics.all(),
        "neighbours": list(Version.objects.public(shown.language).beside(shown)),
        "related": related[:RELATED],
    }
    return render(request, "publications/article_detail.html", context)


def _differences(before: Version, after: Version) -> list[tuple[str, str]]:
    """Each part of a version that has changed: its name, and the difference as HTML."""
    differences = {
        _("Title"): compare_texts(before.title, after.title),
        _("Subtitle"): compare_texts(before.subtitle, after.subtitle),
        _("Byline"): compare_texts(_signatures(before), _signatures(after)),
        _("Summary"): compare_texts(before.summary, after.summary),
        _("Text"): compare(before.source, after.source),
        _("Attachments"): compare_texts(_attached(before), _attached(after)),
    }
    return [(part, written(each)) for part, each in differences.items() if each.before != each.after]


def _signatures(version: Version) -> str:
    entries = ((entry["name"], entry["position"], entry["institute"]) for entry in version.byline)
    return "\n".join(byline(*entry, version.language) for entry in entries)


def _attached(version: Version) -> str:
    """A line for each file. Its digest tells it from another of the same name and size: a figure may be corrected."""
    return "\n".join(
        f"{each['label']} ({each['name']}, {filesizeformat(each['size'])}, SHA-256 {each['src'].split('/')[-2][:8]})"
        for each in version.attachments
    )


def _elsewhere(request: HttpRequest, slug: str) -> HttpResponse:
    """An address without a public version here: withdrawn, in other languages only, or nothing at all."""
    others = list(Version.objects.public().filter(article__slug=slug).in_lists().order_by("language"))
    context = {
        "others": others,
        "path": reverse("article", args=[slug]),
        "public_in": [other.language for other in others],
    }
    withdrawn = Edition.objects.withdrawn(get_language()).filter(article__slug=slug).first()
    if withdrawn:
        context["edition"] = withdrawn
        return render(request, "publications/article_withdrawn.html", context, status=410)
    if others:
        return render(request, "publications/article_missing.html", context, status=404)
    raise Http404
