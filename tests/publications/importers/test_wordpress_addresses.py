"""Where addresses of a WordPress site lead once its export is in."""

import pytest
from django.core.management import call_command
from django.test import Client

from publications.models import Figure, OldAddress, Topic
from tests.factories import picture
from tests.wordpress import (
    SITE,
    make_attachment,
    make_author,
    make_category,
    make_export,
    make_item,
    make_tag,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def export(tmp_path):
    """Publishes an export that is made of these items."""

    def load(*items: str, options: tuple[object, ...] = (), **facts: str) -> None:
        file = tmp_path / "export.xml"
        file.write_text(make_export(*items, **facts))
        call_command("load_wordpress", file, "--publish", *options)

    return load


def leads_to(address: str) -> str | None:
    """Where an old address leads, in one step and to something that is there; None for nowhere."""
    response = Client().get(address)
    if response.status_code == 404:
        return None
    assert response.status_code == 301, address
    assert Client().get(response["Location"]).status_code == 200, response["Location"]
    return response["Location"]


CHANNEL = (
    make_author(2, "Ada.Novak", "Ada Novak")
    + make_category(3, "sea", "The sea")
    + make_category(4, "ports", "Ports", parent="sea")
    + make_category(5, "unused", "Unused")
    + make_tag(6, "moles", "Moles")
)
TERMS = [("category", "sea", "The sea"), ("category", "ports", "Ports"), ("post_tag", "moles", "Moles")]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("/category/sea/", "/en/topics/sea/"),
        ("/category/sea/ports/", "/en/topics/ports/"),
        ("/category/ports/", "/en/topics/ports/"),
        ("/category/sea/ports/page/2/", "/en/topics/ports/"),
        ("/category/sea/ports/feed/", "/en/topics/ports/feed.atom"),
        ("/category/unused/", None),
        ("/tag/moles/", "/en/topics/moles/"),
        ("/tag/moles/page/7/", "/en/topics/moles/"),
        ("/?cat=4", "/en/topics/ports/"),
        ("/?tag=moles", "/en/topics/moles/"),
        ("/?author=2", "/en/authors/ada-novak/"),
        ("/author/ada-novak/", "/en/authors/ada-novak/"),
        ("/author/ada-novak/page/2/", "/en/authors/ada-novak/"),
        ("/author/ada-novak/feed/", "/en/authors/ada-novak/feed.atom"),
        ("/feed/", "/en/feed.atom"),
        ("/feed/rss2/", "/en/feed.atom"),
        ("/?feed=atom", "/en/feed.atom"),
        ("/comments/feed/", None),
        ("/page/2/", "/en/articles/"),
    ],
)
def test_lists_lead_to_what_they_became(export, old, new):
    export(make_item("Silt.", terms=TERMS, creator="Ada.Novak"), channel=CHANNEL)
    assert leads_to(old) == new


def test_a_second_load_adds_no_addresses(export):
    export(make_item("Silt.", terms=TERMS), channel=CHANNEL)
    before = set(OldAddress.objects.values_list("path", flat=True))
    export(make_item("Silt.", terms=TERMS), channel=CHANNEL)
    assert set(OldAddress.objects.values_list("path", flat=True)) == before


def test_a_site_that_was_loaded_before_its_lists_were_has_them_after_the_next_load(export):
    export(make_item("Silt.", terms=TERMS), channel=CHANNEL)
    OldAddress.objects.filter(article=None).delete()
    export(make_item("Silt.", terms=TERMS), channel=CHANNEL)
    assert leads_to("/category/sea/ports/") == "/en/topics/ports/"


@pytest.mark.parametrize(
    ("link", "site", "place"),
    [
        (f"{SITE}/blog/2019/05/silt/", f"{SITE}/blog", "/blog"),
        (f"{SITE}/archives/101", SITE, "/archives"),
        (f"{SITE}/index.php/2019/05/silt/", SITE, "/index.php"),
        (f"{SITE}/insights/sea/ports/silt/", SITE, "/insights"),
        (f"{SITE}/sea/ports/silt/", SITE, ""),
        (f"{SITE}/ada-novak/silt/", SITE, ""),
        (f"{SITE}/silt.html", SITE, ""),
    ],
)
def test_lists_lie_where_the_links_of_posts_say(export, link, site, place):
    item = make_item("Silt.", terms=TERMS, link=link, name="silt", creator="Ada.Novak")
    export(item, channel=CHANNEL, site=site)
    assert leads_to(f"{place}/category/sea/ports/") == "/en/topics/ports/"
    assert leads_to(f"{place}/author/ada-novak/") == "/en/authors/ada-novak/"
    assert leads_to(f"{place}/feed/") == "/en/feed.atom"
    assert Client().get("/archives/category/sea/").status_code == (301 if place == "/archives" else 404)


def test_each_language_of_the_old_site_has_lists_of_its_own(export):
    joined = ("post_translations", "pll_1", "pll_1")
    export(
        make_item("Silt.", number=1, terms=[joined, ("language", "en", "English"), *TERMS]),
        make_item(
            "淤沙与石头在港口里。",
            number=2,
            link=f"{SITE}/zh/2019/05/silt/",
            terms=[joined, ("language", "zh", "中文"), ("category", "%e6%b8%af", "港口")],
        ),
        channel=CHANNEL + make_category(9, "%e6%b8%af", "港口"),
    )
    topic = Topic.objects.get(name_zh_hans="港口")
    assert leads_to("/?cat=9") == f"/zh-hans/topics/{topic.slug}/"
    assert leads_to("/zh/category/%E6%B8%AF/") == f"/zh-hans/topics/{topic.slug}/"
    assert leads_to("/zh/category/%E6%B8%AF/feed/") == f"/zh-hans/topics/{topic.slug}/feed.atom"
    assert leads_to("/category/sea/") == "/en/topics/sea/"
    assert leads_to("/zh/feed/") == "/zh-hans/feed.atom"
    assert leads_to("/zh/author/anovak/") == "/zh-hans/authors/anovak/"
    assert leads_to("/zh/") == "/zh-hans/"


def test_own_taxonomies_and_folders_that_the_old_site_chose_are_found(export):
    export(
        make_item("Silt.", terms=[*TERMS, ("issue", "trade", "Trade")], creator="Ada.Novak"),
        channel=CHANNEL,
        options=("--topics", "issue", "--folder", "category=/themes/", "--folder", "author=people"),
    )
    assert leads_to("/issue/trade/") == "/en/topics/trade/"
    assert leads_to("/themes/sea/ports/") == "/en/topics/ports/"
    assert leads_to("/people/ada-novak/") == "/en/authors/ada-novak/"
    assert leads_to("/category/sea/") is None


def test_co_authors_are_found_by_the_word_of_their_term(export):
    guest = make_item(number=7, kind="guest-author", title="Zhou Yan", name="cap-zhou-yan")
    terms = [("author", "cap-zhou-yan", "zhou-yan"), ("author", "cap-novak-a", "Ada.Novak")]
    export(make_item("Silt.", terms=terms, creator="Ada.Novak"), guest, channel=CHANNEL)
    assert leads_to("/author/zhou-yan/") == "/en/authors/zhou-yan/"
    assert leads_to("/author/novak-a/") == "/en/authors/ada-novak/"


def test_what_a_text_was_called_before_leads_to_it_too(export):
    meta = "".join(
        f"<wp:postmeta><wp:meta_key>_wp_old_slug</wp:meta_key><wp:meta_value>{word}</wp:meta_value></wp:postmeta>"
        for word in ("silt-draft", "on-silt")
    )
    export(make_item("Silt.", name="silt", link=f"{SITE}/2019/05/silt/", more=meta))
    for word in ("silt", "silt-draft", "on-silt"):
        assert leads_to(f"/2019/05/{word}/") == "/en/articles/silt/"


def test_pictures_and_their_pages_lead_to_where_the_pictures_are(export, tmp_path):
    for name in ("mole", "quay", "left"):
        (tmp_path / f"{name}.png").write_bytes(picture())
    uploads = f"{SITE}/wp-content/uploads"
    export(
        make_item(f'<img src="{uploads}/mole-300x200.png" alt="A mole"> Silt.', meta={"_thumbnail_id": "9"}),
        make_attachment(8, "mole.png", link=f"{SITE}/2019/05/post-1/mole/"),
        make_attachment(9, "quay.png", title="A quay", link=f"{SITE}/?attachment_id=9"),
        make_attachment(10, "left.png"),
        options=("--media", tmp_path),
    )
    mole, quay = (
        Figure.objects.get(old_addresses__path=f"/wp-content/uploads/{name}.png").image.url
        for name in ("mole", "quay")
    )
    assert mole != quay
    for old in (
        "/wp-content/uploads/mole.png",
        "/wp-content/uploads/mole-300x200.png",
        "/2019/05/post-1/mole/",
    ):
        assert leads_to(old) == mole
    for old in ("/wp-content/uploads/quay-1024x768.png", "/?attachment_id=9", "/?p=9"):
        assert leads_to(old) == quay
    assert leads_to("/wp-content/uploads/left.png") is None


def test_an_address_of_a_list_that_leads_elsewhere_already_stays_and_is_told(export, capsys):
    page = make_item("All of it.", number=7, kind="page", name="about", link=f"{SITE}/tag/moles/")
    export(make_item("Silt.", terms=TERMS), page, channel=CHANNEL)
    assert "The old address /tag/moles leads elsewhere already." in capsys.readouterr().err
    assert leads_to("/tag/moles/") == "/en/pages/about/"
