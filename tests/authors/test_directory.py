import datetime

import pytest
from django.test import Client

from authors.directory import PER_PAGE
from authors.models import SpokenLanguage
from tests.factories import (
    make_appointment,
    make_author,
    make_department,
    make_fellow,
    make_region,
    make_topic,
)
from tests.pages import every, links, read, words

pytestmark = pytest.mark.django_db

TODAY = datetime.date.today()
YESTERDAY = TODAY - datetime.timedelta(days=1)
TOMORROW = TODAY + datetime.timedelta(days=1)


def fellow(name: str, **appointment):
    """A visible fellow of that name with one appointment."""
    made = make_fellow(make_author(name_en=name, family_name_en=name, slug=name.lower()))
    make_appointment(made, **appointment)
    return made


def names(query: str = "") -> list[str]:
    return [name.text_content() for name in every(read(f"/en/fellows/{query}"), ".person-name")]


def options(facet: str, query: str = "") -> list[str]:
    """What a filter offers, with how many are left by it."""
    found = read(f"/en/fellows/{query}").xpath(f"//select[@name='{facet}']/option")
    return [option.text_content() for option in found]


def test_the_directory_shows_who_is_visible_by_family_name():
    for name in ("Zhou", "Berg"):
        fellow(name)
    make_fellow(visible=False)
    make_author()
    assert names() == ["Berg", "Zhou"]


@pytest.mark.parametrize(
    ("since", "until", "is_former"),
    [(None, None, False), (None, TODAY, False), (None, YESTERDAY, True), (TOMORROW, None, False)],
)
def test_who_is_former_follows_from_the_dates(since, until, is_former):
    fellow("Berg", since=since, until=until)
    assert names() == ([] if is_former else ["Berg"])
    assert names("?standing=former") == (["Berg"] if is_former else [])


def test_whoever_holds_another_post_is_not_former():
    make_appointment(fellow("Berg", until=YESTERDAY))
    assert names("?standing=former") == []


def test_former_fellows_are_shown_with_what_they_were_and_when():
    post = {"position_en": "Fellow", "department": make_department(name_en="Archive")}
    fellow("Berg", since=datetime.date(2001, 5, 1), until=datetime.date(2009, 4, 30), **post)
    assert words(read("/en/fellows/?standing=former"), ".fellow-post") == "Fellow, Archive 2001–2009"


def test_current_and_former_are_counted_within_what_was_asked_for():
    sea = make_topic(slug="sea")
    for name, until in (("Berg", None), ("Lu", None), ("Zhou", YESTERDAY)):
        made = fellow(name, until=until)
        if name != "Lu":
            made.topics.set([sea])
    page = read("/en/fellows/?topic=sea")
    assert {" ".join(word.split()): address for word, address in links(page, ".standings").items()} == {
        "Current 1": "?topic=sea",
        "Former 1": "?topic=sea&standing=former",
    }


def test_a_list_of_nobody_is_no_link_and_offers_nothing_to_narrow_it_by():
    fellow("Berg", department=make_department())
    page = read("/en/fellows/")
    assert words(page, ".standings") == "Current 1 Former 0"
    assert [" ".join(word.split()) for word in links(page, ".standings")] == ["Current 1"]
    assert every(page, ".filters")
    assert not every(read("/en/fellows/?standing=former"), ".filters")


def test_the_list_is_narrowed_by_every_word_of_the_address():
    berg, lu = fellow("Berg"), fellow("Lu")
    sea, baltic = make_topic(slug="sea"), make_region(slug="baltic")
    dutch = SpokenLanguage.objects.get(code="nl")
    berg.topics.set([sea])
    berg.regions.set([baltic])
    berg.languages.set([dutch])
    lu.topics.set([sea])
    for query in ("?region=baltic", "?language=nl", "?topic=sea&language=nl"):
        assert names(query) == ["Berg"], query
    assert names("?topic=sea") == ["Berg", "Lu"]
    assert names("?topic=nobody-knows") == []
    assert "Nobody here matches" in words(read("/en/fellows/?topic=nobody-knows"))


def test_each_filter_says_how_many_it_leaves():
    berg, lu = fellow("Berg"), fellow("Lu")
    sea, law = make_topic(slug="sea", name_en="Sea"), make_topic(slug="law", name_en="Law")
    baltic = make_region(slug="baltic", name_en="Baltic")
    berg.topics.set([sea, law])
    lu.topics.set([sea])
    berg.regions.set([baltic])
    hidden = make_fellow(visible=False)
    hidden.topics.set([sea, law])
    assert options("topic") == ["All", "Law (1)", "Sea (2)"]
    assert options("topic", "?region=baltic") == ["All", "Law (1)", "Sea (1)"]
    # What one filter says does not narrow its own choices.
    assert options("topic", "?topic=law") == ["All", "Law (1)", "Sea (2)"]
    assert options("region", "?topic=law") == ["All", "Baltic (1)"]
    assert read("/en/fellows/?topic=law").xpath("//option[@selected]/@value") == ["law"]


def test_a_department_has_the_people_of_those_within_it():
    centre = make_department(slug="centre", name_en="Centre", order=1)
    part = make_department(slug="part", name_en="Part", parent=centre, order=2)
    both = fellow("Berg", department=centre)
    make_appointment(both, department=part)
    fellow("Lu", department=part)
    fellow("Zhou", department=part, until=YESTERDAY)
    assert options("department") == ["All", "Centre (2)", "\u2003Part (2)"]
    assert names("?department=centre") == ["Berg", "Lu"]
    assert names("?department=part") == ["Berg", "Lu"]
    assert names("?department=part&standing=former") == ["Zhou"]


def test_languages_are_named_in_the_language_of_the_reader():
    fellow("Berg").languages.set(SpokenLanguage.objects.filter(code="yue"))
    for language, name in (("en", "Cantonese"), ("zh-hans", "粤语"), ("zh-hant", "粵語")):
        option = read(f"/{language}/fellows/").xpath("//select[@name='language']/option[@value='yue']")[0]
        assert option.text_content() == f"{name} (1)"


def test_the_address_of_a_fellow_leads_to_the_author_for_good():
    fellow("Berg")
    response = Client().get("/zh-hant/fellows/berg/")
    assert (response.status_code, response["Location"]) == (301, "/zh-hant/authors/berg/")
    make_fellow(make_author(slug="hidden"), visible=False)
    read("/en/fellows/hidden/", status=404)


def test_a_list_that_is_narrowed_is_not_for_search_engines():
    assert not read("/en/fellows/").xpath("//meta[@name='robots']")
    assert read("/en/fellows/?topic=sea").xpath("//meta[@name='robots']/@content") == ["noindex"]


def many(number: int) -> None:
    """Fellows of one topic and department, whose names are in the order in which they are made."""
    sea, centre = make_topic(slug="sea"), make_department(slug="centre")
    for each in range(number):
        fellow(f"Berg{each:03}", department=centre).topics.set([sea])


def test_many_fellows_come_in_pages_that_keep_what_was_asked_for():
    many(PER_PAGE + 1)
    assert names() == [f"Berg{each:03}" for each in range(PER_PAGE)]
    assert names("?page=2") == [f"Berg{PER_PAGE:03}"]
    assert names("?topic=sea&page=2") == [f"Berg{PER_PAGE:03}"]
    asked = "?department=centre&topic=sea"
    page = read(f"/en/fellows/{asked}")
    assert links(page, ".pages")["Next page"] == f"/en/fellows/{asked}&page=2"
    assert words(page, ".standings") == f"Current {PER_PAGE + 1} Former 0"
    back = read(f"/en/fellows/{asked}&page=2")
    assert links(back, ".pages")["Previous page"] == f"/en/fellows/{asked}"
    # Another choice begins with the first page.
    assert links(back, ".standings")["Current 25"] == asked


@pytest.mark.parametrize(("number", "first"), [("9", PER_PAGE), ("0", PER_PAGE), ("nonsense", 0)])
def test_for_a_page_that_there_is_not_stands_another(number, first):
    many(PER_PAGE + 1)
    assert names(f"?page={number}")[0] == f"Berg{first:03}"


def test_further_pages_are_for_search_engines_and_canonical_for_themselves():
    many(PER_PAGE + 1)
    page = read("/en/fellows/?page=2")
    assert not page.xpath("//meta[@name='robots']")
    [address] = page.xpath("//link[@rel='canonical']/@href")
    assert address.endswith("/en/fellows/?page=2")
    assert read("/en/fellows/?standing=former").xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_four_hundred_fellows_cost_no_more_queries_than_one_page(django_assert_num_queries):
    many(400)
    with django_assert_num_queries(12):
        answer = Client().get("/en/fellows/?topic=sea")
    assert len(answer.content) < 25_000
