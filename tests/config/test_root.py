from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from PIL import Image

pytestmark = pytest.mark.django_db


def test_crawlers_are_told_where_everything_is_and_what_is_not_theirs(settings):
    settings.SITE_URL = "https://ferrypoint.example"
    answer = Client().get("/robots.txt")
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    told = RobotFileParser()
    told.parse(answer.content.decode().splitlines())
    assert told.site_maps() == ["https://ferrypoint.example/sitemap.xml"]
    assert Client().get(urlsplit(told.site_maps()[0]).path).status_code == 200
    for path in ("/en/articles/", "/oai", "/static/css/site.css", "/media/figures/x.png"):
        assert told.can_fetch("any", path)
    for path in ("/admin/", "/admin/publications/article/", "/preview/abc/", "/i18n/setlang/"):
        assert not told.can_fetch("any", path)


def test_whoever_asks_for_the_icon_at_the_root_is_led_to_it():
    answer = Client().get("/favicon.ico")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/static/favicon")


def test_the_icon_has_the_sizes_that_browsers_use():
    with Image.open(finders.find("favicon.ico")) as icon:
        assert icon.info["sizes"] == {(16, 16), (32, 32), (48, 48)}
