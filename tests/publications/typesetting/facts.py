"""Facts that the article's template needs, with nothing in them but what the test names."""

import datetime

from publications import typesetting

NOON = datetime.datetime(2026, 9, 1, 12, tzinfo=datetime.UTC)
FACTS = {
    "tag": "en",
    "region": "TW",
    "full-title": "Tides",
    "title": ["Tides"],
    "authors": ["Zhou Yan"],
    "contents": "",
    **dict.fromkeys(("publisher", "address", "running", "heading", "description"), ""),
    **{
        name: []
        for name in ("subtitle", "summary", "topics", "byline", "dates", "corrections", "foot", "body")
    },
    "notes": {},
}


def made(*body: object, tag: str = "en", **facts: object) -> bytes:
    """A PDF of these pieces, dated as of noon of a day; ``tag`` is that of the language."""
    whole = FACTS | {"body": list(body), "tag": tag} | facts
    return typesetting.to_pdf("article", whole, {}, NOON)
