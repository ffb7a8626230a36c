"""A fellow's page as it would be: made of what a form holds, with nothing of it saved."""

import base64
import datetime
from collections.abc import Iterable
from contextlib import suppress

from django.core.exceptions import ValidationError

from authors import portraits
from authors.forms import FellowForm
from authors.models import Appointment, Author

SHOWN = 320  # pixels of the portrait's width


def previewed(form: FellowForm, appointments: Iterable[Appointment], today: datetime.date) -> Author:
    """The author with the fellow as ``Author.objects.with_profile`` gives them, out of a form that is valid."""
    author, fellow = form.person, form.instance
    posts = sorted(appointments, key=lambda post: post.order)
    fellow.held = [post for post in posts if post.is_held(today)]
    ended = [post for post in posts if post.until and post.until < today]
    fellow.former = sorted(ended, key=lambda post: post.until, reverse=True)
    chosen = {field.name: form.cleaned_data[field.name] for field in fellow._meta.many_to_many}
    fellow._prefetched_objects_cache = chosen
    author.unsaved_portrait = _portrait(author)
    return author


def _portrait(author: Author) -> dict[str, str] | None:
    """What ``portrait_sources`` would give, the pictures in the addresses; None when it is as it was."""
    if author.portrait and author.portrait._committed and author.cut() == author.portrait_cut:
        return None
    if not author.portrait:
        return {}
    with suppress(OSError, ValidationError):
        made = dict(portraits.render(author.portrait.read(), author.portrait_x, author.portrait_y))
        webp, jpg = (
            _address(made[f"{SHOWN}.{kind}"], mime) for kind, mime in (("webp", "webp"), ("jpg", "jpeg"))
        )
        return {"webp": f"{webp} {SHOWN}w", "jpg": f"{jpg} {SHOWN}w", "src": jpg}
    return {}


def _address(content: bytes, kind: str) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"
