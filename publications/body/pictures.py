"""The pictures that a body shows."""

from publications.body.vocabulary import parse


def pictures(body: str) -> list[str]:
    """The addresses of the pictures of a body, which is as ``clean`` writes it, in reading order."""
    if "<img" not in body:
        return []
    return [source for image in parse(body).iter("img") if (source := image.get("src"))]
