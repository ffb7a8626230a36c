"""Documents that texts of WordPress link to go with their articles, and the links lead to where they are now."""

import re
from html import escape, unescape
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

from publications.importers import wordpress_addresses
from publications.importers.draft import Draft
from publications.importers.figures import within
from publications.importers.wordpress import Attachment, Item, uploaded, words
from publications.importers.wordpress_names import Names
from publications.models import Document

LONGEST_LABEL = 200
# Markup never stands in texts or attributes unescaped, so what looks like a link is one.
_LINK = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.DOTALL)
_ADDRESS = re.compile(r"(?:https?:)?//\S+")


def keep(item: Item, draft: Draft, names: Names, media: Path | None) -> dict[Document, str]:
    """The documents that a text links to, stored, in their order, each with what its first link calls it.

    Old addresses and the links of the draft lead to them from now on. ``media`` is a copy of the old site's uploads. A
    file that is not there or cannot be kept stays where it was, and so do those of a draft, which is told.
    """
    if media is None or item.status not in ("publish", "future") or item.is_locked:
        leave(draft, names)
        return {}
    found: dict[str, Document] = {}
    labels: dict[Document, str] = {}
    for name, (address, label) in _linked(draft, names).items():
        if document := _document(name, draft, media):
            found[name] = document
            labels.setdefault(document, label or document.name)
            attachment = names.files.get(name) or Attachment(name=name, address=address)
            wordpress_addresses.keep_file(attachment, document, draft.language or "en", names.base)
    _lead(draft, names, found)
    return labels


def leave(draft: Draft, names: Names) -> None:
    """Tell of links to files that stay as they are: whoever moves has to keep the files at their addresses."""
    if linked := _linked(draft, names):
        message = _("Files below wp-content/uploads are linked, which have to stay there: %s")
        draft.report("notice", message % ", ".join(linked))


def _linked(draft: Draft, names: Names) -> dict[str, tuple[str, str]]:
    """The files that a draft links to, by name, each with its address and the words of its first link that has any."""
    found: dict[str, tuple[str, str]] = {}
    for link in _LINK.finditer(draft.body):
        if address := names.own_file(unescape(link[1])):
            name, said = uploaded(address) or "", words(link[2])
            label = "" if _ADDRESS.fullmatch(said) else said[:LONGEST_LABEL].rstrip()
            if not found.get(name, ("", ""))[1]:
                found[name] = (address, label)
    return found


def _document(name: str, draft: Draft, media: Path) -> Document | None:
    """The document of a file, None when it is not there or cannot be kept; the draft reports why."""
    message = _("The file %(name)s was not attached, and its link leads to the old site: %(reason)s")
    reason = _("It is not in the folder of uploads.")
    if path := within(media, name):
        try:
            with path.open("rb") as file:
                return Document.objects.keep(File(file, path.name))
        except ValidationError as error:
            reason = " ".join(error.messages)
    draft.report("warning", message % {"name": name, "reason": reason})
    return None


def _lead(draft: Draft, names: Names, found: dict[str, Document]) -> None:
    """Let the links of a draft lead to these documents, to a page of one if they did."""

    def led(link: re.Match[str]) -> str:
        address = names.own_file(unescape(link[1])) or ""
        document = found.get(uploaded(address) or "")
        if document is None:
            return link[0]
        part = urlsplit(address).fragment
        place = f"{document.file.url}#{part}" if part else document.file.url
        return f'<a href="{escape(place)}">{link[2]}</a>'

    draft.blocks = [_LINK.sub(led, block) for block in draft.blocks]
