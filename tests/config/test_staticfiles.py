import re
from pathlib import Path

from django.core.management import call_command
from django.test import override_settings

from config.settings import STORAGES


def test_scripts_import_one_another_under_names_that_follow_from_their_content(tmp_path: Path):
    with override_settings(STORAGES=STORAGES, STATIC_ROOT=tmp_path):
        call_command("collectstatic", interactive=False, verbosity=0)
    main = next(tmp_path.glob("js/editor/main.????????????.js")).read_text(encoding="utf-8")
    imported = re.findall(r'^import .* from "(.+)";$', main, re.MULTILINE)
    assert imported
    for address in imported:
        assert re.search(r"\.[0-9a-f]{12}\.js$", address), address
        assert (tmp_path / "js/editor" / address).exists()
