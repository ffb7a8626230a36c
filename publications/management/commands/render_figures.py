"""Makes the sizes and formats of pictures ahead, so that no reader waits for one: after an import, or a restore."""

from typing import Any

from django.core.management.base import BaseCommand

from publications import renditions
from publications.models import Figure


class Command(BaseCommand):
    help = "Make the sizes and formats in which pages offer pictures. Those that are there already are left alone."

    def handle(self, *args: Any, **options: Any) -> None:
        made = sum(renditions.make_all(figure) for figure in Figure.objects.public().iterator())
        self.stdout.write(f"{made} made.")
