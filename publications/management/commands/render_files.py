"""Makes PDFs, books and picture cards ahead, so that no reader waits for one: after an import, or an update."""

from typing import Any

from django.core.management.base import BaseCommand

from publications.exporters import FILES
from publications.models import Version

KEPT = ("pdf", "epub", "png")


class Command(BaseCommand):
    help = "Make the PDF, the EPUB and the picture card of everything public. Those that are there are left alone."

    def handle(self, *args: Any, **options: Any) -> None:
        count = 0
        for version in Version.objects.public().to_cite().iterator(chunk_size=100):
            for extension in KEPT:
                FILES[extension].write(version)
            count += 1
        self.stdout.write(f"{count} texts have their files.")
