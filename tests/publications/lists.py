"""What tests read of lists, and articles that fill one."""

import datetime

from django.utils import timezone

from tests.factories import make_article, make_region, make_series, make_topic, published, withdrawn
from tests.pages import every

SITE = "http://127.0.0.1:8000"


def titles(page):
    """The titles of the entries of a list, in their order."""
    return [title.text_content() for title in every(page, ".entry-title")]


def facet(page, name):
    """What can be chosen in one dimension, each with its count."""
    items = page.xpath(f"//ul[@aria-labelledby='by-{name}']/li")
    return {
        item.xpath("string(a/text())").strip(): int(item.xpath("string(span[@class='count'])"))
        for item in items
    }


def alternates(page):
    found = page.xpath("//link[@rel='alternate'][@hreflang]")
    return {link.get("hreflang"): link.get("href").removeprefix(SITE) for link in found}


def fill_shelf():
    """Four articles that differ in everything a list can be narrowed by, and three that readers may not see."""
    sea, trade = (
        make_topic(slug="sea", name_en="Sea", order=1, name_zh_hans="海", name_zh_hant="海"),
        make_topic(slug="trade", name_en="Trade", order=2),
    )
    asia, north = make_region(slug="asia", name_en="Asia"), make_region(slug="north", name_en="North")
    briefs = make_series(slug="briefs", name_en="Briefs")
    make_topic(slug="void", name_en="Void")
    facts = [
        {"title_en": "A", "kind": "report", "date": "2026-03-01", "topics": [sea, trade], "regions": [asia]},
        {"title_en": "B", "kind": "report", "date": "2025-03-01", "topics": [sea], "regions": [north]},
        {
            "title_en": "C",
            "kind": "speech",
            "date": "2025-02-01",
            "topics": [trade],
            "regions": [asia, north],
        },
        {"title_en": "D", "kind": "commentary", "date": "2023-01-01", "series": briefs, "series_number": 4},
    ]
    for one_article in facts:
        published(make_article(**one_article))
    make_article(title_en="Draft", kind="interview", topics=[sea])
    published(
        make_article(title_en="Coming", kind="interview", topics=[sea]),
        at=timezone.now() + datetime.timedelta(days=1),
    )
    withdrawn(make_article(title_en="Gone", kind="interview", topics=[sea]))
