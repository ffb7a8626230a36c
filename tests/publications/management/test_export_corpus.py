import datetime
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from authors.models import Appointment, Author, Department, Fellow, FormerAuthorSlug
from publications import search, workflow
from publications.models import (
    Article,
    Document,
    Edition,
    Figure,
    Footnote,
    Home,
    OldAddress,
    Page,
    Pick,
    Topic,
    Version,
)
from tests.factories import (
    attach,
    make_appointment,
    make_article,
    make_author,
    make_department,
    make_fellow,
    make_figure,
    make_page,
    make_portrait,
    make_region,
    make_series,
    make_topic,
    pick,
    published,
    sign,
    withdrawn,
)

pytestmark = pytest.mark.django_db

NOTE = '<span data-footnote="k7x2m9qa">See <a href="https://example.org/">there</a>, 上海.</span>'
KEPT = (
    "language",
    "number",
    "published_at",
    "public_until",
    "change",
    "note",
    "kind",
    "date",
    "title",
    "subtitle",
)
PAGE = (*KEPT, "summary", "lead", "body", "notes", "contents", "text", "words", "source", "doi", "licence")


def make_site() -> None:
    """One of everything, with a history."""
    figure, author, topic = (
        make_figure(),
        make_author(name_zh_hans="周彦", email="zhou@example.org"),
        make_topic(),
    )
    make_portrait(author)
    author.slug = "zhou-yan"
    author.save()
    part = make_department(parent=make_department())
    fellow = make_fellow(author, visible=True, contact="@zhou")
    fellow.topics.add(topic)
    make_appointment(fellow, department=part, since="2020-01-01", position_zh_hans="研究员")
    picture = f'<figure><img src="{figure.image.url}" alt="Ships" width="60" height="40"></figure>'
    article = make_article(
        title_en="The channel",
        title_zh_hant="航道",
        subtitle_en="A study",
        body_en=f"<h2>Marks</h2><p>Ships keep to it{NOTE}.</p>{picture}",
        by=[author],
        topics=[topic],
        regions=[make_region()],
        series=make_series(issn="2434-561X"),
        series_number=3,
        lead_figure=figure,
        lead_alt_en="Ships",
        lead_alt_zh_hant="船",
        doi="10.1234/x",
    )
    Footnote.objects.filter(article=article).update(reviewed=True)
    document = attach(article, label_en="Soundings").document
    sign(article, [make_author()], role="editor", institute_en="Harbour Institute")
    published(article)
    article.refresh_from_db()
    article.title_en, article.slug = "The marked channel", "channel"
    article.save()
    english = Edition.objects.get(article=article, language="en")
    workflow.correct(english, by=None, note="The title was wrong.")
    published(article, "zh-hant", at=timezone.now() + datetime.timedelta(days=9))
    withdrawn(make_article(title_en="Withdrawn"))
    make_article(title_zh_hans="草稿", by=[], date=None)
    pick(article)
    OldAddress.objects.create(
        path="/2019/channel", guid="https://old.example/?p=7", language="en", article=article
    )
    OldAddress.objects.create(path="/about", language="zh-hans", page=make_page(title_zh_hans="旧"))
    for path, owner in (
        ("/category/sea", {"topic": topic}),
        ("/author/zhou", {"author": author}),
        ("/wp-content/uploads/ships.png", {"figure": figure}),
        ("/wp-content/uploads/soundings.csv", {"document": document}),
        ("/", {"home": Home.objects.get()}),
    ):
        OldAddress.objects.create(path=path, language="en", **owner)
    make_page(title_en="About", title_zh_hans="关于")


def pages() -> list[tuple]:
    """All that readers see of every version, but the keys of its rows."""
    rows = []
    for version in Version.objects.order_by("article__slug", "language", "number"):
        byline = [
            {name: value for name, value in entry.items() if name != "author"} for entry in version.byline
        ]
        related = [
            sorted(str(row.slug) for row in getattr(version, name).all())
            for name in ("authors", "topics", "regions")
        ]
        rows.append(
            (
                version.article.slug,
                *(getattr(version, name) for name in PAGE),
                byline,
                related,
                version.figures.count(),
            )
        )
    return rows


def moved(tmp_path: Path, settings, *options: str) -> tuple[Path, list[tuple]]:
    """The file that a site was written to, and the pages it had, with the site itself gone from database and disk."""
    before = transaction.savepoint()
    make_site()
    site = tmp_path / "site.jsonl"
    call_command("export_corpus", site)
    had = pages()
    transaction.savepoint_rollback(before)
    settings.MEDIA_ROOT = tmp_path / "elsewhere"
    return site, had


def test_a_site_that_is_moved_is_the_same_site(tmp_path, settings):
    site, had = moved(tmp_path, settings)
    assert not Article.objects.exists()
    call_command("load_corpus", site, "--publish")
    assert len(had) == 4
    assert pages() == had
    call_command("export_corpus", tmp_path / "again.jsonl")
    assert (tmp_path / "again.jsonl").read_bytes() == site.read_bytes()
    assert {path.name: path.read_bytes() for path in (tmp_path / "again-files").rglob("*.*")} == {
        path.name: path.read_bytes() for path in (tmp_path / "site-files").rglob("*.*")
    }


def test_everything_beside_the_articles_moves(tmp_path, settings):
    site, _had = moved(tmp_path, settings)
    call_command("load_corpus", site, "--publish")
    author = Author.objects.get(slug="zhou-yan")
    assert (author.name_zh_hans, author.email, author.portrait_cut != "") == (
        "周彦",
        "zhou@example.org",
        True,
    )
    assert FormerAuthorSlug.objects.get().author == author
    appointment = Appointment.objects.get()
    assert (appointment.fellow.author, appointment.position_zh_hans) == (author, "研究员")
    assert appointment.department.parent == Department.objects.exclude(pk=appointment.department_id).get()
    assert Fellow.objects.get().topics.get() == Topic.objects.get()
    assert set(Page.objects.values_list("title_zh_hans", flat=True)) == {"关于", "旧"}
    assert set(OldAddress.objects.values_list("path", "article__slug")) == {
        ("/2019/channel", "channel"),
        *(
            (path, None)
            for path in (
                *("/about", "/category/sea", "/author/zhou", "/"),
                *("/wp-content/uploads/ships.png", "/wp-content/uploads/soundings.csv"),
            )
        ),
    }
    assert OldAddress.objects.get(path="/category/sea").topic == Topic.objects.get()
    assert OldAddress.objects.get(path="/wp-content/uploads/soundings.csv").document == Document.objects.get()
    assert OldAddress.objects.get(path="/author/zhou").author == author
    assert OldAddress.objects.get(path="/").home == Home.objects.get()
    assert Pick.objects.get().article.slug == "channel"
    assert Article.objects.get(slug="channel").former_slugs.count() == 1
    assert Footnote.objects.get(article__slug="channel").reviewed
    assert Figure.objects.get().image.storage.exists(Figure.objects.get().image.name)


def test_editions_stand_as_they_stood(tmp_path, settings):
    site, _had = moved(tmp_path, settings)
    call_command("load_corpus", site, "--publish")
    states = {str(each.article): each for each in Edition.objects.select_related("article")}
    assert states["The marked channel"].state == Edition.State.PUBLISHED
    assert not states["The marked channel"].has_changed()
    assert states["Withdrawn"].withdrawal_note
    assert Version.objects.public("en").count() == 1
    assert Version.objects.pending().count() == 1
    assert search.find("marked", "en").total == 1


def test_a_second_load_changes_nothing(tmp_path, settings):
    site, had = moved(tmp_path, settings)
    for _ in range(2):
        call_command("load_corpus", site, "--publish")
    assert pages() == had
    assert (Appointment.objects.count(), Pick.objects.count(), Page.objects.count()) == (1, 1, 2)


def test_without_publishing_all_are_drafts(tmp_path, settings):
    site, _had = moved(tmp_path, settings)
    call_command("load_corpus", site)
    assert not Version.objects.exists()
    assert set(Edition.objects.values_list("state", flat=True)) == {Edition.State.DRAFT}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"byline": []}, "The byline is missing."),
        ({"source": "<p>A<span data-footnote-ref='k7x2m9qa'></span></p>"}, "A marker has no note."),
        ({"published_at": "yesterday"}, "published_at: "),
        ({"published_at": "2020-01-01T00:00:00"}, "A moment has no time zone."),
        ({"change": "whim"}, "whim"),
        ({"number": 9}, "do not follow one another"),
        ({"lead": {"src": "https://elsewhere.example/a.png", "alt": "A"}}, "lead figure"),
        ({"lead": {"src": "/media/figures/a.png", "alt": "A"}}, "lead figure"),
        ({"byline": [{"name": "Zhou Yan", "role": "captain"}]}, "The byline is missing."),
        ({"byline": [{"slug": "zhou-yan"}]}, "The byline is missing."),
        ({"kind": "ship"}, "kind: “ship” is not known."),
        ({"licence": "none"}, "licence: “none” is not known."),
    ],
)
def test_a_history_that_cannot_have_been_is_refused(tmp_path, settings, capsys, change, message):
    site, had = moved(tmp_path, settings)
    records = [json.loads(line) for line in site.read_text().splitlines()]
    [article] = [each for each in records if each.get("slug") == "channel" and "type" not in each]
    article["languages"]["en"]["versions"][0] |= change
    site.write_text("".join(json.dumps(each) + "\n" for each in records))
    call_command("load_corpus", site, "--publish")
    told = capsys.readouterr().err
    assert "channel stays a draft. English: " in told
    assert message in told
    assert len(pages()) == len(had) - 2


def test_a_byline_of_the_past_may_tell_no_more_than_a_name(tmp_path, settings, client):
    site, _had = moved(tmp_path, settings)
    records = [json.loads(line) for line in site.read_text().splitlines()]
    [article] = [each for each in records if each.get("slug") == "channel" and "type" not in each]
    for version in article["languages"]["en"]["versions"]:
        version["byline"] = [{"name": "Zhou Yan"}]
    site.write_text("".join(json.dumps(each) + "\n" for each in records))
    call_command("load_corpus", site, "--publish")
    assert "Zhou Yan" in client.get("/en/articles/channel/").text


def test_scripts_do_not_come_in_with_a_file(tmp_path, settings):
    site, _had = moved(tmp_path, settings)
    hostile = site.read_text().replace(
        "Ships keep to it", "Ships<script>x()</script> keep<b onclick='x()'>!</b>"
    )
    site.write_text(hostile)
    call_command("load_corpus", site, "--publish")
    assert "Ships keep<strong>!</strong>" in Article.objects.get(slug="channel").body_en
    assert not any("x()" in version.body + version.source for version in Version.objects.all())


def test_a_file_that_is_no_picture_stays_outside(tmp_path, settings, capsys):
    site, _had = moved(tmp_path, settings)
    [picture] = (tmp_path / "site-files" / "figures").iterdir()
    picture.write_bytes(b"<script>")
    with pytest.raises(CommandError):
        call_command("load_corpus", site)
    told = capsys.readouterr().err
    assert f"figures/{picture.name}: It is no picture" in told
    assert "image: This field cannot be blank." in told
    assert not Figure.objects.exists()
    assert Author.objects.get(slug="zhou-yan").portrait


def test_an_author_whose_portrait_is_lost_comes_without_it(tmp_path, settings, capsys):
    site, _had = moved(tmp_path, settings)
    [portrait] = (tmp_path / "site-files" / "portraits").iterdir()
    portrait.unlink()
    with pytest.raises(CommandError):
        call_command("load_corpus", site)
    assert "portrait: The file is missing; the rest was saved." in capsys.readouterr().err
    assert not Author.objects.get(slug="zhou-yan").portrait


def test_a_dry_run_leaves_neither_rows_nor_files(tmp_path, settings, capsys):
    site, _had = moved(tmp_path, settings)
    call_command("load_corpus", site, "--publish", "--dry-run")
    assert "would be new, 0 problems" in capsys.readouterr().err
    assert not Author.objects.exists()
    assert not [path for path in (tmp_path / "elsewhere").rglob("*") if path.is_file()]


def test_reading_a_site_takes_no_more_queries_for_many_than_for_few(django_assert_max_num_queries):
    from publications.exporters import corpus

    for count in (2, 8):
        for _ in range(count):
            published(make_article(topics=[make_topic()]))
        with django_assert_max_num_queries(40):
            assert list(corpus.lines())
