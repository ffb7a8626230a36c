"""Published versions as files, at addresses that end in the name of a format."""

import hashlib

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import get_language

from publications.exporters import FILES
from publications.models import Version


def article(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """An article in this language as it stands now, in the format that the address ends in."""
    versions = Version.objects.public(get_language())
    return _file(request, get_object_or_404(versions.filter(article__slug=slug).to_cite()), extension, slug)


def version(request: HttpRequest, slug: str, number: int, extension: str) -> HttpResponse:
    """One numbered version that readers can see or once could, and that no withdrawal took back."""
    versions = Version.objects.public(get_language()).filter(article__slug=slug)
    get_object_or_404(versions.order_by().values("pk"))
    found = get_object_or_404(
        Version.objects.ever_public(get_language()).filter(article__slug=slug).to_cite(), number=number
    )
    return _file(request, found, extension, f"{slug}-v{number}")


def _file(request: HttpRequest, found: Version, extension: str, name: str) -> HttpResponse:
    """The file, or no more than word that it is still what the reader has."""
    if extension not in FILES:
        raise Http404
    form = FILES[extension]
    content = form.write(found)
    response = HttpResponse(content, content_type=form.content_type)
    response["Content-Disposition"] = f'inline; filename="{name}-{found.language}.{extension}"'
    patch_cache_control(response, no_cache=True)
    response["ETag"] = quote_etag(hashlib.sha256(content).hexdigest()[:24])
    return get_conditional_response(request, etag=response["ETag"], response=response)
