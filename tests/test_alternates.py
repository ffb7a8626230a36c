"""What pages tell machines of their counterparts in other languages."""

import pytest
from django.conf import settings
from django.test import Client
from lxml import html

from config.languages import CODES, tag
from tests.specimens import PAGES, address, make_site

pytestmark = pytest.mark.django_db


def told(path: str) -> tuple[str | None, dict[str, str]]:
    """The canonical address that a page names, and its alternates by their language, all as paths."""
    response = Client().get(path)
    page = html.document_fromstring(response.content.decode())
    own = [
        link.get("href").removeprefix(settings.SITE_URL) for link in page.xpath("//link[@rel='canonical']")
    ]
    others = {
        link.get("hreflang"): link.get("href").removeprefix(settings.SITE_URL)
        for link in page.xpath("//link[@rel='alternate'][@hreflang][not(@type)]")
    }
    assert response.status_code == 200 or (not own and not others), path
    return (own[0] if own else None), others


def test_pages_name_each_other_and_one_address_without_a_language():
    make_site()
    for place in PAGES:
        named = {path: told(path) for path in (address(language, place) for language in CODES)}
        for language in CODES:
            path = address(language, place)
            canonical, others = named[path]
            if not others:
                continue
            assert canonical == path == others[tag(language)], path
            for other, there in others.items():
                if other == "x-default":
                    assert there == PAGES[place], path
                    assert Client().get(there)["Location"] in others.values(), path
                else:
                    assert named[there][1] == others, f"{path} and {there}"
