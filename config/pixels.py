"""The pixels of pictures: brought into the colours of the web, made smaller, and encoded. Pure: no Django."""

import io

from PIL import Image, ImageCms

# How each format is written: small enough for a telephone, good enough for a large screen.
PHOTOGRAPH: dict[str, dict[str, object]] = {
    "AVIF": {"quality": 60, "speed": 8},
    "WEBP": {"quality": 80, "method": 5},
    "JPEG": {"quality": 82, "optimize": True, "progressive": True},
}
# Lines and letters of a chart show what a photograph hides: colours in full, and less loss.
DRAWING: dict[str, dict[str, object]] = {
    "AVIF": {"quality": 70, "speed": 8, "subsampling": "4:4:4"},
    "WEBP": {"quality": 90, "method": 5},
}


def in_srgb(picture: Image.Image) -> Image.Image:
    """The picture in the colours of sRGB, as RGB or, where it has transparent parts, as RGBA."""
    profile = picture.info.get("icc_profile")
    if picture.mode.startswith("I"):
        # Of sixteen bits of grey Pillow would keep the lowest eight, and show white.
        picture = picture.convert("I").point(lambda shade: shade / 256).convert("L")
    if picture.mode in ("LA", "PA", "RGBA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    if profile and picture.mode in (mode, "CMYK"):
        picture = _converted(picture, profile, mode) or picture
    return picture.convert(mode)


def on_white(picture: Image.Image) -> Image.Image:
    """An RGB or RGBA picture without transparent parts."""
    if picture.mode == "RGB":
        return picture
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def encoded(picture: Image.Image, kind: str, **how: object) -> bytes:
    """The picture as a file of a kind that Pillow names, with nothing in it but pixels."""
    # What the picture brought with it (EXIF, GPS, profiles, comments) lives in ``info``, and some formats write it.
    picture.info = {}
    output = io.BytesIO()
    picture.save(output, kind, **how)
    return output.getvalue()


def rendition(content: bytes, width: int, kind: str) -> bytes:
    """A picture file as another of that width in pixels; ``kind`` is AVIF or WEBP. PNG is taken for a drawing."""
    with Image.open(io.BytesIO(content)) as opened:
        drawing = opened.format == "PNG"
        picture = in_srgb(opened)
    height = max(1, round(picture.height * width / picture.width))
    sized = picture.resize((width, height), Image.Resampling.LANCZOS)
    return encoded(sized, kind, **(DRAWING if drawing else PHOTOGRAPH)[kind])


def _converted(picture: Image.Image, profile: bytes, mode: str) -> Image.Image | None:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError):  # a broken profile is no profile
        return None
