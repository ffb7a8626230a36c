"""Fill an empty site with the demonstration institute."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from publications.demo import articles, institute, pages
from publications.models import Article


class Command(BaseCommand):
    help = "Load the demonstration institute: its people and their articles in three languages."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--if-empty", action="store_true", help="do nothing where there are articles already"
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        if Article.objects.exists():
            if options["if_empty"]:
                return
            raise CommandError("There are articles already; the demonstration is for an empty site.")
        institute.load()
        articles.load()
        pages.load()
        self.stdout.write(f"{Article.objects.count()} demonstration articles are in.")
