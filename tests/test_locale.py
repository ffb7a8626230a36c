"""The interface speaks both Chinese scripts: every message is translated, and the compiled files say the same."""

import gettext
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from django.core.management import call_command
from opencc import OpenCC

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ["zh_Hans", "zh_Hant"]
# A converter from one script into its own changes only what is not of it. 台 is at home in both: 後台.
OWN_SCRIPT = {"zh_Hans": ("t2s", ""), "zh_Hant": ("s2t", "台")}

_LINE = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr)?(?:\[\d+\])? ?"(.*)"$')
_ESCAPE = re.compile(r"\\(.)")
_PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?\w+[^>]*>|&\w+;")
_HAN_BESIDE_HALF_WIDTH = re.compile(r"[\u4e00-\u9fff][,;:!?()]|[,;:!?()][\u4e00-\u9fff]")


class Entry(NamedTuple):
    """One message of a .po file."""

    context: str
    source: str
    translation: str
    flags: str

    @property
    def key(self) -> str:
        """What a compiled file lists the message under, where a context precedes it after U+0004."""
        return f"{self.context}\x04{self.source}" if self.context else self.source


def folder(locale: str) -> Path:
    return ROOT / "locale" / locale / "LC_MESSAGES"


def entries(po: Path) -> list[Entry]:
    """The messages of a .po file, without its header."""
    blocks = po.read_text(encoding="utf-8").split("\n\n")
    return [entry for entry in map(read_entry, blocks) if entry.source]


def read_entry(block: str) -> Entry:
    parts = {"msgctxt": "", "msgid": "", "msgstr": ""}
    keyword = ""
    for line in block.splitlines():
        if found := _LINE.match(line):
            keyword = found[1] or keyword
            parts[keyword] = parts.get(keyword, "") + unescaped(found[2])
    flags = "".join(line for line in block.splitlines() if line.startswith("#,"))
    return Entry(parts["msgctxt"], parts["msgid"], parts["msgstr"], flags)


def unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: {"n": "\n", "t": "\t"}.get(found[1], found[1]), text)


def compiled(locale: str) -> Iterator[tuple[str, str]]:
    """The messages of the .mo file; a plural has one form in Chinese and is listed as (message, 0)."""
    with (folder(locale) / "django.mo").open("rb") as file:
        catalog = gettext.GNUTranslations(file)._catalog
    for key, translation in catalog.items():
        if key:
            yield key[0] if isinstance(key, tuple) else key, translation


@pytest.mark.parametrize("locale", LOCALES)
def test_every_message_is_translated(locale):
    found = entries(folder(locale) / "django.po")
    assert len(found) > 300
    assert not [each.source for each in found if not each.translation.strip() or "fuzzy" in each.flags]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_translation_keeps_the_placeholders_and_the_markup(locale):
    differing = [
        each
        for each in entries(folder(locale) / "django.po")
        if sorted(_PLACEHOLDER.findall(each.source)) != sorted(_PLACEHOLDER.findall(each.translation))
    ]
    assert not differing


@pytest.mark.parametrize("locale", LOCALES)
def test_chinese_stands_beside_full_width_punctuation(locale):
    texts = [
        _PLACEHOLDER.sub("", each.translation).replace("[1]", "")
        for each in entries(folder(locale) / "django.po")
    ]
    assert not [text for text in texts if _HAN_BESIDE_HALF_WIDTH.search(text)]


@pytest.mark.parametrize("locale", LOCALES)
def test_a_translation_keeps_to_its_own_script(locale):
    converter, allowed = OWN_SCRIPT[locale]
    convert = OpenCC(converter).convert
    characters = {char for each in entries(folder(locale) / "django.po") for char in each.translation}
    assert not {char for char in characters if convert(char) != char} - set(allowed)


@pytest.mark.parametrize("locale", LOCALES)
def test_the_compiled_file_says_what_the_translators_wrote(locale):
    written = {each.key: each.translation for each in entries(folder(locale) / "django.po")}
    assert dict(compiled(locale)) == written


def test_both_scripts_translate_the_same_messages():
    simplified, traditional = (
        {each.key for each in entries(folder(locale) / "django.po")} for locale in LOCALES
    )
    assert simplified == traditional


@pytest.mark.skipif(not shutil.which("xgettext"), reason="xgettext is not installed (package gettext)")
def test_no_message_of_the_project_is_missing_from_the_files(tmp_path, monkeypatch):
    copy = tmp_path / "project"
    ignored = shutil.ignore_patterns(".*", "var", "*.mo", "*.egg-info", "__pycache__")
    shutil.copytree(ROOT, copy, ignore=ignored)
    monkeypatch.chdir(copy)
    monkeypatch.setattr("django.conf.settings.LOCALE_PATHS", [copy / "locale"])
    call_command("makemessages", locale=["zh_Hans"], no_obsolete=True, verbosity=0)
    collected = {each.key for each in entries(copy / "locale/zh_Hans/LC_MESSAGES/django.po")}
    known = {each.key for each in entries(folder("zh_Hans") / "django.po")}
    assert collected <= known, "run `make messages` and translate what is new"
