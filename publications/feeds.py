"""The feeds of the site and of its parts, each in one language."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import get_language
from django.views.decorators.http import conditional_page

from authors.models import Author
from config.languages import in_language
from publications.exporters.feed import FEEDS, Feed
from publications.models import Region, Series, Topic, Version
from publications.models.public import VersionQuerySet
from publications.models.subject import Subject

# As many as a reader who looks once a month has missed.
ENTRIES = 20


@conditional_page
def site(request: HttpRequest, extension: str) -> HttpResponse:
    """Everything in this language, what was published or corrected last first."""
    institute = settings.INSTITUTE[get_language()]
    return _feed(
        request, extension, institute["name"], institute["tagline"], reverse("home"), Version.objects.all()
    )


@conditional_page
def topic(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """What is published on a topic."""
    return _subject(request, get_object_or_404(Topic, slug=slug), extension)


@conditional_page
def region(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """What is published on a region."""
    return _subject(request, get_object_or_404(Region, slug=slug), extension)


@conditional_page
def series(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """What is published in a series, the latest first as in every feed, whatever the numbers of its parts."""
    return _subject(request, get_object_or_404(Series, slug=slug), extension)


@conditional_page
def author(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """What an author has published."""
    found = get_object_or_404(Author.objects.with_page(), slug=slug)
    return _of(request, extension, found, found.get_absolute_url(), "biography")


def _subject(request: HttpRequest, found: Subject, extension: str) -> HttpResponse:
    """The feed of a subject, which must have a page in this language."""
    if get_language() not in found.languages():
        raise Http404
    return _of(request, extension, found, found.get_absolute_url(), "description")


def _of(request: HttpRequest, extension: str, found: Subject | Author, page: str, words: str) -> HttpResponse:
    language = get_language()
    name = in_language(found, "name", language) or found.slug
    title = f"{name} – {settings.INSTITUTE[language]['name']}"
    return _feed(request, extension, title, in_language(found, words, language), page, found.versions.all())


def _feed(
    request: HttpRequest, extension: str, title: str, words: str, page: str, versions: VersionQuerySet
) -> HttpResponse:
    if extension not in FEEDS:
        raise Http404
    content_type, write = FEEDS[extension]
    feed = Feed(
        title=title,
        description=words,
        language=get_language(),
        address=f"{settings.SITE_URL}{request.path}",
        page=f"{settings.SITE_URL}{page}",
        versions=list(versions.public(get_language()).in_feeds(ENTRIES)),
    )
    response = HttpResponse(write(feed), content_type=content_type)
    if changed := versions.filter(language=feed.language).last_change():
        response["Last-Modified"] = http_date(changed.timestamp())
    return response
