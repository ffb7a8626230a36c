"""Make the search index anew from the versions: after an update that changes what a search takes for the same."""

from typing import Any

from django.core.management.base import BaseCommand

from publications import search


class Command(BaseCommand):
    help = "Make the search index anew. Readers search the old one until the new one is complete."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{search.rebuild()} versions can be found.")
