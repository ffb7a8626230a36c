from io import StringIO

import pytest
from django.core.management import call_command

from tests.factories import make_article, published

pytestmark = pytest.mark.django_db


def test_the_files_of_what_is_public_are_made_once(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    article = make_article(title_en="Tides", title_zh_hans="潮汐")
    for _version in range(2):
        published(article)
    published(article, "zh-hans")
    make_article()
    output = StringIO()
    call_command("render_files", stdout=output)
    assert output.getvalue() == "2 texts have their files.\n"
    made = sorted((tmp_path / "files").rglob("*.*"))
    assert sorted(path.suffix for path in made) == [".epub", ".epub", ".pdf", ".pdf", ".png", ".png"]
    before = [path.stat().st_mtime_ns for path in made]
    call_command("render_files", stdout=StringIO())
    assert [path.stat().st_mtime_ns for path in made] == before
