"""How long a search takes in the database that the environment names: p50 and p99 in milliseconds, over many queries.

    .venv/bin/python bench/search.py [ROUNDS]

The queries are made of what the database itself has, from the commonest to the rarest; what is timed is ``find``, which
also counts what the other languages have, ranks, and cuts out and marks the passages of the first ten. A last row times
whole pages as Django makes them for a reader, with the ways to narrow, without the store of pages.
"""

import os
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.utils.http import urlencode

from authors.models import Author
from publications import search
from publications.models import Version

QUERIES = 40  # of each kind
Query = tuple[str, str]  # a language and what is asked in it


def texts(language: str, chance: random.Random) -> list[str]:
    """The texts of some articles, to take words from."""
    keys = list(Version.objects.public(language).order_by("pk").values_list("pk", flat=True))
    some = chance.sample(keys, min(QUERIES, len(keys)))
    return list(Version.objects.filter(pk__in=some).order_by("pk").values_list("text", flat=True))


def english(chance: random.Random) -> dict[str, list[Query]]:
    """Words as they stand in texts, which is common words often; what begins so; what stands together; names."""
    runs = [text.split() for text in texts("en", chance)]
    places = [(words, chance.randrange(len(words) - 3)) for words in runs if len(words) > 3]
    names = Author.objects.order_by("pk").values_list("name_en", flat=True)[:QUERIES]
    kinds = {
        "one word": [words[at] for words, at in places],
        "two words": [f"{words[at]} {words[-1]}" for words, at in places],
        "beginning": [f"{words[at][:3]}*" for words, at in places],
        "phrase": [f'"{" ".join(words[at : at + 2])}"' for words, at in places],
        "longer phrase": [f'"{" ".join(words[at : at + 4])}"' for words, at in places],
        "name": [name for name in names if name],
        "not there": [f"{words[at]}zq" for words, at in places],
    }
    return {f"English: {kind}": [("en", asked) for asked in queries] for kind, queries in kinds.items()}


def chinese(chance: random.Random) -> dict[str, list[Query]]:
    """Stretches of characters as they stand in texts of one script, asked for in both."""
    runs = [text.replace("\n", "") for text in texts("zh-hans", chance)]
    places = [(text, chance.randrange(len(text) - 8)) for text in runs if len(text) > 8]
    kinds = {
        "one character": [text[at] for text, at in places],
        "two": [text[at : at + 2] for text, at in places],
        "four": [text[at : at + 4] for text, at in places],
        "two and two": [f"{text[at : at + 2]} {text[:2]}" for text, at in places],
    }
    return {
        f"Chinese: {kind}": [(language, asked) for asked in queries for language in ("zh-hans", "zh-hant")]
        for kind, queries in kinds.items()
    }


def timed(what: Callable[[str, str], object], queries: list[Query], rounds: int) -> Iterator[float]:
    """The milliseconds of each query, after one round that is not counted."""
    for number in range(rounds + 1):
        for language, asked in queries:
            begun = time.perf_counter()
            what(language, asked)
            if number:
                yield (time.perf_counter() - begun) * 1000


def find(language: str, asked: str) -> object:
    return search.find(asked, language)


def open_page(language: str, asked: str) -> object:
    return Client().get(f"/{language}/search/?{urlencode({'q': asked})}", headers={"host": "localhost"})


def row(name: str, times: list[float]) -> None:
    """Prints the row of one kind of query."""
    times.sort()
    p50, p99 = (times[min(int(len(times) * share), len(times) - 1)] for share in (0.5, 0.99))
    print(f"{name:28}{len(times):7}{p50:9.1f}{p99:9.1f}{times[-1]:9.1f}", flush=True)


def main() -> None:
    """Prints a row for each kind of query and one for all of them."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    settings.ALLOWED_HOSTS = ["localhost"]
    chance = random.Random(20)
    kinds = english(chance) | chinese(chance)
    print(f"{connection.vendor}, {Version.objects.public().count()} versions, {rounds} rounds")
    print(f"{'query':28}{'times':>7}{'p50 ms':>9}{'p99 ms':>9}{'most ms':>9}")
    every: list[float] = []
    for name, queries in kinds.items():
        times = list(timed(find, queries, rounds)) if queries else []
        every += times
        if times:
            row(name, times)
    row("all of them", every)
    call_command("collectstatic", interactive=False, verbosity=0)
    pages = [query for queries in kinds.values() for query in queries]
    row("whole page", list(timed(open_page, pages, 1)))


if __name__ == "__main__":
    main()
