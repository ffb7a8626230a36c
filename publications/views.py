"""The pages of what is published, each for the active language."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from authors.models import Author
from publications import renditions
from publications.archive import Archive
from publications.models import Edition, Figure, Region, Series, Topic, Version
from publications.models.subject import Subject

ON_HOME = 9
TITLES = {Topic: _("Topics"), Region: _("Regions"), Series: pgettext_lazy("several", "Series")}


def home(request: HttpRequest) -> HttpResponse:
    """The newest article with a picture, the other newest ones, and the topics that have any."""
    latest = list(Version.objects.public(get_language()).in_lists()[:ON_HOME])
    lead = next((version for version in latest if version.lead), latest[0] if latest else None)
    context = {
        "lead": lead,
        "latest": [version for version in latest if version is not lead],
        "topics": Topic.objects.published(get_language()),
    }
    return render(request, "home.html", context)


def article_list(request: HttpRequest) -> HttpResponse:
    """Everything in this language, newest first, narrowed by what the address asks for."""
    archive = Archive(request.GET, get_language())
    # A list of one topic is the page of the topic, as search engines are told.
    same = archive.subject
    context = {"path": same.get_absolute_url(), "public_in": same.languages()} if same else {}
    return _archive(request, "publications/article_list.html", archive, context)


def article(request: HttpRequest, slug: str) -> HttpResponse:
    """One article as it stands now; where this language has none, the page says which languages have."""
    shown = Version.objects.public(get_language()).at(slug).first()
    if shown is None:
        return _elsewhere(request, slug)
    return _article(request, shown, newest=shown)


def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """One numbered version at its permanent address; an earlier one points to the newest."""
    newest = Version.objects.public(get_language()).filter(article__slug=slug).in_lists().first()
    if newest is None:
        return _elsewhere(request, slug)
    shown = get_object_or_404(Version.objects.ever_public(get_language()).at(slug), number=number)
    return _article(request, shown, newest)


def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """A topic: who works on it, and what is public on it in this language."""
    return _subject(request, get_object_or_404(Topic, slug=slug), "topics")


def region(request: HttpRequest, slug: str) -> HttpResponse:
    """A region: who works on it, and what is public on it in this language."""
    return _subject(request, get_object_or_404(Region, slug=slug), "regions")


def series(request: HttpRequest, slug: str) -> HttpResponse:
    """A series, and its parts in this language, in their order."""
    found = get_object_or_404(Series, slug=slug)
    archive = Archive(request.GET, get_language(), offered=(), about={"series": found}, parts=True)
    context = _subject_head(found)
    return _archive(request, "publications/series_detail.html", archive, context)


def topic_list(request: HttpRequest) -> HttpResponse:
    """The topics with something public in this language."""
    return _subject_list(request, Topic)


def region_list(request: HttpRequest) -> HttpResponse:
    """The regions with something public in this language."""
    return _subject_list(request, Region)


def series_list(request: HttpRequest) -> HttpResponse:
    """The series with something public in this language."""
    return _subject_list(request, Series)


def figure(request: HttpRequest, name: str) -> FileResponse:
    """A picture: for readers once a public version shows it, for those who work on the site always."""
    figures = Figure.objects.all() if request.user.is_staff else Figure.objects.public()
    kept = [f"figures/{each}" for each in renditions.names(name)]
    found = get_object_or_404(figures, image__in=kept)
    response = FileResponse(renditions.opened(found, name))
    # The name follows from the content, so the content behind a name never changes.
    response["Cache-Control"] = (
        f"{'private' if request.user.is_staff else 'public'}, max-age=31536000, immutable"
    )
    return response


def _subject(request: HttpRequest, found: Subject, relation: str) -> HttpResponse:
    """The page of a topic or a region; ``relation`` is what fellows call theirs."""
    name = found._meta.model_name
    archive = Archive(request.GET, get_language(), offered=("kind", "year"), about={name: found})
    today = timezone.localdate()
    fellows = Author.objects.working_on(today, **{relation: found}).with_posts(today).by_name(get_language())
    context = _subject_head(found) | {"fellows": fellows}
    return _archive(request, "publications/subject_detail.html", archive, context)


def _subject_head(found: Subject) -> dict[str, object]:
    """What stands above the list of a subject, which must have a page in this language."""
    languages = found.languages()
    if get_language() not in languages:
        raise Http404
    name = found._meta.model_name
    return {
        "subject": found,
        "public_in": languages,
        "title": TITLES[type(found)],
        "up": reverse(f"{name}-list"),
    }


def _subject_list(request: HttpRequest, model: type[Subject]) -> HttpResponse:
    context = {"subjects": model.objects.published(get_language()), "title": TITLES[model]}
    return render(request, "publications/subject_list.html", context)


def _archive(
    request: HttpRequest, template: str, archive: Archive, context: dict[str, object]
) -> HttpResponse:
    """A list at its one address; a page that leaves out what it does not know is none to keep or to find."""
    page = archive.page
    if not archive.is_canonical():
        return redirect(request.path + archive.query(page.number))
    listed = {"archive": archive, "page": page, "path": request.path + archive.query()}
    return render(request, template, listed | context, status=404 if archive.unknown else 200)


def _article(request: HttpRequest, shown: Version, newest: Version) -> HttpResponse:
    """The page of one version, with what is true of its article now: other languages, versions, authors, topics."""
    others = Version.objects.public().filter(article=shown.article_id)
    context = {
        "version": shown,
        "newest": newest,
        "path": newest.get_absolute_url(),
        "public_in": list(others.order_by().values_list("language", flat=True)),
        "history": Version.objects.ever_public().filter(edition=shown.edition_id).as_history(),
        "authors": {author.pk: author for author in Author.objects.with_page().filter(versions=shown)},
        "topics": shown.topics.all(),
    }
    return render(request, "publications/article_detail.html", context)


def _elsewhere(request: HttpRequest, slug: str) -> HttpResponse:
    """An address without a public version here: withdrawn, in other languages only, or nothing at all."""
    others = list(Version.objects.public().filter(article__slug=slug).in_lists().order_by("language"))
    context = {"others": others, "public_in": [other.language for other in others]}
    withdrawn = Edition.objects.withdrawn(get_language()).filter(article__slug=slug).first()
    if withdrawn:
        context["edition"] = withdrawn
        return render(request, "publications/article_withdrawn.html", context, status=410)
    if others:
        return render(request, "publications/article_missing.html", context, status=404)
    raise Http404
