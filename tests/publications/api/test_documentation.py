"""What docs/api.md says is so."""

import re

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import make_article, make_author, make_topic, published

pytestmark = pytest.mark.django_db

TEXT = (settings.BASE_DIR / "docs" / "api.md").read_text(encoding="utf-8")
ADDRESSES = re.findall(r"(?:\| `|^GET )(/api/[^`\n]*)", TEXT, re.MULTILINE)


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_in_the_documentation_answers(address):
    published(make_article(slug="same", by=[make_author(slug="same")], topics=[make_topic(slug="same")]))
    assert Client().get(address.replace("SLUG", "same")).status_code == 200


def test_every_address_is_in_the_documentation():
    from publications.api import api

    paths = set(api.get_openapi_schema()["paths"]) - {"/api/"}
    told = {
        re.sub(r"\?.*", "", each).replace("en/SLUG", "{language}/{slug}").replace("SLUG", "{slug}")
        for each in ADDRESSES
    }
    assert told == paths
