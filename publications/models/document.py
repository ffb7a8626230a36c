"""Files that are neither text nor picture, kept once however often articles name them."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath
from urllib.parse import unquote

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

# What readers may be given: by its extension the media type that it is sent as, and how such a file begins. What a
# browser would run as a page of this site is not among them.
_ZIP, _OLE = (b"PK\x03\x04", b"PK\x05\x06"), (b"\xd0\xcf\x11\xe0",)
_OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES: dict[str, tuple[str, tuple[bytes, ...]]] = {
    "pdf": ("application/pdf", (b"%PDF-",)),
    "xlsx": (f"{_OFFICE}.spreadsheetml.sheet", _ZIP),
    "docx": (f"{_OFFICE}.wordprocessingml.document", _ZIP),
    "pptx": (f"{_OFFICE}.presentationml.presentation", _ZIP),
    "ods": ("application/vnd.oasis.opendocument.spreadsheet", _ZIP),
    "odt": ("application/vnd.oasis.opendocument.text", _ZIP),
    "odp": ("application/vnd.oasis.opendocument.presentation", _ZIP),
    "xls": ("application/vnd.ms-excel", _OLE),
    "doc": ("application/msword", _OLE),
    "ppt": ("application/vnd.ms-powerpoint", _OLE),
    "epub": ("application/epub+zip", _ZIP),
    "zip": ("application/zip", _ZIP),
    "csv": ("text/csv", ()),
    "tsv": ("text/tab-separated-values", ()),
    "txt": ("text/plain", ()),
    "json": ("application/json", ()),
    "geojson": ("application/geo+json", ()),
    "mp3": ("audio/mpeg", (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")),
}
MOST_BYTES = 100_000_000
FOLDER = "attachments"
# Columns measure names in characters, disks in bytes, of which a Chinese character takes three or four.
_LONGEST_STEM, _MOST_BYTES_OF_STEM = 80, 230
_PLACE = re.compile(rf"{FOLDER}/[0-9a-f]{{20}}/[^/]+")
_UNFIT = re.compile(r"[^\w.-]+")


class DocumentQuerySet(models.QuerySet["Document"]):
    def public(self) -> "DocumentQuerySet":
        """Those that some version which readers can open offers, in any language."""
        from publications.models.version import Version

        offering = Version.objects.readable().filter(documents=OuterRef("pk")).order_by()
        return self.filter(Exists(offering))

    def by_address(self, addresses: Iterable[str]) -> dict[str, "Document"]:
        """The documents at addresses, as versions name them."""
        names = {unquote(address).removeprefix(settings.MEDIA_URL): address for address in addresses}
        return {names[each.file.name]: each for each in self.filter(file__in=names)} if names else {}

    def keep(self, file: File) -> "Document":
        """Store a file under its own name, or find it where the same bytes came in under that name before.

        Raises ValidationError when it is empty, too large, or of no kind that readers may be given.
        """
        name = tidy(file.name or "")
        check(name, file)
        kept = place(name, file)
        _store(kept, file)
        document, _is_new = self.get_or_create(file=kept, defaults={"size": file.size})
        return document


class Document(models.Model):
    """A file as it came in. What it is called in which language is said by the article that it goes with."""

    file = models.FileField(_("file"), upload_to=FOLDER, max_length=200, unique=True)
    size = models.PositiveBigIntegerField(editable=False)
    added = models.DateTimeField(_("added"), auto_now_add=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-added", "-pk"]
        verbose_name = _("document")
        verbose_name_plural = _("documents")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuses a file that lies anywhere else than ``keep`` puts what readers may be given."""
        if not _PLACE.fullmatch(self.file.name) or tidy(self.name) != self.name or self.kind not in TYPES:
            raise ValidationError({"file": _("This is no place of an attached file.")}, code="place")

    @property
    def kind(self) -> str:
        """The ending of its name, by which TYPES knows it."""
        return extension(self.name)

    @property
    def name(self) -> str:
        """The name that the file has for whoever saves it."""
        return PurePosixPath(self.file.name).name

    @property
    def content_type(self) -> str:
        """The media type that it is sent as."""
        return TYPES[self.kind][0]


def extension(name: str) -> str:
    """The last part of a file's name, in small letters: ``xlsx``."""
    return PurePosixPath(name).suffix.removeprefix(".").lower()


def tidy(name: str) -> str:
    """The name of a file fit for an address and for every disk: letters of any script, digits, ``-``, ``_``, ``.``"""
    bare = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/"))
    stem = _UNFIT.sub("_", bare.stem).strip("._-")[:_LONGEST_STEM]
    stem = stem.encode()[:_MOST_BYTES_OF_STEM].decode(errors="ignore")
    return f"{stem or 'file'}.{extension(name)}"


def place(name: str, file: File) -> str:
    """Where a file of that tidy name is kept: in a folder of its content, so that no address ever gives another."""
    return f"{FOLDER}/{_digest(file)}/{name}"


def check(name: str, file: File) -> None:
    """Raises ValidationError when a file is empty, too large, of no known kind, or not of the kind it is named as."""
    if not file.size:
        raise ValidationError(_("The file is empty."), code="empty")
    if file.size > MOST_BYTES:
        raise ValidationError(
            _("The file has more than %d MB.") % (MOST_BYTES // 1_000_000), code="too_large"
        )
    if extension(name) not in TYPES:
        known = ", ".join(TYPES)
        raise ValidationError(
            _("Files of this kind cannot be attached. Those that can: %s.") % known, code="kind"
        )
    beginnings = TYPES[extension(name)][1]
    file.seek(0)
    if beginnings and not file.read(8).startswith(beginnings):
        raise ValidationError(
            _("“%(name)s” is no %(kind)s file, or it is damaged.")
            % {"name": name, "kind": extension(name).upper()},
            code="damaged",
        )


def _store(place: str, file: File) -> None:
    """Put a file in its place, unless it lies there: a disk may have lost one whose row is still there."""
    if default_storage.exists(place):
        return
    try:
        saved = default_storage.save(place, file)
    except OSError:
        # What a full disk has taken in part would be taken for the whole the next time.
        default_storage.delete(place)
        raise
    if saved != place:
        # Somebody else stored the same at this moment.
        default_storage.delete(saved)


def _digest(file: File) -> str:
    found = hashlib.sha256()
    for chunk in file.chunks():
        found.update(chunk)
    return found.hexdigest()[:20]
