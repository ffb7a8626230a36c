"""What tests make: each function gives one saved thing, whole by default, with the facts that the test names."""

import io
import itertools
from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractUser
from django.core.files.base import ContentFile
from PIL import Image

from authors.models import Appointment, Author, Department, Fellow
from config.languages import CODES, column
from publications import workflow
from publications.models import (
    Article,
    Attachment,
    Authorship,
    Document,
    Edition,
    Figure,
    Home,
    Page,
    Pick,
    Region,
    Series,
    Topic,
    Version,
)

_numbers = itertools.count(1)
BODY = {
    "en": "<p>Ships keep to the channel because the channel is marked.</p>",
    "zh-hans": "<p>航道有标，船才循航道而行。</p>",
    "zh-hant": "<p>航道有標，船才循航道而行。</p>",
}


def make_user(**facts: Any) -> AbstractUser:
    """Somebody who may sign in, with the password ``password``; give ``is_staff=True`` for an editor."""
    facts.setdefault("username", f"user-{next(_numbers)}")
    return get_user_model().objects.create_user(password="password", **facts)


def make_author(**facts: Any) -> Author:
    """An author with an English name, unless any name is given."""
    number = next(_numbers)
    if not any(facts.get(column("name", language)) for language in CODES):
        facts["name_en"] = f"Author {number}"
    return Author.objects.create(**{"slug": f"author-{number}", **facts})


def make_portrait(author: Author) -> None:
    """Gives the author a portrait: a small picture file."""
    author.portrait.save("portrait.png", ContentFile(picture(width=80, height=100)))


def make_department(**facts: Any) -> Department:
    """A department with an English name."""
    number = next(_numbers)
    return Department.objects.create(
        **{"slug": f"department-{number}", "name_en": f"Centre {number}", **facts}
    )


def make_fellow(author: Author | None = None, **facts: Any) -> Fellow:
    """A fellow whom readers may see, of a new author unless one is given."""
    return Fellow.objects.create(**{"author": author or make_author(), "visible": True, **facts})


def make_appointment(fellow: Fellow, **facts: Any) -> Appointment:
    """A post that the fellow holds today in a new department, unless dates and department are given."""
    if "department" not in facts:
        facts["department"] = make_department()
    return Appointment.objects.create(**{"fellow": fellow, "position_en": "Fellow", **facts})


def make_topic(**facts: Any) -> Topic:
    """A topic with an English name."""
    number = next(_numbers)
    return Topic.objects.create(**{"slug": f"topic-{number}", "name_en": f"Topic {number}", **facts})


def make_region(**facts: Any) -> Region:
    """A region with an English name."""
    number = next(_numbers)
    return Region.objects.create(**{"slug": f"region-{number}", "name_en": f"Region {number}", **facts})


def make_series(**facts: Any) -> Series:
    """A series with an English name."""
    number = next(_numbers)
    return Series.objects.create(**{"slug": f"series-{number}", "name_en": f"Series {number}", **facts})


def picture(width: int = 60, height: int = 40, colour: tuple[int, int, int] | None = None) -> bytes:
    """The bytes of a PNG picture; every call without ``colour`` gives another one."""
    number = next(_numbers)
    output = io.BytesIO()
    Image.new("RGB", (width, height), colour or (number % 256, number // 256 % 256, 90)).save(output, "PNG")
    return output.getvalue()


def make_figure(content: bytes | None = None) -> Figure:
    """A stored picture."""
    return Figure.objects.keep(content or picture())


def make_document(name: str = "", content: bytes = b"") -> Document:
    """A stored file that can be attached to articles."""
    name = name or f"data-{next(_numbers)}.csv"
    return Document.objects.keep(ContentFile(content or f"{name},1".encode(), name))


def attach(article: Article, document: Document | None = None, **facts: Any) -> Attachment:
    """Attaches a document to the article, a new one unless it is given."""
    return Attachment.objects.create(article=article, document=document or make_document(), **facts)


def make_page(**facts: Any) -> Page:
    """A page that readers see in English, unless a title is given; then in every language that has one."""
    number = next(_numbers)
    if not any(facts.get(column("title", language)) for language in CODES):
        facts["title_en"] = f"Page {number}"
    for language in CODES:
        if facts.get(column("title", language)):
            facts.setdefault(column("body", language), BODY[language])
            facts.setdefault(column("shown", language), True)
    return Page.objects.create(**{"slug": f"page-{number}", **facts})


def pick(article: Article, language: str = "en", order: int = 0) -> Pick:
    """Puts an article onto the home page of one language."""
    home = Home.objects.first() or Home.objects.create()
    return Pick.objects.create(home=home, language=language, article=article, order=order)


def make_article(
    *,
    by: Iterable[Author] | None = None,
    topics: Iterable[Topic] = (),
    regions: Iterable[Region] = (),
    **facts: Any,
) -> Article:
    """A saved working copy that lacks nothing for publishing: in English, unless a title or a body is given.

    A language with a title gets a body of one sentence unless ``body_…`` is given too. ``by`` is the byline in
    order; None gives a new author, an empty list nobody.
    """
    number = next(_numbers)
    if not any(column(part, language) in facts for part in ("title", "body") for language in CODES):
        facts["title_en"] = f"Article {number}"
    for language in CODES:
        if facts.get(column("title", language)):
            facts.setdefault(column("body", language), BODY[language])
    article = Article.objects.create(**{"slug": f"article-{number}", "date": "2026-09-01", **facts})
    article.refresh_from_db()
    sign(article, [make_author()] if by is None else by)
    article.topics.set(topics)
    article.regions.set(regions)
    return article


def sign(article: Article, authors: Iterable[Author], **facts: Any) -> list[Authorship]:
    """Puts authors at the end of the byline, with the same further facts, such as ``role`` or ``position_en``."""
    start = article.authorships.count()
    return [
        Authorship.objects.create(article=article, author=author, order=order, **facts)
        for order, author in enumerate(authors, start)
    ]


def published(article: Article, language: str = "en", **how: Any) -> Version:
    """Publishes one language of the article through the workflow; ``how`` goes to ``workflow.publish``."""
    return workflow.publish(Edition.objects.get(article=article, language=language), **how)


def withdrawn(
    article: Article, language: str = "en", reason: str = "The survey behind it was wrong."
) -> Edition:
    """Publishes one language of the article and takes it back."""
    published(article, language)
    edition = Edition.objects.get(article=article, language=language)
    workflow.withdraw(edition, reason=reason)
    return edition
