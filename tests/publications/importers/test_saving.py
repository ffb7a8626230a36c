import pytest

from authors.models import Author
from config.languages import column
from publications.importers import Draft, ImportRefused, figures, import_document, save
from publications.importers.draft import Byline
from publications.models import Article, Figure, Footnote, Revision
from tests.factories import make_article, make_author, make_user, picture, published

pytestmark = pytest.mark.django_db
PROSE = "The harbour office counted every ship that passed the light for three hundred years."
ENGLISH = f"""# Lights on a Quiet Coast

4 March 2024

Maren Holt, Senior Fellow, Institute of Coastal Studies

{PROSE}[^1]

[^1]: Office, 2019.
"""
CHINESE = """静海之灯

2024年3月4日

林越　海岸研究院研究员

港务处数船，数了三百年，每一艘经过灯塔的船都记在账上。[1]

[1] 港务处，2019年。
"""


def load(source: str, name: str = "lights.md", **options: object) -> Article:
    return import_document(source.encode(), name, **options).article  # type: ignore[arg-type]


def test_a_manuscript_becomes_a_draft_with_byline_notes_edition_and_revision() -> None:
    user = make_user()
    done = import_document(ENGLISH.encode(), "lights.md", by=user)
    article = Article.objects.get(pk=done.article.pk)
    entry = article.authorships.get()

    assert done.language == "en"
    assert (article.title_en, article.slug, str(article.date)) == (
        "Lights on a Quiet Coast",
        "lights-on-a-quiet-coast",
        "2024-03-04",
    )
    assert (entry.author.name_en, entry.position_en, entry.institute_en) == (
        "Maren Holt",
        "Senior Fellow",
        "Institute of Coastal Studies",
    )
    assert Footnote.objects.get(article=article).text == "Office, 2019."
    assert article.editions.get().state == "draft"
    assert Revision.objects.get(article_id=article.pk).by == user


def test_a_known_author_is_found_by_a_name_in_any_language() -> None:
    author = make_author(name_en="Lin Yue", name_zh_hant="林越")

    assert load(CHINESE, "lights.txt").authorships.get().author == author
    assert Author.objects.count() == 1


def test_another_language_fills_its_columns_and_touches_no_others() -> None:
    article = load(ENGLISH)
    before = {name: getattr(article, column(name, "en")) for name in ("title", "body")}
    load(CHINESE, "lights.txt", article=article)
    article.refresh_from_db()

    assert {name: getattr(article, column(name, "en")) for name in ("title", "body")} == before
    assert article.title_zh_hans == "静海之灯"
    assert article.title_zh_hant in ("", None)
    assert article.languages() == ["en", "zh-hans"]


def test_a_translation_names_the_same_author_in_its_own_script() -> None:
    article = load(ENGLISH)
    done = import_document(CHINESE.encode(), "lights.txt", article=article)
    entry = article.authorships.get()

    assert (entry.author.name_en, entry.author.name_zh_hans) == ("Maren Holt", "林越")
    assert (entry.position_en, entry.position_zh_hans) == ("Senior Fellow", "研究员")
    assert any("was taken for" in finding.message for finding in done.draft.findings)


def test_a_name_in_the_same_script_is_somebody_else() -> None:
    article = load(ENGLISH)
    draft = Draft(title="静海之灯", byline=[Byline("Ada Novak")], blocks=["<p>港务处数船。</p>"])
    save(draft, "lights.txt", language="zh-hans", article=article)
    assert [author.slug for author in article.authors.order_by("slug")] == ["ada-novak", "maren-holt"]


def test_the_text_that_is_replaced_stays_as_a_revision() -> None:
    article = make_article(title_en="Old", body_en="<p>Old words.</p>")
    load(ENGLISH, article=article)
    first = Revision.objects.filter(article_id=article.pk).earliest("number")

    assert first.field("body_en") == "<p>Old words.</p>"
    assert Article.objects.get(pk=article.pk).title_en == "Lights on a Quiet Coast"


def test_importing_into_a_published_article_changes_nothing_public() -> None:
    article = make_article(title_en="Old", body_en="<p>Old words.</p>")
    version = published(article)
    load(ENGLISH, article=article)
    version.refresh_from_db()

    assert "Old words." in version.body


def test_a_summary_that_the_manuscript_lacks_is_not_lost() -> None:
    article = make_article(title_en="Old", summary_en="Of lights.")
    load(ENGLISH, article=article)
    article.refresh_from_db()

    assert article.summary_en == "Of lights."


def test_another_date_does_not_replace_that_of_the_article() -> None:
    article = make_article(date="2026-09-01")
    done = import_document(ENGLISH.encode(), "lights.md", article=article)

    assert str(done.article.date) == "2026-09-01"
    assert any("2024-03-04" in finding.message for finding in done.draft.findings)


def test_a_language_that_the_text_does_not_look_like_is_reported() -> None:
    done = import_document(CHINESE.encode(), "lights.txt", language="zh-hant")

    assert done.article.title_zh_hant == "静海之灯"
    assert any("looks like 简体" in finding.message for finding in done.draft.findings)


def test_a_chinese_title_gives_an_address_of_its_date_and_a_second_one_a_number() -> None:
    assert load(CHINESE, "a.txt").slug == "2024-03-04"
    assert load(CHINESE, "b.txt").slug == "2024-03-04-2"


def test_a_former_address_is_not_given_away() -> None:
    article = load(ENGLISH)
    article.slug = "other"
    article.save()

    assert load(ENGLISH).slug == "lights-on-a-quiet-coast-2"


def test_pictures_are_stored_and_named_where_they_are_kept() -> None:
    source = f'{ENGLISH}\n![A rising line](chart.png "Tides")\n'
    article = load(source, resources={"chart.png": picture(60, 40)})
    figure = Figure.objects.get()

    assert f'<img src="{figure.image.url}" alt="A rising line" width="60" height="40">' in article.body_en
    assert "<figcaption>Tides</figcaption>" in article.body_en


def test_a_damaged_picture_is_left_out_and_reported() -> None:
    source = f"{ENGLISH}\n![A rising line](chart.png)\n"
    done = import_document(source.encode(), "a.md", resources={"chart.png": picture()[:60]})

    assert "<img" not in done.article.body_en
    assert any("chart.png" in finding.message for finding in done.draft.findings)


def test_pictures_outside_of_the_folder_are_not_read(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "secret.png").write_bytes(picture())
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "chart.png").write_bytes(picture())

    assert figures.folder(inside)("chart.png")
    assert figures.folder(inside)("../secret.png") is None


def test_a_title_that_no_column_holds_is_refused_and_nothing_is_kept() -> None:
    with pytest.raises(ImportRefused, match="title_en"):
        load(f"---\ntitle: {'x' * 400}\n---\n\n{PROSE}")

    assert Article.objects.count() == Author.objects.count() == Revision.objects.count() == 0


def test_an_author_that_cannot_be_saved_takes_the_article_back() -> None:
    with pytest.raises(ImportRefused, match="name_en"):
        load(f"---\ntitle: T\nauthors:\n  - name: {'x' * 300}\n---\n\n{PROSE}")

    assert Article.objects.count() == 0


def test_the_same_manuscript_gives_the_same_body_again() -> None:
    assert load(ENGLISH).body_en == load(ENGLISH).body_en
