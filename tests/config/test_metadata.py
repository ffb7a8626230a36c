import json
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.test import Client

from tests.pages import one, read

pytestmark = pytest.mark.django_db


def told(language):
    page = read(f"/{language}/")
    return json.loads(one(page, "script[@type='application/ld+json']").text)["@graph"]


@pytest.mark.parametrize("language", settings.INSTITUTE)
def test_the_home_page_tells_who_publishes_in_its_language(language):
    institute, site = told(language)
    assert institute["@type"] == "Organization"
    assert institute["name"] == site["name"] == settings.INSTITUTE[language]["name"]
    assert institute["name"] not in institute["alternateName"]
    assert len(institute["alternateName"]) == 2
    assert site["publisher"] == {"@id": institute["@id"]}
    assert all(institute.values())


def test_the_address_of_a_search_is_one():
    _institute, site = told("zh-hant")
    target = site["potentialAction"]["target"]["urlTemplate"]
    assert target == f"{settings.SITE_URL}/zh-hant/search/?q={{words}}"
    asked = urlsplit(target.replace("{words}", "x"))
    assert Client().get(f"{asked.path}?{asked.query}").status_code == 200


def test_an_institute_without_a_tagline_has_no_slogan(settings):
    settings.INSTITUTE = {code: {"name": "One name", "tagline": ""} for code in settings.INSTITUTE}
    institute, _site = told("en")
    assert not {"slogan", "alternateName"} & set(institute)


def test_the_icon_that_is_told_is_there():
    institute, _site = told("en")
    assert urlsplit(institute["logo"]).path.endswith(".svg")
