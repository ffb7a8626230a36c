"""The pages of the demonstration institute beside its articles."""

import yaml

from config.languages import CODES, column
from publications.demo.institute import FOLDER, per_language
from publications.models import Page


def load() -> None:
    """Make the pages that ``pages.yaml`` holds, and show each in the languages it has."""
    for order, row in enumerate(yaml.safe_load((FOLDER / "pages.yaml").read_text(encoding="utf-8"))):
        Page.objects.create(
            slug=row["slug"],
            place=row["place"],
            order=order,
            **per_language("title", row["title"]),
            **per_language("body", row["body"]),
            **{column("shown", code): code in row["body"] for code in CODES},
        )
