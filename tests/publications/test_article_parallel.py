import pytest

from tests.factories import make_article, published
from tests.pages import every, links, read, words

pytestmark = pytest.mark.django_db

NOTE = '<span data-footnote="k7x2m9qa">Harbour Office, <em>Log</em>, 2025.</span>'


def translated(**facts: str) -> str:
    """The address of an article in English and in traditional characters, with the same note in both."""
    body = f"<p>Ports.{NOTE}</p><h2>Tolls</h2><p>High.</p>"
    chinese = f"<p>港口。{NOTE}</p><h2>通行費</h2><p>很高。</p>"
    words = {"title_en": "Ports", "body_en": body, "title_zh_hant": "港口論", "body_zh_hant": chinese}
    article = make_article(**{**words, **facts})
    published(article)
    published(article, "zh-hant")
    return f"/en/articles/{article.slug}/"


def test_two_languages_stand_side_by_side_block_by_block():
    page = read(f"{translated()}parallel/zh-hant/")
    rows = [[side.text_content().strip() for side in row] for row in every(page, ".parallel-section")]
    cells = [side.text_content().strip() for side in page.xpath("//*[@class='parallel-section']//*[@lang]")]
    assert cells == ["Ports.[1]", "港口。[1]", "Tolls", "通行費", "High.", "很高。"]
    assert len(rows) == 2
    assert not every(page, ".parallel-remark")
    assert [heading.getparent().get("lang") for heading in every(page, "h1")] == ["en", "zh-Hant"]
    assert [heading.text for heading in every(page, "section/h2")] == ["Notes", "註釋"]


def test_the_places_of_two_languages_on_one_page_are_apart():
    page = read(f"{translated()}parallel/zh-hant/")
    ids = page.xpath("//@id")
    fragments = page.xpath("//main//a[starts-with(@href, '#')]/@href")
    assert len(ids) == len(set(ids))
    assert {"#en-note-k7x2m9qa", "#zh-hant-ref-k7x2m9qa"} <= set(fragments)
    assert {fragment[1:] for fragment in fragments} <= set(ids)


def test_two_languages_that_are_divided_in_another_way_say_so():
    page = read(
        f"{translated(body_zh_hant='<h2>其一</h2><p>甲。</p><h2>其二</h2><p>乙。</p>')}parallel/zh-hant/"
    )
    assert words(page, ".parallel-remark").startswith("The two texts are not divided in the same way.")


def test_a_section_that_has_other_paragraphs_says_so():
    page = read(
        f"{translated(body_zh_hant='<p>港口。</p><h2>通行費</h2><p>很高。</p><p>太高。</p>')}parallel/zh-hant/"
    )
    assert [words(page, ".parallel-remark"), len(every(page, ".parallel-remark"))] == [
        "This section is not divided into the same paragraphs in both languages.",
        1,
    ]


def test_an_article_leads_to_the_languages_beside_it():
    address = translated()
    assert links(read(address), ".facts") == {"繁體": f"{address}parallel/zh-hant/"}
    assert links(read(f"{address}parallel/zh-hant/"), ".languages") == {
        "繁體": f"{address}?remember".replace("/en/", "/zh-hant/")
    }


@pytest.mark.parametrize("other", ["en", "zh-hans", "fr"])
def test_a_language_that_is_not_public_does_not_stand_beside_another(other):
    read(f"{translated(title_zh_hans='UNSEEN')}parallel/{other}/", status=404)
