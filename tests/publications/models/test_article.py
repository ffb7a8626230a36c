import datetime

import pytest
from django.utils.translation import override

from publications.models import Article, Authorship, FormerSlug
from tests.factories import make_appointment, make_article, make_author, make_department, make_fellow, sign

pytestmark = pytest.mark.django_db

NOTE = '<span data-footnote="k7x2m9qa">A source.</span>'


def test_saving_cleans_every_body():
    article = make_article(
        body_en="<p onclick='x()'>One</p><script>x()</script>", body_zh_hans="<div>二</div>"
    )
    assert article.body_en == "<p>One</p>"
    assert article.body_zh_hans == "<p>二</p>"


def test_a_body_that_was_not_loaded_is_not_touched():
    pk = make_article(body_en=f"<p>One{NOTE}</p>").pk
    article = Article.objects.without_bodies().get(pk=pk)
    article.date = datetime.date(2026, 1, 1)
    article.save()
    article = Article.objects.get(pk=pk)
    assert NOTE in article.body_en
    assert article.footnotes.count() == 1


def test_every_language_with_a_text_has_its_edition():
    article = make_article(title_zh_hant="航道")
    assert [edition.language for edition in article.editions.all()] == ["zh-hant"]
    article.title_en = "The channel"
    article.save()
    assert [edition.language for edition in article.editions.all()] == ["en", "zh-hant"]


def test_an_article_in_traditional_chinese_alone_is_itself_under_an_english_admin():
    with override("en"):
        first = make_article(title_zh_hant="航道", title_en="")
        second = make_article(title_zh_hant="港口", title_en="")
    assert (first.title_zh_hant, first.title_en) == ("航道", "")
    assert Article.objects.get(title_zh_hant="港口") == second


def test_the_languages_of_an_article_are_those_with_a_title_or_a_body():
    article = make_article(title_en="The channel", body_zh_hans="<p>航道</p>")
    assert article.languages() == ["en", "zh-hans"]


def test_an_old_address_is_remembered():
    article = make_article(slug="first")
    article.slug = "second"
    article.save()
    assert FormerSlug.objects.get(slug="first").article == article


def test_an_address_taken_up_again_is_no_longer_an_old_one():
    article = make_article(slug="first")
    for slug in ("second", "first"):
        article.slug = slug
        article.save()
    assert not FormerSlug.objects.filter(slug="first").exists()
    assert FormerSlug.objects.filter(slug="second").exists()


def test_a_new_byline_entry_starts_from_the_profile():
    author = make_author(position_en="Fellow", institute_en="Institute", position_zh_hans="研究员")
    entry = make_article(by=[author]).authorships.get()
    assert (entry.position_en, entry.institute_en) == ("Fellow", "Institute")
    assert (entry.position_zh_hans, entry.institute_zh_hans) == ("研究员", "")


def test_a_new_byline_entry_takes_the_post_of_the_date_of_the_article():
    fellow = make_fellow(make_author(position_en="Director"))
    centre = make_department(name_en="Centre")
    make_appointment(fellow, department=centre, position_en="Fellow", until=datetime.date(2020, 12, 31))
    old = make_article(by=[fellow.author], date="2019-05-01").authorships.get()
    new = make_article(by=[fellow.author], date="2026-05-01").authorships.get()
    assert (old.position_en, old.institute_en) == ("Fellow", "Centre")
    assert new.position_en == "Director"


def test_a_later_profile_changes_no_byline():
    author = make_author(position_en="Fellow")
    article = make_article(by=[author])
    author.position_en = "Director"
    author.save()
    entry = article.authorships.get()
    entry.order = 3
    entry.save()
    assert entry.position_en == "Fellow"


def test_what_a_byline_entry_says_itself_is_kept():
    author = make_author(position_en="Director", institute_en="Institute")
    article = make_article(by=[])
    [entry] = sign(article, [author], position_en="Visiting Fellow", role=Authorship.Role.EDITOR)
    assert (entry.position_en, entry.institute_en) == ("Visiting Fellow", None)
