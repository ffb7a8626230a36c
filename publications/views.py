"""The pages that lead to articles, each for the active language; those of an article are in ``article_views``."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from authors.models import Author
from publications import renditions
from publications.archive import Archive
from publications.documents import answer
from publications.models import Document, Figure, Region, Series, Topic
from publications.models.document import FOLDER
from publications.models.subject import Subject

TITLES = {Topic: _("Topics"), Region: _("Regions"), Series: pgettext_lazy("several", "Series")}


def article_list(request: HttpRequest) -> HttpResponse:
    """Everything in this language, newest first, narrowed by what the address asks for."""
    archive = Archive(request.GET, get_language())
    # A list of one topic is the page of the topic, as search engines are told.
    same = archive.subject
    context = {"path": same.get_absolute_url(), "public_in": same.languages()} if same else {}
    return _archive(request, "publications/article_list.html", archive, context)


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
    works_here = request.user.is_staff and request.user.has_perm("publications.view_figure")
    figures = Figure.objects.all() if works_here else Figure.objects.public()
    kept = [f"figures/{each}" for each in renditions.names(name)]
    found = get_object_or_404(figures, image__in=kept)
    try:
        picture = renditions.opened(found, name)
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(picture)
    # The name follows from the content, so the content behind a name never changes.
    response["Cache-Control"] = f"{'private' if works_here else 'public'}, max-age=31536000, immutable"
    return response


def document(request: HttpRequest, digest: str, name: str) -> FileResponse:
    """A file that goes with an article: for readers once a public version offers it, as pictures are."""
    works_here = request.user.is_staff and request.user.has_perm("publications.view_document")
    documents = Document.objects.all() if works_here else Document.objects.public()
    found = get_object_or_404(documents, file=f"{FOLDER}/{digest}/{name}")
    return answer(found, is_private=works_here)


def _subject(request: HttpRequest, found: Subject, relation: str) -> HttpResponse:
    """The page of a topic or a region; ``relation`` is what fellows call theirs."""
    name = found._meta.model_name
    archive = Archive(request.GET, get_language(), offered=("kind", "year"), about={name: found})
    today = timezone.localdate()
    working = Author.objects.in_lists().working_on(today, **{relation: found})
    fellows = working.with_posts(today).by_name(get_language())
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
