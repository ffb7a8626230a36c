import json

import pytest
from django.conf import settings

from tests.factories import (
    make_appointment,
    make_article,
    make_author,
    make_department,
    make_fellow,
    make_portrait,
    published,
)
from tests.pages import one, read

pytestmark = pytest.mark.django_db


def told(address):
    return json.loads(one(read(address), "script[@type='application/ld+json']").text)


def empty(value):
    """Whether anything in it is empty, at any depth."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return value in ("", None, [], {}) or any(empty(each) for each in inner)


@pytest.fixture
def wu():
    author = make_author(
        slug="wu",
        name_en="Wu Qi",
        name_zh_hans="吴琪",
        name_zh_hant="吳琪",
        biography_en="Wu counts ships.",
        position_en="Guest",
        institute_en="Harbour Office",
        email="wu@ferrypoint.example",
        website="https://wu.example/",
        orcid="0000-0002-1825-0097",
    )
    published(make_article(by=[author]))
    return author


def test_an_author_is_a_person_with_the_names_of_every_language(wu):
    person = told("/en/authors/wu/")
    assert person["@type"] == "Person"
    assert person["name"] == "Wu Qi"
    assert person["alternateName"] == ["吴琪", "吳琪"]
    assert person["jobTitle"] == "Guest"
    assert person["worksFor"]["name"] == "Harbour Office"
    assert person["sameAs"] == ["https://wu.example/", "https://orcid.org/0000-0002-1825-0097"]
    assert person["url"] == f"{settings.SITE_URL}/en/authors/wu/"
    chinese = told("/zh-hans/authors/wu/")
    assert chinese["name"] == "吴琪"
    assert chinese["alternateName"] == ["Wu Qi", "吳琪"]


def test_a_fellow_works_for_the_institute_as_what_the_appointments_say(wu):
    fellow = make_fellow(wu)
    department = make_department(name_en="Seas")
    make_appointment(fellow, department=department, position_en="Director", order=1)
    make_appointment(fellow, department=department, position_en="Reader", order=2)
    make_appointment(fellow, department=department, position_en="Clerk", until="2020-01-01")
    person = told("/en/authors/wu/")
    assert person["jobTitle"] == ["Director", "Reader"]
    assert person["worksFor"]["name"] == settings.INSTITUTE["en"]["name"]
    assert person["worksFor"]["@id"] == told("/en/")["@graph"][0]["@id"]


def test_a_fellow_who_is_not_shown_holds_nothing(wu):
    fellow = make_fellow(wu, visible=False)
    make_appointment(fellow, position_en="Director")
    assert told("/en/authors/wu/")["jobTitle"] == "Guest"


def test_a_portrait_is_told_by_its_whole_address(wu):
    assert "image" not in told("/en/authors/wu/")
    make_portrait(wu)
    assert told("/en/authors/wu/")["image"].startswith(f"{settings.SITE_URL}/media/portraits/")


def test_a_body_that_signs_is_an_organisation_and_has_no_post():
    body = make_author(
        slug="body", name_en="Ferry Board", is_organisation=True, position_en="x", institute_en="y"
    )
    published(make_article(by=[body]))
    organisation = told("/en/authors/body/")
    assert organisation["@type"] == "Organization"
    assert not {"jobTitle", "worksFor"} & set(organisation)


def test_nothing_is_empty_and_no_e_mail_is_told(wu):
    bare = make_author(slug="bare", email="bare@ferrypoint.example")
    published(make_article(by=[bare]))
    for slug in ("wu", "bare"):
        person = told(f"/en/authors/{slug}/")
        assert not empty(person)
        assert "@ferrypoint" not in json.dumps(person)


def test_a_name_cannot_end_the_script_that_tells_it():
    author = make_author(slug="evil", name_en="</script><b>")
    published(make_article(by=[author]))
    assert told("/en/authors/evil/")["name"] == "</script><b>"
