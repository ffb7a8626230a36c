"""The pictures of articles in the sizes and formats that pages offer: made when first asked for, kept beside them."""

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from config.pixels import rendition
from publications.body.pictures import FORMATS, WIDTHS, rendition_of
from publications.models import Figure
from publications.models.file import FORMATS as ORIGINALS


def names(name: str) -> list[str]:
    """The names that the figure behind the name of a file may have: its own, or those a rendition is made from."""
    found = rendition_of(name)
    return [f"{found[0]}.{extension}" for extension in ORIGINALS.values()] if found else [name]


def opened(figure: Figure, name: str) -> File:
    """The picture itself, or the rendition of that name, which is made and kept if nobody has asked for it yet."""
    found = rendition_of(name)
    if found is None:
        return figure.image.open()
    place = f"{figure.image.name.rpartition('/')[0]}/{name}"
    if not default_storage.exists(place):
        make(figure, place, *found[1:])
    return default_storage.open(place)


def make_all(figure: Figure) -> int:
    """Makes the renditions that pages offer of a figure and that are not there yet; gives their number."""
    stem = figure.image.name.rpartition(".")[0]
    made = 0
    for width in WIDTHS[: 1 + sum(width < figure.width for width in WIDTHS)]:
        for extension in FORMATS:
            place = f"{stem}-{width}.{extension}"
            if not default_storage.exists(place):
                make(figure, place, width, extension)
                made += 1
    return made


def make(figure: Figure, place: str, width: int, extension: str) -> None:
    """Makes one rendition and keeps it at its place; never one that is wider than the picture."""
    with figure.image.storage.open(figure.image.name) as original:
        content = rendition(original.read(), min(width, figure.width), extension.upper())
    kept = default_storage.save(place, ContentFile(content))
    # Somebody else was quicker: theirs is the same.
    if kept != place:
        default_storage.delete(kept)
