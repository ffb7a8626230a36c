import json

import pytest
from django.conf import settings
from django.test import Client

from publications.exporters import FORMATS
from tests.factories import make_article, make_author, make_topic, published, sign
from tests.pages import every, links, one, read, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def tides():
    author = make_author(name_en="Zhou Yan", family_name_en="Zhou", given_name_en="Yan")
    article = make_article(
        by=[],
        slug="tides",
        title_en="Tides",
        title_zh_hans="潮汐",
        date="2022-06-16",
        topics=[make_topic(name_en="Sea")],
    )
    sign(article, [author], position_en="Fellow", institute_en="Harbour Institute")
    return article


def metas(page):
    return [
        (meta.get("name") or meta.get("property"), meta.get("content"))
        for meta in page.xpath("//meta[@content]")
    ]


def facts(page):
    return json.loads(one(page, "script[@type='application/ld+json']").text)


def test_the_page_offers_itself_in_every_style_and_format(tides):
    published(tides)
    page = read("/en/articles/tides/")
    block = words(page, ".cite")
    assert "Zhou Yan. “Tides.” Ferry Point Institute" in block
    assert "ZHOU Yan. Tides[EB/OL]. (2022-06-16)" in block
    assert set(links(page, ".cite").values()) == {f"/en/articles/tides.{extension}" for extension in FORMATS}


def test_an_earlier_version_offers_its_own_files(tides):
    published(tides)
    published(tides)
    assert "/en/articles/tides/v1.bib" in links(read("/en/articles/tides/v1/"), ".cite").values()


def test_an_earlier_version_is_cited_by_its_own_address(tides):
    tides.doi = "10.5555/tides"
    tides.save()
    published(tides)
    published(tides)
    address = f"{settings.SITE_URL}/en/articles/tides/v1/"
    assert words(read("/en/articles/tides/v1/"), ".cite").count(address) == 6
    assert "https://doi.org/10.5555/tides" in words(read("/en/articles/tides/"), ".cite")
    assert "/v2/" not in words(read("/en/articles/tides/"), ".cite")
    for extension in ("bib", "ris", "json"):
        earlier, newest = (
            Client().get(f"/en/articles/tides{place}.{extension}").text for place in ("/v1", "")
        )
        assert address in earlier
        assert "10.5555" not in earlier
        assert address not in newest
        assert "10.5555/tides" in newest


def test_machines_are_told_of_an_earlier_version_by_its_own_address_and_of_others_by_the_article_s(tides):
    tides.title_zh_hans = "潮汐"
    tides.save()
    published(tides)
    published(tides, "zh-hans")
    published(tides)
    told = json.loads(read("/en/articles/tides/v1/").xpath("//script[@type='application/ld+json']")[0].text)
    assert told["@id"] == f"{settings.SITE_URL}/en/articles/tides/v1/"
    assert told["encoding"][0]["contentUrl"] == f"{settings.SITE_URL}/en/articles/tides/v1.pdf"
    assert told["workTranslation"] == [{"@id": f"{settings.SITE_URL}/zh-hans/articles/tides/"}]


def test_in_chinese_the_national_standard_comes_first(tides):
    published(tides, "zh-hans")
    assert one(read("/zh-hans/articles/tides/"), ".cite").xpath(".//dt/text()")[0] == "GB/T 7714"


def test_machines_are_told_what_the_page_shows(tides):
    published(tides)
    page = read("/en/articles/tides/")
    told = metas(page)
    assert ("citation_title", words(page, "h1")) in told
    assert ("citation_author", "Zhou, Yan") in told
    assert ("citation_author_institution", "Harbour Institute") in told
    assert ("citation_publication_date", "2022/06/16") in told
    assert ("DC.creator", "Zhou Yan") in told
    assert ("og:title", "Tides") in told
    assert facts(page)["headline"] == "Tides"
    assert facts(page)["author"][0]["jobTitle"] == "Fellow"
    assert one(page, "time").get("datetime") == facts(page)["datePublished"] == "2022-06-16"
    assert all(value for _name, value in told)


def test_the_picture_that_is_shared_is_on_the_site(tides):
    published(tides)
    told = dict(metas(read("/en/articles/tides/")))
    assert told["twitter:card"] == "summary_large_image"
    address = told["og:image"].removeprefix(settings.SITE_URL)
    assert Client().get(address)["Content-Type"] == told["og:image:type"]


def test_the_pdf_that_is_told_is_on_the_site(tides):
    published(tides)
    address = dict(metas(read("/en/articles/tides/")))["citation_pdf_url"]
    answer = Client().get(address.removeprefix(settings.SITE_URL))
    assert answer.content.startswith(b"%PDF")
    assert answer["Content-Disposition"] == 'inline; filename="tides-en.pdf"'


def test_a_correction_is_told_with_its_words(tides):
    published(tides)
    published(tides, change="correction", note="The toll was 12, not 21.")
    [correction] = facts(read("/en/articles/tides/"))["correction"]
    assert correction["text"] == "The toll was 12, not 21."
    assert correction["text"] in words(read("/en/articles/tides/"), ".corrections")


def test_a_title_cannot_end_the_script_that_tells_it(tides):
    tides.title_en = "</script><script>alert(1)</script>"
    tides.save()
    published(tides)
    page = read("/en/articles/tides/")
    assert facts(page)["headline"] == tides.title_en
    assert not [
        script
        for script in every(page, "script")
        if "alert(1)" in (script.text or "") and not script.get("type")
    ]


def test_pages_name_their_feeds():
    feeds = one(read("/en/"), "head").xpath("link[@rel='alternate'][@type]/@href")
    assert feeds == ["/en/feed.atom", "/en/feed.json"]
