"""What of a WordPress export has no place here is told, each kind once."""

import io

import pytest
from django.core.management import call_command

from publications.models import Topic
from tests.wordpress import make_attachment, make_author, make_category, make_export, make_item

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(tmp_path):
    """What a dry run of an export that is made of these items tells, line by line."""

    def load(*items: str, channel: str = "") -> list[str]:
        file, stderr = tmp_path / "export.xml", io.StringIO()
        file.write_text(make_export(*items, channel=channel))
        call_command("load_wordpress", file, "--publish", "--dry-run", stderr=stderr)
        return stderr.getvalue().splitlines()

    return load


COMMENT = "<wp:comment><wp:comment_id>1</wp:comment_id></wp:comment>"


@pytest.mark.parametrize(
    ("items", "sentence"),
    [
        ([{"more": COMMENT * 2}, {"more": COMMENT}], "Comments left out: 3"),
        (
            [{"sticky": True}, {}],
            "Sticky posts, which come as any other; the home page has picks for them: 1",
        ),
        (
            [{}, {"status": "trash"}, {"status": "auto-draft"}],
            "In the bin of the old site, or begun and never saved, and left out: 2",
        ),
        (
            [{}, {"kind": "nav_menu_item"}, {"kind": "nav_menu_item"}],
            "Entries of menus left out; a page has its own place in the head or foot of every page: 2",
        ),
        ([{}, {"kind": "revision"}], "Revisions left out; the texts come as they are now: 1"),
        (
            [{}, {"kind": "wp_template"}, {"kind": "custom_css"}, {"kind": "wp_template"}],
            "Left out, as they shape the old site and are no texts: wp_template (2), custom_css (1)",
        ),
        (
            [{}, {"kind": "event"}, {"kind": "event"}],
            "Of the type event left out; --type event=commentary would bring them in: 2",
        ),
        (
            [{"terms": [("post_format", "post-format-aside", "Aside")]}],
            "Posts whose format, such as aside or video, was left out: 1",
        ),
        (
            [{"kind": "page"}, {"kind": "page", "parent": 1}],
            "Pages below others, which stand beside these here; their old addresses lead to them: 1",
        ),
        (
            [
                {"meta": {"_yoast_wpseo_title": "x", "_edit_lock": "1:1"}},
                {"meta": {"_yoast_wpseo_title": "y"}},
            ],
            "Fields left out that plugins keep: _yoast_wpseo_title (2)",
        ),
    ],
)
def test_each_kind_is_told_once(told, items, sentence):
    lines = told(*(make_item("Silt.", number=number, **facts) for number, facts in enumerate(items, 1)))
    assert lines.count(sentence) == 1, lines


def test_categories_below_others_are_named(told):
    channel = (
        make_category(3, "sea", "The sea")
        + make_category(4, "ports", "Ports", parent="sea")
        + make_category(5, "quays", "Quays", parent="ports")
    )
    terms = [("category", slug, slug) for slug in ("sea", "ports", "quays")]
    assert (
        "Categories below others, each of which is a topic of its own here: "
        "2 (The sea › Ports, The sea › Ports › Quays)"
        in told(make_item("Silt.", terms=terms), channel=channel)
    )


def test_categories_of_no_text_are_named(told):
    channel = make_category(3, "sea", "The sea") + make_category(1, "uncategorized", "Uncategorized")
    assert (
        "Categories and tags that became no topic, as no text that came has them: 2 (The sea, Uncategorized)"
        in told(make_item("Silt."), channel=channel)
    )


def test_files_that_no_text_shows_are_named(told):
    lines = told(make_item("Silt."), make_attachment(8, "2019/05/mole.png"), make_attachment(9, "report.pdf"))
    assert (
        "Files that belong to no text that came, and stay below wp-content/uploads: 2 of 2 (2019/05/mole.png, "
        "report.pdf)" in lines
    )


def test_that_people_come_with_their_names_alone_is_told(told):
    assert (
        "People who come with their names alone, without e-mail address, biography and portrait: 1"
        in told(make_item("Silt."), channel=make_author(2, "anovak", "Ada Novak"))
    )


def test_the_featured_picture_of_a_page_is_told(told):
    assert (
        "page 1 “A quay”: notice: A page has no featured picture; that of the old site was left out."
        in told(make_item("Silt.", kind="page", meta={"_thumbnail_id": "8"}))
    )


def test_an_export_of_which_everything_comes_tells_nothing_more(told):
    assert told(make_item("Silt.", creator="anovak")) == [
        "post 1 “A quay”: notice: anovak is a new author.",
        "1 new, 0 known, 0 left out, 0 refused",
    ]


def test_what_is_said_of_a_category_stands_at_its_topic(tmp_path):
    file = tmp_path / "export.xml"
    channel = make_category(3, "sea", "The sea", description="Of <em>ships</em>.")
    file.write_text(make_export(make_item("Silt.", terms=[("category", "sea", "The sea")]), channel=channel))
    call_command("load_wordpress", file)
    assert Topic.objects.get().description_en == "Of ships."
