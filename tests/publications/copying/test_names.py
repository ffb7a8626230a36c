import pytest

from publications.copying.names import Taken, unfit


@pytest.mark.parametrize(
    "path",
    [
        "en/articles/tides/index.html",
        "2019/潮汐/index.html",
        "static/css/site.a1854b8d6364.css",
        "en/authors/o'neill & sons (2019)/index.html",
        "console/auxiliary/com10/.well-known",
        f"{'a' * 250}.html",
    ],
)
def test_ordinary_names_hold_everywhere(path):
    assert unfit(path) == ""


@pytest.mark.parametrize(
    "name", ["what?", "10:30", "a*b", 'say"so', "a|b", "a<b", "a\\b", "bell\x07", "etc.", "a "]
)
def test_what_sticks_and_windows_have_in_no_name_is_told(name):
    assert repr(name) in unfit(f"2019/{name}/index.html")


@pytest.mark.parametrize(
    "path", ["en/topics/con/index.html", "en/articles/AUX.pdf", "com1/index.html", "a/nul"]
)
def test_names_of_devices_are_told(path):
    assert "device" in unfit(path)


def test_a_name_that_is_too_long_in_bytes_is_told():
    assert unfit("潮" * 85) == ""
    assert "255 bytes" in unfit(f"2019/{'潮' * 86}/index.html")


def test_files_that_differ_in_capitals_or_in_the_spelling_of_an_accent_are_one():
    taken = Taken()
    assert taken.take("/Tides/", "Tides/index.html") == ""
    assert "/Tides/" in taken.take("/tides/", "tides/index.html")
    assert taken.take("/caf\u00e9.html", "caf\u00e9.html") == ""
    assert "/caf\u00e9.html" in taken.take("/cafe\u0301.html", "cafe\u0301.html")
    assert taken.take("/tides/v1/", "tides/v1/index.html") == ""


def test_a_file_is_no_folder():
    taken = Taken()
    assert taken.take("/old.html", "old.html") == ""
    assert "/old.html" in taken.take("/Old.html/gallery/", "Old.html/gallery/index.html")
    assert taken.take("/2019/tides/", "2019/tides/index.html") == ""
    assert "/2019/tides/" in taken.take("/2019", "2019")


def test_who_is_refused_takes_nothing():
    taken = Taken()
    taken.take("/what?/", "what?/index.html")
    assert taken.refused({"/what/": "what/index.html", "/What/": "What/index.html"}).keys() == {"/What/"}
