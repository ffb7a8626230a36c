"""Pictures that stand in bodies, kept once however often they are used."""

import hashlib
import io
from collections.abc import Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

FORMATS = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp", "GIF": "gif"}
WIDEST = 2400  # pixels: twice the widest column that a page sets
MOST_PIXELS = 60_000_000


class FigureQuerySet(models.QuerySet["Figure"]):
    def public(self) -> "FigureQuerySet":
        """Those that some version which readers can open shows, or a page, in any language."""
        from publications.models.page import Page
        from publications.models.version import Version

        versions = Version.objects.readable().filter(figures=OuterRef("pk")).order_by()
        pages = Page.objects.public_in_any().filter(figures=OuterRef("pk")).order_by()
        return self.filter(Exists(versions) | Exists(pages))

    def by_address(self, addresses: Iterable[str]) -> dict[str, "Figure"]:
        """The figures at addresses of pictures, as the ``img`` elements of bodies name them."""
        names = {address.removeprefix(settings.MEDIA_URL): address for address in addresses}
        return {names[figure.image.name]: figure for figure in self.filter(image__in=names)} if names else {}

    def keep(self, content: bytes) -> "Figure":
        """Store a picture, or find it where the same bytes came in before.

        ``content`` is a PNG, JPEG, WebP or GIF file; it is encoded anew, so that nothing but pixels is kept, and
        made no wider than a page can show. Raises ValidationError for anything else.
        """
        digest = hashlib.sha256(content).hexdigest()
        found = self.filter(digest=digest).first()
        if found:
            return found
        picture, extension = _encode(content)
        figure = Figure(digest=digest)
        name = f"{digest[:20]}.{extension}"
        # Django measures a new picture only if its content has a name.
        figure.image.save(name, ContentFile(picture, name), save=False)
        stored = {"image": figure.image.name, "width": figure.width, "height": figure.height}
        kept, _is_new = self.get_or_create(digest=digest, defaults=stored)
        # Somebody else has stored the same at this moment.
        if kept.image.name != figure.image.name:
            figure.image.delete(save=False)
        return kept


class Figure(models.Model):
    """A picture file. Its alternative text and caption stand in the bodies, in the body's language."""

    digest = models.CharField(max_length=64, unique=True, editable=False)
    image = models.ImageField(_("picture"), upload_to="figures/", width_field="width", height_field="height")
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    added = models.DateTimeField(_("added"), auto_now_add=True)

    objects = FigureQuerySet.as_manager()

    class Meta:
        ordering = ["-added"]
        verbose_name = _("figure")
        verbose_name_plural = _("figures")

    def __str__(self) -> str:
        return self.image.name


def _encode(content: bytes) -> tuple[bytes, str]:
    """The picture's pixels in a format that browsers show, and the extension of its name."""
    try:
        with Image.open(io.BytesIO(content), formats=list(FORMATS)) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise ValidationError(
                    _("The picture has more than 60 million pixels."), code="picture_too_large"
                )
            kind = opened.format or "PNG"
            picture = ImageOps.exif_transpose(opened)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ValidationError(
            _("This is not a picture in PNG, JPEG, WebP or GIF format, or it is damaged."),
            code="not_a_picture",
        ) from error
    picture.thumbnail((WIDEST, WIDEST * 4))
    if kind == "GIF":
        kind = "PNG"
    if kind == "JPEG" and picture.mode not in ("L", "RGB"):
        picture = picture.convert("RGB")
    output = io.BytesIO()
    picture.save(output, kind, optimize=True, quality=88)
    return output.getvalue(), FORMATS[kind]
