import datetime

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from authors.models import Author, Department, Fellow
from tests.factories import (
    make_appointment,
    make_author,
    make_department,
    make_fellow,
    make_portrait,
    make_topic,
    make_user,
    picture,
)
from tests.forms import opened, send, signed_in, typed
from tests.pages import every, links, one, words

pytestmark = pytest.mark.django_db

STAFF, EDITORS = "Fellows' staff", "Editors"


def test_an_author_needs_a_name_in_one_language_only():
    send(signed_in(EDITORS), "/admin/authors/author/add/", name_zh_hans="赵龙", slug="zhao-long")
    assert Author.objects.get().name_zh_hans == "赵龙"


def test_an_author_without_any_name_is_refused_with_everything_still_in_the_form():
    answer = send(
        signed_in(EDITORS), "/admin/authors/author/add/", slug="zhao-long", biography_en="Born in 1980."
    )
    assert "Give a name in at least one language." in words(opened(answer))
    assert "Born in 1980." in opened(answer).xpath("//textarea[@name='biography_en']")[0].text


def test_an_orcid_with_a_wrong_checksum_is_refused():
    answer = send(
        signed_in(EDITORS), "/admin/authors/author/add/", name_en="A", slug="a", orcid="0000-0002-1825-0098"
    )
    assert not Author.objects.exists()
    assert words(opened(answer), [".field-orcid", ".errorlist"][0])


def test_a_portrait_is_uploaded():
    author = make_author()
    address = reverse("admin:authors_author_change", args=[author.pk])
    send(signed_in(EDITORS), address, portrait=SimpleUploadedFile("p.png", picture(400, 500)))
    author.refresh_from_db()
    assert author.portrait_sources()


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
    send(signed_in(STAFF), f"/admin/authors/fellow/add/?author={author.pk}", topics=[topic.pk], **rows)
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


FELLOWS = "/admin/authors/fellow/"


def new_fellow(**changes):
    """What a whole new profile sends, with two appointments."""
    first, second = make_department(), make_department()
    facts = {
        "name_en": "Zhao Long",
        "name_zh_hans": "赵龙",
        "family_name_en": "Zhao",
        "given_name_en": "Long",
        "biography_zh_hans": "研究航道。",
        "email": "zhao@a.example",
        "appointments-TOTAL_FORMS": "2",
        "appointments-0-department": first.pk,
        "appointments-0-position_en": "Fellow",
        "appointments-1-department": second.pk,
        "appointments-1-until": "2020-12-31",
    }
    return facts | changes


class TestOneForm:
    def test_a_new_person_is_an_author_and_a_fellow_in_one_step(self):
        upload = SimpleUploadedFile("p.png", picture(400, 500))
        send(signed_in(STAFF), f"{FELLOWS}add/", **new_fellow(portrait=upload, visible="on", portrait_x="30"))
        fellow = Fellow.objects.get()
        assert (fellow.author.name_zh_hans, fellow.author.slug) == ("赵龙", "zhao-long")
        assert fellow.author.email == "zhao@a.example"
        assert fellow.author.portrait_x == 30
        assert fellow.author.portrait_sources()
        assert [post.standing(datetime.date(2026, 1, 1)) for post in fellow.appointments.all()] == [
            "current",
            "former",
        ]

    def test_everything_wrong_is_said_at_once_and_nothing_is_saved_or_lost(self):
        upload = SimpleUploadedFile("p.png", picture(400, 500))
        wrong = new_fellow(orcid="0000-0002-1825-0098", email="zhao", portrait=upload)
        wrong |= {"appointments-1-since": "2021-01-01", "portrait_y": "101"}
        page = opened(send(signed_in(STAFF), f"{FELLOWS}add/", **wrong))
        assert not Author.objects.exists()
        assert len(every(page, ".errorlist")) == 4
        assert one(page, "#id_email").get("value") == "zhao"
        assert one(page, "#id_biography_zh_hans").text.strip() == "研究航道。"

    def test_an_uploaded_portrait_is_kept_while_another_field_is_wrong(self):
        client, upload = signed_in(STAFF), SimpleUploadedFile("p.png", picture(400, 500))
        answer = send(client, f"{FELLOWS}add/", **new_fellow(email="zhao", portrait=upload))
        assert one(opened(answer), ".portrait-whole").get("src").startswith("data:image/jpeg;base64,")
        client.post(f"{FELLOWS}add/", typed(answer, email="zhao@a.example", portrait=None))
        assert Author.objects.get().portrait_sources()

    def test_a_file_that_is_no_picture_is_refused_and_the_portrait_stays(self):
        fellow = make_fellow()
        make_portrait(fellow.author)
        address = f"{FELLOWS}{fellow.pk}/change/"
        answer = send(signed_in(STAFF), address, portrait=SimpleUploadedFile("p.jpg", b"<script>"))
        assert "This is not a picture in JPEG, PNG or WebP format" in words(opened(answer))
        assert Author.objects.get().portrait

    def test_a_portrait_can_be_taken_away(self):
        fellow = make_fellow()
        make_portrait(fellow.author)
        send(signed_in(STAFF), f"{FELLOWS}{fellow.pk}/change/", **{"portrait-clear": "on"})
        assert not Author.objects.get().portrait

    def test_an_author_who_exists_is_changed_not_made_again(self):
        author = make_author(name_en="Zhao Long", slug="long")
        send(signed_in(STAFF), f"{FELLOWS}add/?author={author.pk}", name_zh_hans="赵龙", position_en="Chair")
        author.refresh_from_db()
        assert (author.name_zh_hans, author.position_en, author.slug) == ("赵龙", "Chair", "long")
        assert Author.objects.get().fellow

    def test_somebody_who_is_a_fellow_already_is_opened_instead(self):
        fellow = make_fellow()
        answer = signed_in(STAFF).get(f"{FELLOWS}add/?author={fellow.author.pk}")
        assert answer.url == f"{FELLOWS}{fellow.pk}/change/"

    def test_somebody_made_a_fellow_in_the_meantime_is_told_with_everything_kept(self):
        author, client = make_author(), signed_in(STAFF)
        form = typed(client.get(f"{FELLOWS}add/?author={author.pk}"), biography_en="Reads charts.")
        make_fellow(author)
        page = opened(client.post(f"{FELLOWS}add/?author={author.pk}", form))
        assert "Somebody else has made this person a fellow in the meantime." in words(page)
        assert one(page, "#id_biography_en").text.strip() == "Reads charts."

    def test_a_change_in_one_language_leaves_the_others_empty(self):
        fellow = make_fellow(make_author(name_en="Zhao Long", biography_en="Reads charts."))
        with override("zh-hans"):
            send(signed_in(STAFF), f"{FELLOWS}{fellow.pk}/change/", website="https://a.example/")
        author = Author.objects.get()
        assert not author.name_zh_hans
        assert not author.biography_zh_hant

    @pytest.mark.parametrize(
        ("name", "slug"), [("赵龙", "zhao-long"), ("欧阳小明", "ouyang-xiaoming"), ("Анна", "author")]
    )
    def test_an_address_left_open_comes_from_the_name(self, name, slug):
        make_author(slug=slug)
        send(signed_in(STAFF), f"{FELLOWS}add/", name_zh_hans=name)
        assert Fellow.objects.get().author.slug == f"{slug}-2"


class TestLikelyDuplicates:
    @pytest.mark.parametrize(
        "name", [{"name_en": "ZHAO Long"}, {"name_zh_hant": "趙龍"}, {"name_en": "Long Zhao"}]
    )
    @pytest.mark.parametrize("model", ["fellow", "author"])
    def test_somebody_of_a_like_name_is_shown_before_a_second_is_made(self, name, model):
        author = make_author(name_zh_hans="赵龙")
        answer = send(signed_in(EDITORS), f"/admin/authors/{model}/add/", **name)
        assert Author.objects.count() == 1
        assert f"/admin/authors/author/{author.pk}/change/" in links(opened(answer), ".likely").values()

    def test_saying_that_it_is_another_person_saves(self):
        make_author(name_zh_hans="赵龙")
        client = signed_in(STAFF)
        answer = send(client, f"{FELLOWS}add/", name_en="Zhao Long")
        likely = one(opened(answer), "#id_another_person").get("value")
        client.post(f"{FELLOWS}add/", typed(answer, another_person=likely))
        assert Author.objects.count() == 2

    def test_a_name_that_stays_is_not_asked_about_again(self):
        make_author(name_zh_hans="赵龙")
        fellow = make_fellow(make_author(name_en="Zhao Long"))
        send(signed_in(STAFF), f"{FELLOWS}{fellow.pk}/change/", website="https://a.example/")
        fellow.author.refresh_from_db()
        assert fellow.author.website

    def test_a_fellow_who_is_likely_is_opened_as_one(self):
        fellow = make_fellow(make_author(name_en="Zhao Long"))
        page = opened(send(signed_in(STAFF), f"{FELLOWS}add/", name_en="Long Zhao"))
        assert list(links(page, ".likely").values()) == [f"{FELLOWS}{fellow.pk}/change/"]


class TestFinding:
    def test_a_person_is_found_by_any_name_and_made_a_fellow(self):
        author, fellow = make_author(name_en="Zhao Long"), make_fellow(make_author(name_zh_hant="趙龍"))
        found = links(opened(signed_in(STAFF).get(f"{FELLOWS}find/?q=赵龙")), ".found-people").values()
        assert f"{FELLOWS}add/?author={author.pk}" in found
        assert f"{FELLOWS}{fellow.pk}/change/" in found

    def test_nobody_is_found_before_somebody_is_searched(self):
        make_author()
        assert not every(opened(signed_in(STAFF).get(f"{FELLOWS}find/")), ".found-people")

    def test_a_long_list_goes_on_another_page(self):
        for _ in range(31):
            make_author(name_en="Zhao Long")
        page = opened(signed_in(STAFF).get(f"{FELLOWS}find/?q=zhao"))
        assert links(page, "#content-main")["More"] == "?q=zhao&page=2"


class TestPreview:
    @pytest.mark.parametrize(
        ("language", "name", "post"),
        [("en", "Zhao Long", "Chair, Archive"), ("zh-hant", "趙龍", "檔案館主任")],
    )
    def test_a_hidden_profile_is_shown_to_those_who_work_on_it(self, language, name, post):
        fellow = make_fellow(
            make_author(name_en="Zhao Long", name_zh_hant="趙龍"), visible=False, contact="Room 2"
        )
        department = make_department(name_en="Archive", name_zh_hant="檔案館")
        make_appointment(fellow, department=department, position_en="Chair", position_zh_hant="主任")
        answer = signed_in(STAFF).get(f"{FELLOWS}{fellow.pk}/preview/{language}/")
        assert words(opened(answer), "h1") == name
        assert words(opened(answer), ".posts") == post
        assert "Room 2" in words(opened(answer), ".profile-facts")
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]
        assert answer["Content-Language"] == {"en": "en", "zh-hant": "zh-Hant"}[language]
        assert Client().get(fellow.author.get_absolute_url()).status_code == 404

    @pytest.mark.parametrize("path", ["1/preview/fr/", "99/preview/en/"])
    def test_there_is_no_preview_of_what_is_not_there(self, path):
        make_fellow(pk=1)
        assert signed_in(STAFF).get(f"{FELLOWS}{path}").status_code == 404

    def test_the_form_says_whether_readers_see_the_profile(self):
        fellow, client = make_fellow(visible=False), signed_in(STAFF)
        address = f"{FELLOWS}{fellow.pk}/change/"
        assert "Readers cannot see this profile yet." in words(opened(client.get(address)), ".profile-doors")
        fellow.visible = True
        fellow.save()
        assert "The public page" in links(opened(client.get(address)), ".profile-doors")


def test_a_department_can_be_added_from_the_form_and_a_topic_cannot():
    page = opened(signed_in(STAFF).get(f"{FELLOWS}add/"))
    popups = [link for link in links(page).values() if link and "_popup" in link]
    assert any("/department/add/" in link for link in popups)
    assert not any("/topic/" in link or "/region/" in link for link in popups)


def test_who_may_only_look_at_a_fellow_changes_nothing():
    fellow = make_fellow(make_author(name_en="Zhao Long"))
    user = make_user(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_fellow"))
    client = Client()
    client.force_login(user)
    address = f"{FELLOWS}{fellow.pk}/change/"
    page = opened(client.get(address))
    assert "Zhao Long" in words(page)
    assert not page.xpath("//main//input[@name='_save']")
    assert client.post(address, {"name_en": "Other"}).status_code == 403
    assert client.get(f"{FELLOWS}find/").status_code == 403


class TestList:
    def test_appointments_stand_one_to_a_line_with_a_word_for_those_not_held(self):
        fellow, department = make_fellow(), make_department(name_en="Archive")
        make_appointment(fellow, department=department, position_en="Clerk", until=datetime.date(2020, 1, 1))
        make_appointment(fellow, department=department, position_en="Chair", until=timezone.localdate())
        posts = every(opened(signed_in(STAFF).get(FELLOWS)), ".post")
        assert [" ".join(post.text_content().split()) for post in posts] == [
            "Clerk, Archive former",
            "Chair, Archive",
        ]

    def test_fellows_are_filtered_by_how_their_appointments_stand(self):
        today, day = timezone.localdate(), datetime.timedelta(days=1)
        for name, until in (("Held", None), ("Soon", today), ("Former", today - day), ("None", today)):
            fellow = make_fellow(make_author(name_en=name))
            if name != "None":
                make_appointment(fellow, until=until)
        make_appointment(Fellow.objects.get(author__name_en="Soon"), until=today - day)
        client = signed_in(STAFF)

        def found(standing):
            rows = every(opened(client.get(f"{FELLOWS}?standing={standing}")), ".field-name")
            return {row.text_content() for row in rows}

        assert found("current") == {"Held", "Soon"}
        assert found("ending") == {"Soon"}
        assert found("former") == {"Former"}
        assert len(found("odd")) == 4

    def test_authors_are_filtered_by_whether_they_are_fellows(self):
        make_fellow(make_author(name_en="Zhao Long"))
        make_author(name_en="Maria Lund")
        client = signed_in(STAFF)
        for value, name in (("1", "Zhao Long"), ("0", "Maria Lund")):
            rows = every(opened(client.get(f"/admin/authors/author/?fellow={value}")), ".field-__str__")
            assert [row.text_content() for row in rows] == [name]


def test_deleting_a_fellow_names_no_rows_that_only_tie_things_together():
    fellow = make_fellow()
    fellow.topics.set([make_topic()])
    make_appointment(fellow)
    page = words(opened(signed_in(STAFF).get(f"{FELLOWS}{fellow.pk}/delete/")), "#content")
    assert "Appointments: 1" in page
    assert "relationship" not in page
