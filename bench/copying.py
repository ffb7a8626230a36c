"""What the files of a copy cost: for each kind of address how many there are, and milliseconds and kB of one.

    .venv/bin/python bench/copying.py [SAMPLE]

Asks of each kind a sample of the site that the environment names, 20 unless told, in one process, and reckons what the
whole would take. Seconds are of the processor. PDFs, books and cards are left out: `files.py` measures them.
"""

import logging
import os
import random
import sys
import time
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = frozenset({"pdf", "epub", "png"})


def kind_of(address: str) -> str:
    """The name of the view, and what its address asks for."""
    from django.urls import Resolver404, resolve
    from django.utils.translation import override

    path, _, query = address.partition("?")
    try:
        with override(path.split("/")[1]):
            match = resolve(path)
    except Resolver404:
        return "other"
    words = [pair.split("=")[0] for pair in query.split("&") if pair]
    return " ".join([str(match.url_name), match.kwargs.get("extension", ""), *words])


def main() -> None:
    """Prints a row for each kind, the costliest first, and the whole."""
    from django.conf import settings

    from publications.copying.asking import content
    from publications.copying.links import Links
    from publications.copying.plan import plan

    planned = plan(LEFT_OUT)
    kinds = defaultdict(list)
    for address in planned.kept():
        kinds[kind_of(address)].append(address)
    rows = []
    for kind, addresses in kinds.items():
        links = Links(settings.SITE_URL, planned.held, (settings.STATIC_URL, settings.MEDIA_URL))
        asked = random.sample(addresses, min(len(addresses), int(sys.argv[1]) if sys.argv[1:] else 20))
        start = time.process_time()
        size = sum(len(content(address, links)) for address in asked)
        each = (time.process_time() - start) / len(asked)
        rows.append((each * len(addresses), kind, len(addresses), each, size / len(asked)))
    print(f"{'kind':34} {'number':>8} {'ms':>8} {'kB':>8} {'s in all':>10}")
    for whole, kind, number, each, size in sorted(rows, reverse=True):
        print(f"{kind:34} {number:8} {each * 1000:8.1f} {size / 1000:8.1f} {whole:10.1f}")
    seconds, number = sum(row[0] for row in rows), sum(row[2] for row in rows)
    print(f"{'all':34} {number:8} {number / seconds:8.0f} files per second {seconds:10.1f}")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    logging.disable(logging.WARNING)
    main()
