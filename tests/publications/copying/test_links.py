import pytest

from publications.copying.links import Links, as_script, asked_by, leading_to, place, relative

SITE = "https://ferrypoint.example"
KEPT = {
    "/",
    "/en/",
    "/en/articles/",
    "/en/articles/?page=2",
    "/en/articles/tides/",
    "/zh-hans/",
    "/en/feed.atom",
}
SAME = {"/en/articles/?topic=sea": "/en/articles/"}


@pytest.fixture
def links():
    def held(address):
        address = SAME.get(address, address)
        return address if address in KEPT else None

    return Links(SITE, held, ("/static/", "/media/"))


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("/", "index.html"),
        ("/404.html", "404.html"),
        ("/en/articles/", "en/articles/index.html"),
        ("/en/articles/?page=2", "en/articles/page-2.html"),
        ("/en/articles/?kind=report&page=3", "en/articles/kind-report-page-3.html"),
        ("/en/articles/tides.pdf", "en/articles/tides.pdf"),
        ("/media/figures/%E6%B5%B7.png", "media/figures/海.png"),
    ],
)
def test_every_address_has_a_file(address, file):
    assert place(address) == file


@pytest.mark.parametrize(
    ("link", "there"),
    [
        ("/en/articles/", "../index.html"),
        ("/en/articles/?page=2", "../page-2.html"),
        ("?page=2", "https://ferrypoint.example/en/articles/tides/?page=2"),
        ("/zh-hans/?remember", "../../../zh-hans/index.html"),
        ("/en/articles/?page=2&amp;remember", "../page-2.html"),
        ("/en/articles/tides/#note-x", "index.html#note-x"),
        ("/en/articles/?topic=sea", "../index.html"),
        ("/en/articles/?", "../index.html"),
        ("../", "../index.html"),
        ("https://ferrypoint.example/en/#top", "../../index.html#top"),
        ("https://ferrypoint.example", "../../../index.html"),
        ("#note-x", "#note-x"),
        ("mailto:a@b.example?subject=A&amp;body=B", "mailto:a@b.example?subject=A&amp;body=B"),
        ("https://other.example/海?a=1&amp;b=2", "https://other.example/海?a=1&amp;b=2"),
        ("//other.example/", "//other.example/"),
        ("https://ferrypoint.example.org/", "https://ferrypoint.example.org/"),
    ],
)
def test_a_link_leads_to_a_file_or_stays_as_it_is(links, link, there):
    page = f'<p title="x">海 <a class="y" href="{link}">/en/</a></p>'
    assert (
        links.rewritten(page, "/en/articles/tides/")
        == f'<p title="x">海 <a class="y" href="{there}">/en/</a></p>'
    )


def test_what_the_copy_does_not_keep_is_linked_at_the_site_and_told(links):
    page = links.rewritten('<a href="/en/articles/gone/#x">x</a>', "/en/")
    assert page == f'<a href="{SITE}/en/articles/gone/#x">x</a>'
    assert links.strays == {"/en/articles/gone/"}


def test_addresses_that_are_metadata_stay_absolute(links):
    head = (
        f'<link rel="canonical" href="{SITE}/en/">\n<meta property="og:url" content="{SITE}/en/">\n'
        f'<script type="application/ld+json">{{"url": "{SITE}/en/", "html": "\\u003ca href="}}</script>'
    )
    assert links.rewritten(head, "/en/") == head


def test_pictures_scripts_and_styles_are_found(links):
    page = (
        '<link rel="stylesheet" href="/static/css/a.css"><script type="module" src="/static/js/a.js"></script>'
        '<source type="image/webp" srcset="/media/a-480.webp 480w, /media/a-800.webp 800w" sizes="94vw">'
        '<img src="/media/a.png" alt="1 > 0" width="3">'
    )
    assert links.rewritten(page, "/en/") == (
        '<link rel="stylesheet" href="../static/css/a.css"><script defer src="../static/js/a.js"></script>'
        '<source type="image/webp" srcset="../media/a-480.webp 480w, ../media/a-800.webp 800w" sizes="94vw">'
        '<img src="../media/a.png" alt="1 > 0" width="3">'
    )
    assert links.found == {
        *("/static/css/a.css", "/static/js/a.js", "/media/a.png"),
        *("/media/a-480.webp", "/media/a-800.webp"),
    }
    assert not links.strays


def test_the_page_for_what_is_not_found_begins_its_links_at_the_root():
    assert relative("/en/articles/", "/404.html") == "/en/articles/index.html"


def test_a_style_names_what_it_loads():
    style = '@import "tokens.css";\na { background: url( "../a.svg" ) } b { src: url(data:x), url(#y), url(b.woff2) }'
    assert asked_by(style, "/static/css/site.css") == {
        *("/static/css/tokens.css", "/static/a.svg", "/static/css/b.woff2"),
    }


def test_a_module_becomes_a_script_of_its_own():
    assert as_script("const a = 1;") == '(() => {\n"use strict";\nconst a = 1;\n})();\n'


def test_an_address_that_moved_leads_on():
    page = leading_to("/en/articles/tides/", "/en/articles/ebb/", f"{SITE}/en/articles/tides/")
    assert '<link rel="canonical" href="https://ferrypoint.example/en/articles/tides/">' in page
    assert 'content="0; url=../tides/index.html"' in page
