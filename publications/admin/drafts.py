"""What the browser keeps of a form that is not saved yet, and how it learns that it may forget it."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

# Read by static/js/admin/drafts.js on whichever page follows a save.
COOKIE = "saved_draft"
KEPT = 24 * 60 * 60  # seconds


def done(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """The answer to a form that was saved, with the name of the draft that the browser need not keep any longer."""
    response.set_cookie(
        COOKIE,
        request.POST.get("draft", ""),
        max_age=KEPT,
        path=reverse("admin:index"),
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )
    return response
