"""What would be published, on the site's own page, for those who may see it before anybody else.

People who work on the site see it at an address of the admin. Somebody without an account sees it through a link: its
token is signed, so that an address that was guessed or altered fails before the database is asked. Pictures and files
that no public version shows are served below the link's own address.
"""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override
from django.views.decorators.http import require_safe

from authors.models import Author
from config.languages import column, tag
from publications import workflow
from publications.body.pictures import pictures
from publications.documents import answer
from publications.models import Attachment, Document, Edition, Figure, PreviewLink, Version
from publications.models.document import FOLDER
from publications.models.public import LONG

View = Callable[..., HttpResponseBase]
SIGNER = Signer(sep=".", salt="publications.previews")
FIGURES = f"{settings.MEDIA_URL}figures/"
# What a text shows or links to. Markup never stands in texts or attributes unescaped, so what looks like a tag is one.
_NAMED = re.compile(rf'(<img\b[^>]*?\bsrc="|<a href="){re.escape(settings.MEDIA_URL)}')


def address(link: PreviewLink) -> str:
    """The path that opens a link."""
    return reverse("preview", args=[SIGNER.sign(link.token)])


def unseen(view: View) -> View:
    """Keeps the answers of a view out of search engines and of every store, and their address from other sites."""

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(*args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Cache-Control"] = "private, no-store"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return answer


@unseen
@require_safe
def preview(request: HttpRequest, signed: str) -> HttpResponse:
    """What would be published, for whoever holds the link."""
    link = _valid(signed)
    if link is None:
        return _gone(request)
    edition = Edition.objects.whole().get(pk=link.edition_id)
    return page(request, edition, {"link": link}, files=request.path)


@unseen
@require_safe
def figure(request: HttpRequest, signed: str, name: str) -> HttpResponseBase:
    """A picture of the text that the link shows, published or not, and no other."""
    link = _valid(signed)
    found = link and _shown(link.edition).get(f"{FIGURES}{name}")
    try:
        return FileResponse(found.image.open()) if found else _gone(request)
    except FileNotFoundError:
        return _gone(request)


@unseen
@require_safe
def document(request: HttpRequest, signed: str, digest: str, name: str) -> HttpResponseBase:
    """A file that goes with the text that the link shows, published or not, and no other."""
    link = _valid(signed)
    if link is None:
        return _gone(request)
    attached = Attachment.objects.filter(
        article=link.edition.article_id, language__in=("", link.edition.language)
    )
    found = Document.objects.filter(attachments__in=attached, file=f"{FOLDER}/{digest}/{name}").first()
    return answer(found, is_private=True) if found else _gone(request)


def page(
    request: HttpRequest, edition: Edition, context: dict[str, Any], *, files: str = settings.MEDIA_URL
) -> HttpResponse:
    """The page of an article as publishing would make it now, from the working copy as it was saved last.

    ``files`` is the address below which its pictures and attachments are served. The page speaks the language of the
    edition, whatever the request's is, and what is missing leaves its place empty.
    """
    with override(edition.language):
        version = _version(edition, files)
        byline = [entry["author"] for entry in version.byline]
        history = list(Version.objects.ever_public().filter(edition=edition).as_history())
        shown = {
            "version": version,
            "newest": version,
            "authors": {author.pk: author for author in Author.objects.with_page().filter(pk__in=byline)},
            "topics": edition.article.topics.all(),
            "history": history,
            "edition": edition,
            "article": edition.article,
        }
        response = render(request, "publications/preview.html", {**shown, **context})
    response["Content-Language"] = tag(edition.language)
    return response


def _version(edition: Edition, files: str) -> Version:
    """What publishing would write, with the number and the moment that it would have now."""
    version = workflow.snapshot(edition)
    # One that waits for its moment would give way, and its number with it.
    last = edition.versions.ever_public().defer(*LONG).order_by("number").last()
    version.number = last.number + 1 if last else 1
    version.published_at = timezone.now()
    version.title = version.title or gettext("(no title yet)")
    version.body = _served(version.body, files)
    for note in version.notes:
        note["html"] = _served(note["html"], files)
    for each in [*filter(None, [version.lead]), *version.attachments]:
        each["src"] = each["src"].replace(settings.MEDIA_URL, files, 1)
    return version


def _served(html: str, files: str) -> str:
    return _NAMED.sub(lambda found: f"{found[1]}{files}", html)


def _valid(signed: str) -> PreviewLink | None:
    """The link that a signed token opens, or None; a token that is not ours is not looked up."""
    try:
        token = SIGNER.unsign(signed)
    except BadSignature:
        return None
    return PreviewLink.objects.valid().select_related("edition").filter(token=token).first()


def _shown(edition: Edition) -> dict[str, Figure]:
    """The pictures of the working copy in the language of the edition, by the addresses that its body names."""
    body = getattr(edition.article, column("body", edition.language)) or ""
    figures = Figure.objects.by_address(pictures(body))
    lead = edition.article.lead_figure
    return {**figures, lead.image.url: lead} if lead else figures


def _gone(request: HttpRequest) -> HttpResponse:
    """One answer to all that opens nothing: altered, expired, revoked, or never made."""
    return render(request, "publications/preview_gone.html", status=404)
