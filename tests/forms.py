"""How tests fill in forms of the admin: as somebody at the keyboard does, from what the page shows."""

from typing import Any

from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client
from lxml import html

from tests.factories import make_user

# What has no value is sent all the same, unless it is something to tick, to choose or to press.
UNSENT = ("checkbox", "radio", "file", "submit", "button", "reset", "image")
EMPTY = f".//input[@name][not(@value)][not({' or '.join(f'@type={kind!r}' for kind in UNSENT)})]"


def signed_in(group: str = "", **facts: Any) -> Client:
    """A browser in which somebody of that group has signed in; without a group it is a superuser."""
    user = make_user(is_staff=True, is_superuser=not group, **facts)
    if group:
        user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


def opened(response: HttpResponse) -> html.HtmlElement:
    """The page of a response, as elements."""
    return html.document_fromstring(response.content.decode())


def typed(response: HttpResponse, **changes: Any) -> dict[str, Any]:
    """What a browser would send from the form of a page: everything that it shows, and then the changes.

    A change to None sends nothing under that name, as an unticked box does.
    """
    form = opened(response).xpath("//main//form[@method='post']")[0]
    sent: dict[str, Any] = {}
    for name, value in form.form_values():
        # The first line break of a textarea is markup, not text.
        sent.setdefault(name, []).append(value.removeprefix("\n"))
    for field in form.xpath(EMPTY):
        sent.setdefault(field.get("name"), []).append("")
    return {name: value for name, value in (sent | changes).items() if value is not None}


def send(client: Client, address: str, **changes: Any) -> HttpResponse:
    """Opens a page, changes its form and sends it."""
    return client.post(address, typed(client.get(address), **changes))
