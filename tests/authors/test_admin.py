import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from authors.models import Author, Department, Fellow
from tests.factories import make_author, make_department, make_fellow, make_topic, picture
from tests.forms import opened, send, signed_in
from tests.pages import words

pytestmark = pytest.mark.django_db

STAFF = "Fellows' staff"


def test_an_author_needs_a_name_in_one_language_only():
    send(signed_in(STAFF), "/admin/authors/author/add/", name_zh_hans="赵龙", slug="zhao-long")
    assert Author.objects.get().name_zh_hans == "赵龙"


def test_an_author_without_any_name_is_refused_with_everything_still_in_the_form():
    answer = send(
        signed_in(STAFF), "/admin/authors/author/add/", slug="zhao-long", biography_en="Born in 1980."
    )
    assert "Give a name in at least one language." in words(opened(answer))
    assert "Born in 1980." in opened(answer).xpath("//textarea[@name='biography_en']")[0].text


def test_an_orcid_with_a_wrong_checksum_is_refused():
    answer = send(
        signed_in(STAFF), "/admin/authors/author/add/", name_en="A", slug="a", orcid="0000-0002-1825-0098"
    )
    assert not Author.objects.exists()
    assert words(opened(answer), [".field-orcid", ".errorlist"][0])


def test_a_portrait_is_uploaded():
    author = make_author()
    address = reverse("admin:authors_author_change", args=[author.pk])
    send(signed_in(STAFF), address, portrait=SimpleUploadedFile("p.png", picture()))
    author.refresh_from_db()
    assert author.portrait


@pytest.mark.parametrize("query", ["Zhao", "赵龙", "趙龍"])
def test_authors_are_found_by_their_names_in_every_language(query):
    make_author(name_en="Zhao Long", name_zh_hans="赵龙", name_zh_hant="趙龍")
    make_author(name_en="Maria Lund")
    assert "1 author" in words(opened(signed_in(STAFF).get(f"/admin/authors/author/?q={query}")))


def test_an_author_who_exists_becomes_a_fellow_with_several_appointments():
    author, topic = make_author(), make_topic()
    rows = {"appointments-TOTAL_FORMS": "2"}
    for number in range(2):
        rows[f"appointments-{number}-department"] = make_department().pk
        rows[f"appointments-{number}-position_zh_hans"] = f"研究员{number}"
    send(signed_in(STAFF), "/admin/authors/fellow/add/", author=author.pk, topics=[topic.pk], **rows)
    fellow = Fellow.objects.get()
    assert fellow.author == author
    assert [post.position_zh_hans for post in fellow.appointments.all()] == ["研究员0", "研究员1"]
    assert [post.order for post in fellow.appointments.all()] == [1, 2]


def test_an_appointment_that_ends_before_it_starts_is_refused():
    fellow = make_fellow()
    answer = send(
        signed_in(STAFF),
        reverse("admin:authors_fellow_change", args=[fellow.pk]),
        **{
            "appointments-TOTAL_FORMS": "1",
            "appointments-0-department": make_department().pk,
            "appointments-0-since": "2024-01-01",
            "appointments-0-until": "2023-01-01",
        },
    )
    assert "An appointment cannot end before it starts." in words(opened(answer))


def test_a_department_needs_a_name():
    answer = send(signed_in(STAFF), "/admin/authors/department/add/", slug="ports")
    assert "Give a name in at least one language." in words(opened(answer))
    send(signed_in(STAFF), "/admin/authors/department/add/", slug="ports", name_zh_hant="港口研究所")
    assert Department.objects.get().name_zh_hant == "港口研究所"


@pytest.mark.parametrize("model", ["author", "fellow", "department"])
def test_a_longer_list_asks_the_database_no_more(model, django_assert_max_num_queries):
    for _ in range(20):
        make_fellow()
        make_department()
    client = signed_in()
    with django_assert_max_num_queries(10):
        client.get(f"/admin/authors/{model}/")


def test_inputs_in_a_table_have_names_of_their_own():
    page = opened(signed_in(STAFF).get("/admin/authors/fellow/add/"))
    inputs = page.xpath("//table//*[self::input or self::select][not(@type='hidden')]")
    assert inputs
    assert not [each.get("name") for each in inputs if not each.get("aria-label")]
