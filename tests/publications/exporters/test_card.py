import io

import pytest
from PIL import Image

from publications import typesetting
from publications.exporters import card
from publications.models import Version
from tests.factories import make_article, make_author, published
from tests.publications.exporters import printed

pytestmark = pytest.mark.django_db

# What a line of Chinese may not begin with (GB/T 15834, 5.1).
FORBIDDEN = "，。、；：？！”’）》〉】」』·"


def card_of(language: str = "en", **facts: object) -> Version:
    return Version.objects.to_cite().get(pk=published(make_article(**facts), language).pk)


@pytest.fixture
def told(monkeypatch):
    """The facts that the template was given last, and the lines that it makes of them."""
    found = {}
    draw = typesetting.to_png

    def to_png(template, facts):
        found.update(facts)
        return draw(template, facts)

    monkeypatch.setattr(typesetting, "to_png", to_png)
    return found


def lines(version: Version, told: dict) -> list[str]:
    card.write(version)
    content = typesetting.to_pdf("card", told, {}, version.published_at)
    [page] = printed.reader(content).pages
    return [line.strip() for line in page.extract_text().splitlines()]


def test_a_card_is_a_light_picture_of_the_size_that_is_asked_for():
    content = card.write(card_of(title_en="Tides"))
    with Image.open(io.BytesIO(content)) as picture:
        assert (picture.format, picture.size) == ("PNG", (card.WIDTH, card.HEIGHT))
        assert len(picture.convert("RGB").getcolors()) > 10
    assert len(content) < 80_000


@pytest.mark.parametrize(
    ("language", "title", "names", "day"),
    [
        ("en", {"title_en": "Tides"}, "Zhou Yan and Anna Lee", "16 June 2022"),
        ("zh-hans", {"title_zh_hans": "潮汐"}, "周彦、李安", "2022年6月16日"),
        ("zh-hant", {"title_zh_hant": "潮汐"}, "周彥、李安", "2022年6月16日"),
    ],
)
def test_it_shows_what_the_page_does(told, language, title, names, day):
    authors = [
        make_author(name_en="Zhou Yan", name_zh_hans="周彦", name_zh_hant="周彥"),
        make_author(name_en="Anna Lee", name_zh_hans="李安", name_zh_hant="李安"),
    ]
    shown = printed.squeezed("".join(lines(card_of(language, by=authors, date="2022-06-16", **title), told)))
    assert [word for word in (*title.values(), names, day) if printed.squeezed(word) not in shown] == []


def test_of_many_authors_it_names_the_first(told):
    authors = [make_author(name_en=name, name_zh_hans=name) for name in "ABCDE"]
    card.write(card_of(by=authors))
    assert told["names"] == "A, B, C et al."
    card.write(card_of("zh-hans", title_zh_hans="潮汐", by=authors))
    assert told["names"] == "A、B、C等"


def test_no_line_begins_with_a_mark_that_ends_something(told):
    for start in range(12):
        title = "海" * start + "「後疫情時代」的國際秩序，兼論《共同聲明》；" * 4
        found = lines(card_of("zh-hant", title_zh_hant=title[:300]), told)
        assert [line for line in found if line[:1] in FORBIDDEN and line] == []


@pytest.mark.parametrize("title", ["Word " * 60, "Donaudampfschifffahrtsgesellschaft" * 8, "海" * 300])
def test_the_longest_title_finds_room(told, title):
    column = "title_zh_hans" if "海" in title else "title_en"
    found = lines(card_of("zh-hans" if "海" in title else "en", **{column: title.strip()}), told)
    assert title.replace(" ", "")[:250] in printed.squeezed("".join(found))
    assert len(max(found, key=len)) < 130


def test_an_emoji_is_left_out_and_a_rare_character_named(told):
    found = lines(card_of(title_en="Ships 🚢 and 𠮷", subtitle_en="🚢"), told)
    assert "Ships and [U+20BB7]" in found
    assert "U+1F6A2" not in "".join(found)


def test_the_same_version_gives_the_same_card():
    version = card_of(title_en="Tides")
    assert card.write(version) == card.write(version)
