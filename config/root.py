"""What crawlers and browsers ask for at the root of every host."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse

# What no search engine should come across; that it is not public is seen to where it is served.
CLOSED = ("/admin/", "/preview/", "/i18n/")


def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read, and where they find everything (RFC 9309; ``Sitemap`` is of sitemaps.org)."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in CLOSED), ""]
    lines += [f"Sitemap: {settings.SITE_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def favicon(request: HttpRequest) -> HttpResponse:
    """Where the icon is for whoever asks for it without having read a page."""
    return HttpResponseRedirect(static("favicon.ico"))
