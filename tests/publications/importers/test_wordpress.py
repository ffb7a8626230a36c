"""What sites of WordPress that are unlike the sample become: their files, people, topics, addresses and findings."""

import datetime
import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from publications.models import Article, Page, Topic, Version
from tests.factories import picture
from tests.wordpress import SITE, make_export, make_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def export(tmp_path):
    """Loads an export that is made of these items; returns what was told."""

    def load(*items: str, options: tuple[object, ...] = (), **facts: str) -> str:
        file = tmp_path / "export.xml"
        encoding = facts.get("encoding", "UTF-8")
        file.write_bytes(make_export(*items, **facts).encode(encoding))
        stderr = io.StringIO()
        call_command("load_wordpress", file, *options, stderr=stderr)
        return stderr.getvalue()

    return load


def test_empty_lines_and_a_mark_before_the_declaration_do_not_stop_a_load(tmp_path):
    file = tmp_path / "export.xml"
    file.write_text("\n\n\ufeff" + make_export(make_item("Silt.")))
    call_command("load_wordpress", file)
    assert Article.objects.get().body_en == "<p>Silt.</p>"


@pytest.mark.parametrize("encoding", ["UTF-8", "GBK", "Big5"])
def test_a_file_may_be_in_any_encoding_that_it_declares(export, encoding):
    export(make_item("港口。"), encoding=encoding)
    assert Article.objects.get().body_zh_hans == "<p>港口。</p>"


def test_an_encoding_that_is_not_what_is_declared_is_told_with_its_line(tmp_path):
    file = tmp_path / "export.xml"
    file.write_bytes(make_export(make_item("港口。")).encode("gbk"))
    with pytest.raises(CommandError, match=r"damaged: .*line 25"):
        call_command("load_wordpress", file)
    assert not Article.objects.exists()


def test_a_text_may_be_longer_than_a_parser_expects(export):
    export(make_item("<p>Silt.</p><!-- " + "x" * 11_000_000 + " -->"))
    assert Article.objects.get().body_en == "<p>Silt.</p>"


@pytest.mark.parametrize("version", ["1.0", "1.1", "1.2"])
def test_exports_of_every_version_are_read(export, version):
    export(
        make_item("Silt ]]> stone.", excerpt="Of harbours.", terms=[("tag", "moles", "Moles")]),
        version=version,
    )
    article = Article.objects.get()
    assert (article.body_en, article.summary_en) == ("<p>Silt ]]&gt; stone.</p>", "Of harbours.")
    assert article.topics.get().name_en == "Moles"


def test_several_files_are_one_export(tmp_path):
    texts, pictures = tmp_path / "1.xml", tmp_path / "2.xml"
    texts.write_text(make_export(make_item("Silt.", meta={"_thumbnail_id": "8"})))
    pictures.write_text(
        make_export(
            make_item(number=8, kind="attachment", title="Mole", meta={"_wp_attached_file": "mole.png"})
        )
    )
    (tmp_path / "mole.png").write_bytes(picture())
    call_command("load_wordpress", texts, pictures, "--media", tmp_path)
    assert Article.objects.get().lead_alt_en == "Mole"


def test_markup_in_a_title_goes_and_its_words_stay(export):
    export(make_item("Silt.", title="On <em>quays</em> &amp; moles"))
    assert Article.objects.get().title_en == "On quays & moles"


def test_types_of_the_old_site_are_told_and_come_when_asked_for(export):
    items = (make_item("Silt.", number=5, kind="report"), make_item(number=6, kind="nav_menu_item"))
    assert "Of the type report left out; --type report=commentary would bring them in: 1" in (
        told := export(*items)
    )
    assert "nav_menu_item" not in told
    export(*items, options=("--type", "report=report"))
    assert Article.objects.get().kind == "report"


def test_a_kind_that_there_is_not_is_told(export):
    with pytest.raises(CommandError, match="There is no kind novel"):
        export(options=("--type", "report=novel"))


def test_a_folder_of_pictures_that_there_is_not_is_told(export, tmp_path):
    with pytest.raises(CommandError, match="is no folder"):
        export(options=("--media", tmp_path / "gone"))


def test_terms_of_own_taxonomies_are_told_and_become_topics_when_asked_for(export):
    item = make_item("Silt.", terms=[("issue", "ports", "Ports")])
    assert "warning: Terms of the taxonomy issue were left out: Ports" in export(item, options=("--dry-run",))
    export(item, options=("--topics", "issue"))
    assert Article.objects.get().topics.get().name_en == "Ports"


def test_fields_that_editors_filled_are_told_with_what_stands_in_them(export):
    told = export(make_item("Silt.", meta={"subtitle": "Of stone", "_edit_last": "1", "views": ""}))
    assert "post 1 “A quay”: notice: The field subtitle was left out. Of stone" in told
    assert "_edit_last" not in told
    assert "views" not in told


def test_comments_are_counted(export):
    told = export(make_item("Silt.", more="<wp:comment><wp:comment_id>1</wp:comment_id></wp:comment>"))
    assert "Comments left out: 1" in told


def test_a_featured_picture_of_which_the_file_knows_nothing_is_told(export):
    assert "The featured picture is missing: 77" in export(make_item("Silt.", meta={"_thumbnail_id": "77"}))


def test_languages_are_what_the_old_site_says_they_are(export):
    term = """<wp:term><wp:term_id>2</wp:term_id><wp:term_taxonomy>language</wp:term_taxonomy>
    <wp:term_slug>zh</wp:term_slug><wp:term_name>中文</wp:term_name><wp:term_description>
    <![CDATA[a:3:{s:6:"locale";s:5:"zh_HK";s:3:"rtl";i:0;s:9:"flag_code";s:2:"hk";}]]></wp:term_description></wp:term>"""
    export(make_item("港口。", terms=[("language", "zh", "中文")]), channel=term)
    assert Article.objects.get().body_zh_hant == "<p>港口。</p>"


def test_a_category_and_its_translation_are_one_topic(export):
    terms = """<wp:category><wp:term_id>3</wp:term_id><wp:category_nicename>ports</wp:category_nicename></wp:category>
    <wp:category><wp:term_id>4</wp:term_id><wp:category_nicename>%e6%b8%af</wp:category_nicename></wp:category>
    <wp:term><wp:term_id>9</wp:term_id><wp:term_taxonomy>term_translations</wp:term_taxonomy>
    <wp:term_slug>pll_1</wp:term_slug><wp:term_description><![CDATA[a:2:{s:2:"en";i:3;s:2:"zh";i:4;}]]>
    </wp:term_description></wp:term>"""
    export(
        make_item("Silt.", number=1, terms=[("category", "ports", "Ports")]),
        make_item("淤沙。", number=2, terms=[("category", "%e6%b8%af", "港口")]),
        channel=terms,
    )
    topic = Topic.objects.get()
    assert (topic.slug, topic.name_en, topic.name_zh_hans) == ("ports", "Ports", "港口")


def test_categories_whose_addresses_differ_in_chinese_alone_are_two_topics(export):
    export(
        make_item(
            "Silt.", terms=[("category", "g20", "G20"), ("category", "g20-%e5%b3%b0%e4%bc%9a", "G20 峰会")]
        )
    )
    assert set(Topic.objects.values_list("name_en", "name_zh_hans")) == {("G20", None), (None, "G20 峰会")}


def test_a_category_with_an_english_name_has_no_chinese_one_because_of_a_chinese_text(export):
    export(make_item("淤沙。", terms=[("category", "ports", "Ports")]))
    topic = Topic.objects.get()
    assert (topic.name_en, topic.name_zh_hans) == ("Ports", None)


def test_texts_without_guid_and_copies_with_the_same_one_all_come_and_come_once(export):
    items = [
        make_item("Silt.", number=number, guid=guid)
        for number, guid in ((1, ""), (2, ""), (3, "x"), (4, "x"))
    ]
    export(*items)
    assert Article.objects.count() == 4
    assert "0 new, 4 known" in export(*items)


def test_texts_of_two_sites_with_the_same_numbers_come_once_each(export):
    one = make_item("Silt.", guid="https://one.example/?p=1", link="https://one.example/silt/")
    two = make_item("Stone.", guid="https://two.example/?p=1", link="https://two.example/silt/")
    assert "The old address /silt leads elsewhere already." in export(one, two)
    assert Article.objects.count() == 2
    assert "0 new, 2 known" in export(one, two)


def test_a_draft_of_a_site_in_a_folder_does_not_take_the_address_of_its_home_page(export):
    facts = {"link": f"{SITE}/blog/?p=1", "guid": f"{SITE}/blog/?p=1"}
    export(make_item("Silt.", **facts), options=("--publish",))
    assert Client().get("/blog/").status_code == 404
    assert Client().get("/blog/?p=1")["Location"] == "/en/articles/post-1/"


def test_a_page_behind_a_password_is_shown_to_nobody(export):
    told = export(make_item("Silt.", kind="page", password="secret"), options=("--publish",))
    assert not Page.objects.get().shown_en
    assert "behind a password, on the old site, and is not published" in told


def test_nothing_is_public_unless_asked_for(export):
    export(make_item("Silt.", kind="page"), make_item("Stone.", number=2))
    assert not Page.objects.public_in_any().exists()
    assert not Version.objects.exists()


def test_a_moment_that_the_old_site_does_not_know_is_that_of_its_own_clock(export):
    export(make_item("Silt.", moment="0000-00-00 00:00:00"), options=("--publish",))
    assert Version.objects.get().published_at == datetime.datetime(2019, 5, 4, 10, tzinfo=datetime.UTC)


def test_what_a_text_lacks_is_told_and_it_stays_a_draft(export):
    told = export(make_item("Silt.", title="", creator=""), options=("--publish", "--dry-run"))
    assert "post 1 “”: error: It stays a draft. English: The title is missing." in told
    assert "post 1 “”: error: It stays a draft. English: The byline is missing." in told


def test_a_text_without_words_is_refused_and_the_others_come(export, capsys):
    with pytest.raises(CommandError, match="1 new, 0 known, 0 left out, 1 refused"):
        export(make_item("", number=1), make_item("Silt.", number=2))
    assert Article.objects.get().body_en == "<p>Silt.</p>"


def make_pair(*, of: str, into: str, terms: tuple[tuple[str, str, str], ...] = ()) -> tuple[str, str]:
    """A text and its translation, by who posted each of them."""
    joined = [("post_translations", "pll_1", "pll_1"), *terms]
    return (
        make_item("Silt.", number=1, creator=of, terms=[*joined, ("language", "en", "English")]),
        make_item("淤沙。", number=2, creator=into, terms=[*joined, ("language", "zh", "中文")]),
    )


def test_three_languages_of_wpml_are_one_article_with_an_old_address_each(export):
    texts = {"en": "Silt moves.", "zh-hans": "淤沙与石头。", "zh-hant": "淤沙與石頭。"}
    export(
        *(
            make_item(
                text,
                number=number,
                link=f"{SITE}/{code}/silt-{number}/",
                terms=[("translation_priority", "optional", "Optional")],
                meta={"_wpml_import_language_code": code, "_wpml_import_translation_group": "57"},
            )
            for number, (code, text) in enumerate(texts.items(), 1)
        ),
        options=("--publish",),
    )
    article = Article.objects.get()
    assert {edition.language for edition in article.editions.all()} == set(texts)
    for number, code in enumerate(texts, 1):
        assert Client().get(f"/{code}/silt-{number}/")["Location"] == f"/{code}/articles/post-1/"


def test_who_posted_a_translation_does_not_sign_it(export):
    told = export(*make_pair(of="Ada Novak", into="Web Desk"))
    assert "notice: Web Desk posted the translation; the byline stays that of the other languages." in told
    assert list(Article.objects.get().authors.values_list("name_en", "name_zh_hans")) == [("Ada Novak", None)]


def test_who_has_posted_both_languages_signs_both(export):
    assert "posted the translation" not in export(*make_pair(of="Ada Novak", into="Ada Novak"))
    assert Article.objects.get().authors.count() == 1


def test_a_dry_run_leaves_no_picture_behind(export, tmp_path, settings):
    (tmp_path / "mole.png").write_bytes(picture())
    item = make_item(f'<img src="{SITE}/wp-content/uploads/mole.png" alt="Mole">')
    before = set(Path(settings.MEDIA_ROOT).rglob("*.png"))
    export(item, options=("--dry-run", "--media", tmp_path))
    assert set(Path(settings.MEDIA_ROOT).rglob("*.png")) == before


def test_a_dry_run_knows_of_translations(export):
    terms = [("post_translations", "pll_1", "pll_1")]
    items = (
        make_item("Silt.", number=1, terms=[*terms, ("language", "en", "English")]),
        make_item("Stone.", number=2, terms=[*terms, ("language", "en", "English")]),
    )
    assert "A translation into English is there already" in export(*items, options=("--dry-run",))
