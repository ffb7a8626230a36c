"""How static files are served: compressed, under names that follow from their content."""

import re
from collections.abc import Callable

from whitenoise.storage import CompressedManifestStaticFilesStorage

BUNDLE = "css/site.css"
# An import with a condition or a layer stays one.
TAKE_IN = (r'(?m)^(?P<matched>@import "(?P<url>[\w-]+\.css)";)$', "the content of %(url)s")


class ReleaseStorage(CompressedManifestStaticFilesStorage):
    """What one page loads belongs to one release: its styles are one file, its scripts import by lasting names.

    ``css/site.css`` imports the styles of the readers' pages, and takes them in when static files are collected: one
    file alone holds up a page. Scripts import one another under names that follow from their content, so that a
    browser never mixes two releases; Django finds an import only where it ends in a semicolon.
    """

    support_js_module_import_aggregation = True
    # A name follows from the content, and so from the names of what is imported: one pass for each step of the
    # longest chain of imports.
    max_post_process_passes = 20
    patterns = (("*.css", (TAKE_IN,)), *CompressedManifestStaticFilesStorage.patterns)

    def url_converter(
        self, name: str, hashed_files: dict[str, str], template: str | None = None
    ) -> Callable[[re.Match[str]], str]:
        """What stands in a file for the name of another: its lasting name, or what is in it."""
        if template == TAKE_IN[1]:
            return self._taken_in if name == BUNDLE else lambda match: match[0]
        convert: Callable[[re.Match[str]], str] = super().url_converter(name, hashed_files, template)
        return convert

    def _taken_in(self, match: re.Match[str]) -> str:
        with self.open(f"css/{match['url']}") as file:
            content: bytes = file.read()
        return content.decode()
