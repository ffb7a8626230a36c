"""The fellows' staff at work in a real browser, under the site's own content policy."""

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image
from playwright.sync_api import Page, expect

from authors.models import Fellow
from tests.browser.test_admin import sign_in, violations
from tests.factories import (
    make_article,
    make_author,
    make_department,
    make_fellow,
    make_portrait,
    make_region,
    make_topic,
    published,
)

STAFF = "Fellows' staff"
FELLOWS = "/admin/authors/fellow/"


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """A picture twice as wide as high: black on the left, white on the right."""
    picture = Image.new("RGB", (1600, 800), "black")
    picture.paste("white", (800, 0, 1600, 800))
    picture.save(tmp_path / "photograph.png")
    return tmp_path / "photograph.png"


def shade(page: Page) -> int:
    """How bright the middle of the previewed portrait is, from 0 to 255."""
    return page.evaluate(
        "document.querySelector('.portrait-input canvas').getContext('2d').getImageData(80, 100, 1, 1).data[0]"
    )


def test_the_staff_make_a_profile_look_at_it_and_show_it_to_readers(page: Page, photograph: Path) -> None:
    make_department(name_en="Archive")
    make_author(name_zh_hant="趙龍")
    topic = make_topic(name_en="Pilotage")
    sign_in(page, FELLOWS, STAFF)
    page.locator(".object-tools").get_by_role("link", name="Add fellow").click()

    page.locator("#id_name_en").fill("Zhao Long")
    page.get_by_label("Family name (English)").fill("Zhao")
    page.get_by_label("Biography (English)").fill("Reads charts.")
    page.get_by_label("Pilotage").check()
    page.locator(".portrait-input input[type=file]").set_input_files(photograph)
    whole = page.get_by_role("img", name="The whole picture")
    box = whole.bounding_box()
    assert box
    whole.click(position={"x": box["width"] * 0.9, "y": box["height"] / 2})
    assert shade(page) > 250
    page.get_by_label("Centre of the portrait, % from the left").fill("10")
    assert shade(page) < 5

    page.locator("#id_appointments-0-position_en").fill("Fellow")
    page.locator("#id_appointments-0-department").select_option(label="Archive")
    page.get_by_role("button", name="Add another Appointment").click()
    with page.expect_popup() as opened:
        page.locator("#add_id_appointments-1-department").click()
    opened.value.get_by_label("Name (English)").fill("Port Observatory")
    with opened.value.expect_event("close"):
        opened.value.get_by_role("button", name="Save", exact=True).click()
    page.locator("#id_appointments-1-position_en").fill("Clerk")
    page.locator("#id_appointments-1-until").fill("2020-12-31")

    page.get_by_role("button", name="Save and continue editing").click()
    likely = page.get_by_role("region", name="Is it one of these?")
    expect(likely).to_contain_text("趙龍")
    expect(page.get_by_text("is kept until the form is saved")).to_be_visible()
    expect(page.locator("#id_appointments-1-position_en")).to_have_value("Clerk")
    assert violations(page) == {}
    likely.get_by_label("This is another person").check()
    page.get_by_role("button", name="Save and continue editing").click()

    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(page.locator(".field-standing").nth(0)).to_have_text("current")
    expect(page.locator(".field-standing").nth(1)).to_have_text("former")
    fellow = Fellow.objects.get()
    public = fellow.author.get_absolute_url()
    assert Client().get(public).status_code == 404

    page.locator(".profile-doors").get_by_role("link", name="English").click()
    expect(page.get_by_role("complementary", name="Preview")).to_contain_text("Readers cannot see it")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zhao Long")
    expect(page.get_by_role("img", name="Portrait of Zhao Long")).to_be_visible()
    assert violations(page) == {}
    page.get_by_role("link", name="Back to the profile’s form").click()
    page.get_by_label("Shown to readers").check()
    page.get_by_role("button", name="Save and continue editing").click()

    page.get_by_role("link", name="The public page").click()
    expect(page.locator(".posts")).to_have_text("Fellow, Archive")
    expect(page.locator(".former")).to_have_text("Clerk, Port Observatory")
    expect(page.get_by_role("link", name=topic.name_en)).to_be_visible()
    portrait = page.get_by_role("img", name="Portrait of Zhao Long")
    assert portrait.evaluate("picture => picture.currentSrc").endswith(".webp")


def test_without_javascript_a_profile_is_made_with_numbers_for_the_point(
    new_page: Callable[..., Page], photograph: Path
) -> None:
    make_department(name_en="Archive")
    page = new_page(java_script_enabled=False, locale="en-GB")
    sign_in(page, f"{FELLOWS}add/", STAFF)
    page.locator("#id_name_zh_hans").fill("赵龙")
    page.locator(".portrait-input input[type=file]").set_input_files(photograph)
    page.get_by_label("Centre of the portrait, % from the left").fill("90")
    page.locator("#id_appointments-0-department").select_option(label="Archive")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    fellow = Fellow.objects.get()
    assert (fellow.author.slug, fellow.author.portrait_x, fellow.appointments.count()) == ("zhao-long", 90, 1)


def test_a_portrait_stands_beside_the_name_on_the_page(page: Page) -> None:
    author = make_author(name_en="Zhao Long")
    make_portrait(author)
    published(make_article(by=[author]))
    page.goto(author.get_absolute_url())
    portrait = page.locator("picture img").bounding_box()
    name = page.get_by_role("heading", name="Zhao Long").bounding_box()
    assert portrait
    assert name
    assert portrait["width"] < 220
    assert portrait["x"] + portrait["width"] < name["x"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(new_page: Callable[..., Page], scheme: str) -> None:
    fellow = make_fellow(make_author(name_en="Zhao Long"), visible=False, contact="Room 2")
    fellow.topics.set([make_topic()])
    fellow.regions.set([make_region()])
    make_portrait(fellow.author)
    fellow.appointments.create(department=make_department(), until=datetime.date(2020, 1, 1))
    page = new_page(color_scheme=scheme, locale="en-GB", reduced_motion="reduce")
    sign_in(page, FELLOWS, STAFF)
    for address in (
        FELLOWS,
        f"{FELLOWS}add/",
        f"{FELLOWS}{fellow.pk}/change/",
        f"{FELLOWS}find/?q=zhao",
        f"{FELLOWS}{fellow.pk}/preview/zh-hans/",
        f"/admin/authors/author/{fellow.author.pk}/change/",
    ):
        page.goto(address)
        assert violations(page) == {}, address
