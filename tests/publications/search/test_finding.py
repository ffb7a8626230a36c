import datetime

import pytest
from django.utils import timezone

from publications import search, workflow
from publications.models import Article, Edition
from publications.search import Filters
from publications.search.finding import MOST_CHECKED, PER_PAGE
from tests.factories import (
    make_article,
    make_author,
    make_region,
    make_series,
    make_topic,
    published,
    withdrawn,
)

pytestmark = pytest.mark.django_db

NOTE = '<span data-footnote="k7x2m9qa">{}</span>'
TOMORROW = datetime.timedelta(days=1)


def article(language: str = "en", title: str = "Charts", body: str = "", **facts: object) -> Article:
    """A published article in one language, with a body of one paragraph."""
    code = language.replace("-", "_")
    made = make_article(**{f"title_{code}": title, f"body_{code}": f"<p>{body or 'Nothing.'}</p>"}, **facts)
    published(made, language)
    return made


def found(text: str, language: str = "en", **filters: object) -> list[str]:
    """The titles of what is found, in order."""
    return [hit.version.title for hit in search.find(text, language, Filters(**filters)).hits]


# --- Words


@pytest.mark.parametrize(
    ("language", "written", "asked"),
    [
        *(("zh-hant", "水邊的護欄已經生鏽", "护栏"), ("zh-hans", "水边的护栏已经生锈", "護欄")),
        *(
            ("zh-hans", "中美关系的未来", "關係"),
            ("zh-hans", "中美关系的未来", "美"),
            ("zh-hans", "未来", "来"),
        ),
        *(("zh-hans", "G20峰会讨论WTO改革", "wto改革"), ("zh-hans", "G20峰会讨论WTO改革", "峰會 G20")),
        *(("zh-hans", "中美关系的未来", "中美關係"), ("zh-hans", "「一带一路」倡议", "“一帶一路”")),
        *(("en", "Russia’s naïve café", "russia naive cafe"), ("en", "Russia’s view", "Russia's")),
        *(("en", "They related strategies", "relation strategy"), ("en", "The U.S. Navy", "US navy")),
        *(
            ("en", "strategic partnerships matter", '"strategic partnership"'),
            ("en", "Coordination", "coord*"),
        ),
        *(
            ("en", "relations of two", "relatio*"),
            ("en", "COVID-19 in 2022", "covid 19"),
            ("en", "Ａ股", "A股"),
        ),
        *(("zh-hans", "𬀩𠮷鿏㐂测试", "𠮷"), ("en", "Both, not one", "both -three")),
    ],
)
def test_a_text_is_found_by_what_a_reader_types(language: str, written: str, asked: str) -> None:
    article(language, body=written)
    article(language, title="Another", body="Something else, 别的东西")
    assert found(asked, language) == ["Charts"]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("partnership strategic", '"strategic partnership"'),
        ("带一路一带", "“一带一路”"),
        ("ships and seas", "ships oceans"),
        ("ships and seas", "ships -seas"),
        ("ships and deep seas", 'ships -"deep sea"'),
        ("internal", "international"),
        ("ship", "shi"),
        ("集中 美化", "中美"),
    ],
)
def test_what_lacks_a_word_is_not_found(written: str, asked: str) -> None:
    article(body=written)
    assert found(asked) == []


def test_notes_are_searched_in_whatever_language_they_are() -> None:
    article(
        body="Straits." + NOTE.format("Лукьянов Ф. «Между Россией и ЕС прокладывается серьёзный водораздел»")
    )
    [hit] = search.find("россия серьезный", "en").hits
    assert hit.note is not None
    assert hit.note["number"] == 1
    assert "<mark>" in hit.passage.html("en")
    assert 'lang="ru"' in hit.passage.html("en")


def test_summary_and_subtitle_are_searched() -> None:
    article(summary_en="What quiet costs.", subtitle_en="A reckoning")
    assert found("quiet costs reckoning") == ["Charts"]


def test_a_passage_is_marked_in_its_own_script() -> None:
    article("zh-hans", title="中美关系", body="关系如何，众说纷纭。")
    [hit] = search.find("關係", "zh-hans").hits
    assert hit.title.html("zh-hans") == "中美<mark>关系</mark>"
    assert hit.passage.html("zh-hans").startswith("<mark>关系</mark>如何")


def test_markup_in_a_text_stays_text() -> None:
    article(title="Less < than", body="A &lt;script&gt; sea")
    [hit] = search.find("sea than", "en").hits
    assert hit.title.html("en") == "Less &lt; <mark>than</mark>"
    assert "&lt;script&gt; <mark>sea</mark>" in hit.passage.html("en")


# --- Names


def test_an_author_is_found_by_the_name_in_any_language() -> None:
    author = make_author(name_en="Zhao Long", name_zh_hans="赵龙", name_zh_hant="趙龍")
    written = make_article(title_en="Seas", title_zh_hans="海", title_zh_hant="海", by=[author])
    article(title="Others")
    for language in ("en", "zh-hans", "zh-hant"):
        published(written, language)
        for name in ("Zhao Long", "long zhao", "赵龙", "趙龍", "zhao*"):
            [hit] = search.find(name, language).hits
            assert hit.authors == {author.pk}, (language, name)


def test_an_author_without_an_english_name_is_found_by_its_sound() -> None:
    article("zh-hans", by=[make_author(name_zh_hans="赵龙")])
    assert found("Zhao Long", "zh-hans") == ["Charts"]


def test_a_new_name_is_found_at_once() -> None:
    author = make_author(name_en="Ann Old")
    article(by=[author])
    author.name_en = "Ann New"
    author.save()
    assert (found("Ann New"), found("Ann Old")) == (["Charts"], [])


def test_topics_regions_and_series_are_found_by_their_names_in_any_language() -> None:
    article(
        topics=[make_topic(name_en="Water policy", name_zh_hans="水政策")],
        regions=[make_region(name_en="Caspian Sea", name_zh_hant="裏海")],
        series=make_series(name_en="Harbour Papers"),
    )
    for asked in ("water policies", "水政策", "caspian", "里海", "harbour paper"):
        assert found(asked) == ["Charts"], asked


# --- Order


def test_title_comes_before_head_before_often_before_once_and_the_newest_first() -> None:
    article(title="Once, newer", body="One sea.", date="2026-08-02")
    article(title="Once, older", body="One sea.", date="2026-08-01")
    article(title="Often", body="Sea, sea and sea.", date="2026-05-01")
    article(title="At its head", summary_en="Of seas.", date="2026-04-01")
    article(title="The sea", date="2026-03-01")
    assert found("sea") == ["The sea", "At its head", "Often", "Once, newer", "Once, older"]


def test_every_word_counts_for_the_order() -> None:
    article(title="The sea", body="A ship.", date="2026-08-01")
    article(title="A ship at sea", date="2026-01-01")
    assert found("ship sea") == ["A ship at sea", "The sea"]


def test_without_words_filters_alone_list_by_date() -> None:
    article(title="Older", date="2026-01-01", kind="report")
    article(title="Newer", date="2026-02-01", kind="report")
    article(title="Another")
    assert found("", kind="report") == ["Newer", "Older"]
    assert found("") == []


def test_pages_hold_ten_and_none_is_missing_or_doubled() -> None:
    for number in range(PER_PAGE + 3):
        article(title=f"Sea {number}", body="sea " * number)
    first, second = (search.find("sea", "en", page=page) for page in (1, 2))
    titles = [hit.version.title for page in (first, second) for hit in page.hits]
    assert (first.total, first.pages, len(first.hits), len(second.hits)) == (13, 2, 10, 3)
    assert sorted(titles) == sorted(f"Sea {number}" for number in range(13))
    assert [hit.version.title for hit in search.find("sea", "en", page=99).hits] == titles[10:]


# --- Filters and languages


def test_filters_narrow_what_is_found() -> None:
    topic, author = make_topic(), make_author()
    article(title="Wanted", body="sea", topics=[topic], by=[author], kind="policy-brief", date="2024-05-01")
    article(title="Other", body="sea", date="2025-01-01", kind="report")
    for filters in ({"topic": topic}, {"author": author}, {"kind": "policy-brief"}, {"year": 2024}):
        assert found("sea", **filters) == ["Wanted"]
    assert found("sea", topic=topic, year=2025) == []


def test_what_is_found_in_other_languages_is_counted() -> None:
    article("zh-hans", body="中国的WTO改革")
    article("zh-hant", body="中國的WTO改革")
    results = search.find("WTO", "en")
    assert (results.total, results.elsewhere) == (0, {"zh-hans": 1, "zh-hant": 1})
    assert search.find("“WTO改革”", "zh-hant").elsewhere == {"en": 0, "zh-hans": 1}


# --- Only what is public


def test_drafts_and_withdrawn_editions_are_not_found() -> None:
    make_article(title_en="Sea draft")
    withdrawn(make_article(title_en="Sea again"))
    assert found("sea") == []


def test_a_scheduled_version_is_found_from_its_moment_on_and_not_a_second_before(monkeypatch) -> None:
    moment = timezone.now() + TOMORROW
    made = article(title="The sea as it is", body="old words")
    made.title_en, made.body_en = "The sea to come", "<p>new words</p>"
    made.save()
    published(made, at=moment)
    assert found("sea") == ["The sea as it is"]
    assert search.find("new", "en").total == 0
    monkeypatch.setattr(timezone, "now", lambda: moment - datetime.timedelta(seconds=1))
    assert (found("sea"), found("new"), found("“new words”")) == (["The sea as it is"], [], [])
    monkeypatch.setattr(timezone, "now", lambda: moment)
    assert (found("sea"), found("old"), found("new words")) == (["The sea to come"], [], ["The sea to come"])
    assert search.find("sea", "en").total == 1


def test_a_replaced_version_is_not_found() -> None:
    made = article(title="Seas", body="wrong")
    made.body_en = "<p>right</p>"
    made.save()
    workflow.correct(Edition.objects.get(article=made), by=None, note="Mended.")
    assert (found("wrong"), found("right")) == ([], ["Seas"])


def test_the_working_copy_is_not_found() -> None:
    made = article(title="Seas", body="published")
    made.body_en = "<p>edited</p>"
    made.save()
    assert (found("edited"), found("published")) == ([], ["Seas"])


# --- Whatever is asked

HOSTILE = [
    *(
        "",
        " ",
        '"',
        '""',
        "*",
        "-",
        "'",
        "\\",
        "a' OR '1'='1",
        '" OR 1=1 --',
        "NEAR(a b)",
        "words:sea",
        "AND",
        "NOT",
    ),
    *(
        "OR OR",
        "sea AND",
        "<->",
        "!a",
        "a & b | c",
        "(",
        "((((",
        "^sea",
        "\x00sea",
        "😀sea",
        "%s",
        "%",
        "_",
        "{a}",
    ),
    *(
        "a" * 10_000,
        "sea " * 500,
        "\ud83dsea",
        "$1",
        ";drop table x",
        "ˑlen",
        "ˑ1sea",
        "“",
        "“”",
        "-“”",
        "...",
    ),
    *(
        "\u202esea",
        "ﷺ",
        "关\u200b系",
        "sea:*",
        "'sea':A",
        "sea\\",
        "\\'",
        "sea*sea",
        "-sea",
        "＊",
        "sea NOT",
        "关*",
    ),
]


def test_hostile_queries_are_harmless() -> None:
    article(title="The sea", body="关系")
    for text in HOSTILE:
        results = search.find(text, "en")
        assert results.total in (0, 1), text
        assert len(results.query.text) <= 200
    assert [found(text) for text in ("\x00sea", "sea " * 500, "\ud83dsea", "关\u200b系")] == [["The sea"]] * 4


def test_phrases_are_looked_up_in_so_many_and_more_is_not_promised(monkeypatch) -> None:
    for number in range(4):
        article(title=f"Deep sea {number}")
    assert not search.find('"deep sea"', "en").is_least
    assert MOST_CHECKED >= 1000
    monkeypatch.setattr("publications.search.finding.MOST_CHECKED", 3)
    results = search.find('"deep sea"', "en")
    assert (results.total, results.is_least) == (3, True)


def test_a_search_takes_few_queries_however_much_is_found(django_assert_max_num_queries) -> None:
    for number in range(PER_PAGE + 2):
        article(title=f"Sea {number}", body="sea ship", topics=[make_topic()])
    with django_assert_max_num_queries(7):
        search.find("sea", "en")
    with django_assert_max_num_queries(10):
        search.find("sea ship", "en", page=2)
