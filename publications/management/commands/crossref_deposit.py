"""Write what Crossref needs to register the DOIs of what is public."""

import datetime
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from publications.exporters import cite
from publications.exporters.crossref import Depositor, deposit, sorted_out
from publications.models import Series, Version


class Command(BaseCommand):
    help = (
        "Write deposits for Crossref: one file for each type of content, since Crossref takes no mixed ones, with "
        "everything public that has a DOI. Sending them is left to you."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "folder", type=Path, nargs="?", default=Path(), help="where to write; here unless given"
        )
        parser.add_argument("--article", metavar="SLUG", help="this article only")
        parser.add_argument(
            "--since", type=_day, metavar="DATE", help="what was published or corrected since"
        )
        parser.add_argument(
            "--prefix", default="10.", help="only DOIs that begin so, such as the institute's 10.5555/"
        )
        parser.add_argument(
            "--issn", type=_issn, help="of the journal that articles are in whose series has none"
        )
        name = settings.INSTITUTE[settings.LANGUAGE_CODE]["name"]
        parser.add_argument("--name", default=name, help="of the depositor; the institute's unless given")
        parser.add_argument("--email", default=settings.DEFAULT_FROM_EMAIL, help="where Crossref reports to")
        parser.add_argument(
            "--registrant", default=name, help="who owns the DOIs; the institute unless given"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        depositor = Depositor(options["name"], options["email"], options["registrant"], options["issn"] or "")
        found = sorted_out(map(cite, _chosen(options)))
        if not found:
            raise CommandError("Nothing that is public and asked for has a DOI.")
        options["folder"].mkdir(parents=True, exist_ok=True)
        now = timezone.now()
        for kind, citations in found.items():
            file = options["folder"] / f"{kind}.xml"
            file.write_bytes(deposit(kind, citations, depositor, now))
            self.stdout.write(f"{file}: {len(citations)}")


def _chosen(options: dict[str, Any]) -> Any:
    """What is public and has a DOI, as far as it is asked for; a correction of one language asks for the article."""
    versions = Version.objects.public().filter(doi__istartswith=options["prefix"])
    if options["article"]:
        versions = versions.filter(article__slug=options["article"])
    if options["since"]:
        changed = versions.since(options["since"]).order_by().values("article")
        versions = versions.filter(article__in=changed)
    return versions.to_cite().order_by("date", "pk")


def _day(text: str) -> datetime.datetime:
    """The beginning of a day in the site's time zone."""
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} is no day such as 2026-01-31") from error
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


def _issn(text: str) -> str:
    """An ISSN whose last character is right."""
    try:
        return Series._meta.get_field("issn").clean(text, None)
    except ValidationError as error:
        raise ArgumentTypeError(f"{text!r}: {' '.join(error.messages)}") from error
