"""What the files of an article cost: seconds and kB of its PDF, EPUB and picture card, and the pages of the PDF.

    .venv/bin/python bench/files.py

Three texts in three languages, in a new database that is gone afterwards: a commentary, an article of 60 notes and a
report of 300. Seconds are of the processor, for the first time that each is made: typst remembers what it has set. The
first file of a process also reads the faces; a row before the others takes that upon itself.
"""

import io
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
# Notes, and how many sentences stand before each.
TEXTS = {"(first)": (1, 1), "short": (3, 12), "60 notes": (60, 6), "300 notes": (300, 6)}
SENTENCES = {
    "en": "Every strait has two charts, and those who pilot ships through it at night trust only one of them. ",
    "zh-hans": "每一处海峡都有两张海图，而在夜里引船过峡的人，向来只相信其中一张。",
    "zh-hant": "每一處海峽都有兩張海圖，而在夜裡引船過峽的人，向來只相信其中一張。",
}
ALPHABET = "abcdefghjk"


def body(language: str, notes: int, sentences: int) -> str:
    """A text with a heading for every ten notes, each note a source in two scripts with an address."""
    blocks = []
    for number in range(notes):
        key = "".join(ALPHABET[int(digit)] for digit in f"{number:08}")
        address = f"https://archive.example/charts/{number}"
        source = f'Лукин, «Узкие воды», 2022, 第{number}页, <a href="{address}">{address}</a>.'
        heading = f"<h2>{SENTENCES[language][:20]} {number}</h2>" if number % 10 == 0 else ""
        text = SENTENCES[language] * sentences
        blocks.append(f'{heading}<p>{text}<span data-footnote="{key}">{source}</span></p>')
    return "".join(blocks)


def timed(write: Callable[[Any], bytes], version: Any) -> tuple[float, bytes]:
    """Seconds of the processor, and what was made."""
    start = time.process_time()
    content = write(version)
    return time.process_time() - start, content


def main() -> None:
    """Prints a row for each text and language."""
    from pypdf import PdfReader

    from config.languages import column
    from publications.exporters import card, epub, pdf
    from publications.models import Version
    from tests.factories import make_article, published

    heads = ("PDF s", "kB", "pages", "EPUB s", "kB", "card s", "kB")
    print(f"{'text':10} {'language':8}", *(f"{head:>7}" for head in heads))
    for name, (notes, sentences) in TEXTS.items():
        for language in SENTENCES:
            facts = {
                column("title", language): SENTENCES[language].strip(),
                column("body", language): body(language, notes, sentences),
            }
            made = published(make_article(**facts), language)
            version = Version.objects.to_cite().defer(None).get(pk=made.pk)
            (paper, file), (book, packed), (drawing, picture) = (
                timed(write, version) for write in (pdf.write, epub.write, card.write)
            )
            pages = len(PdfReader(io.BytesIO(file)).pages)
            print(
                f"{name:10} {language:8} {paper:7.2f} {len(file) / 1000:7.0f} {pages:7} {book:7.3f} "
                f"{len(packed) / 1000:7.0f} {drawing:7.2f} {len(picture) / 1000:7.0f}"
            )


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"DATA_DIR": folder, "DJANGO_SETTINGS_MODULE": "config.settings"}
        os.environ.pop("DATABASE_URL", None)
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        main()
