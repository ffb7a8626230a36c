import re
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import override_settings

from config.settings import BASE_DIR, STORAGES


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with all static files as a release serves them."""
    folder = tmp_path_factory.mktemp("collected")
    with override_settings(STORAGES=STORAGES, STATIC_ROOT=folder):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


def test_the_styles_of_a_page_are_one_file(collected: Path):
    bundle = next(collected.glob("css/site.????????????.css")).read_text(encoding="utf-8")
    imported = re.findall(r'"(.+\.css)"', (BASE_DIR / "static/css/site.css").read_text(encoding="utf-8"))
    assert imported[0] == "tokens.css"
    for name in imported:
        assert (BASE_DIR / "static/css" / name).read_text(encoding="utf-8") in bundle
    assert "@import" not in bundle


def test_a_style_of_the_bundle_that_changes_changes_its_name(collected: Path, tmp_path: Path):
    (tmp_path / "changed/css").mkdir(parents=True)
    (tmp_path / "changed/css/tokens.css").write_text(":root { color: red; }\n", encoding="utf-8")
    folders = [tmp_path / "changed", BASE_DIR / "static"]
    with override_settings(STORAGES=STORAGES, STATIC_ROOT=tmp_path / "static", STATICFILES_DIRS=folders):
        call_command("collectstatic", interactive=False, verbosity=0)
    [before], [after] = (
        folder.glob("css/site.????????????.css") for folder in (collected, tmp_path / "static")
    )
    assert before.name != after.name


def test_scripts_import_one_another_under_names_that_follow_from_their_content(collected: Path):
    main = next(collected.glob("js/editor/main.????????????.js")).read_text(encoding="utf-8")
    imported = re.findall(r'^import .* from "(.+)";$', main, re.MULTILINE)
    assert imported
    for address in imported:
        assert re.search(r"\.[0-9a-f]{12}\.js$", address), address
        assert (collected / "js/editor" / address).exists()
