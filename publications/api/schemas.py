"""What answers hold. A text that there is not is empty; a thing that there is not is null."""

import datetime
from typing import Literal

from ninja import Field, Schema

from config.languages import CODES
from publications.models.article import Authorship, Kind, Licence

Language = Literal[CODES]  # type: ignore[valid-type]
KindCode = Literal[tuple(Kind.values)]  # type: ignore[valid-type]
RoleCode = Literal[tuple(Authorship.Role.values)]  # type: ignore[valid-type]
LicenceCode = Literal[("", *Licence.values)]  # type: ignore[valid-type]
Texts = dict[Language, str]


class Problem(Schema):
    """What went wrong, as RFC 9457 has it; ``errors`` names each parameter that cannot be answered."""

    class Error(Schema):
        parameter: str
        detail: str

    type: str
    title: str
    status: int
    detail: str
    errors: list[Error] = []


class Home(Schema):
    openapi: str = Field(description="This description.")
    articles: str
    authors: str
    topics: str
    regions: str
    series: str
    search: str


class Named(Schema):
    slug: str
    name: str = Field(description="In the language of the article, else in the next that has one.")


class Signature(Schema):
    """Who signed an article, as what, and the post of then."""

    name: str
    family_name: str
    given_name: str
    role: RoleCode
    position: str
    institute: str
    orcid: str
    author: str | None = Field(description="The slug of the author.")


class Translation(Schema):
    language: Language
    url: str = Field(description="The page.")
    api_url: str


class Image(Schema):
    url: str
    width: int
    height: int
    alt: str
    caption: str


class Entry(Schema):
    """An article in one language, as lists show it."""

    id: str = Field(
        description="Of this language of the article: neither a correction nor a new address changes it."
    )
    language: Language
    tag: str = Field(description="The language as BCP 47 has it.")
    slug: str
    url: str = Field(description="The page.")
    api_url: str
    kind: KindCode
    title: str
    subtitle: str
    summary: str
    byline: list[Signature]
    date: datetime.date = Field(description="The date line.")
    version: int
    published_at: datetime.datetime = Field(description="When this version was.")
    change: Literal["first", "minor", "correction"]
    topics: list[Named]
    regions: list[Named]
    series: Named | None
    series_number: int | None
    doi: str
    licence: LicenceCode
    words: int
    image: Image | None
    translations: list[Translation] = Field(description="The other languages in which it is public.")


class Note(Schema):
    number: int
    key: str = Field(description="Stays the same through versions; the page has it as `#note-KEY`.")
    html: str
    text: str
    tag: str = Field(description="Of its language where that is not the article's, else empty.")
    links: list[str]


class Heading(Schema):
    level: int
    id: str
    text: str


class Correction(Schema):
    version: int
    published_at: datetime.datetime
    note: str


class Attachment(Schema):
    url: str
    name: str = Field(description="Of the file.")
    label: str = Field(description="What it is.")
    size: int = Field(description="In bytes.")
    type: str = Field(description="The media type.")


class Article(Entry):
    """An article in one language, whole."""

    body: str = Field(description="HTML with absolute addresses; markers of notes are literal, as in `[1]`.")
    notes: list[Note]
    contents: list[Heading]
    corrections: list[Correction]
    translated_from: Language | None
    first_published_url: str
    files: dict[str, str] = Field(description="Addresses by format.")
    attachments: list[Attachment] = Field(description="Files that go with it, in order.")


class Profile(Schema):
    """An author, as lists show one."""

    slug: str
    api_url: str
    urls: Texts = Field(description="The page in each language.")
    name: Texts
    is_organisation: bool
    is_fellow: bool
    orcid: str
    website: str
    image: str


class Author(Profile):
    """An author, whole."""

    class Post(Schema):
        position: Texts
        institute: Texts

    biography: Texts
    posts: list[Post] = Field(description="Held today; of one who is no fellow, the post of the profile.")
    topics: list[str] = Field(description="The slugs of a fellow's topics.")
    regions: list[str] = Field(description="The slugs of a fellow's regions.")
    articles: str = Field(description="The list of what they signed.")


class Subject(Schema):
    """A topic, a region or a series."""

    slug: str
    urls: Texts = Field(description="The page in each language that has one.")
    name: Texts
    description: Texts
    count: int = Field(description="How much is public, each language of an article counted.")
    articles: str = Field(description="The list of what is in it.")


class Subjects(Schema):
    count: int
    results: list[Subject]


class OneSeries(Subject):
    issn: str = Field(description="As `1234-567X`.")


class SeveralSeries(Schema):
    count: int
    results: list[OneSeries]


class Entries(Schema):
    count: int
    previous: str | None
    next: str | None
    results: list[Entry]


class Profiles(Schema):
    count: int
    previous: str | None
    next: str | None
    results: list[Profile]


class Found(Schema):
    """An article that was found, and where."""

    article: Entry
    passage: str = Field(description="HTML, with what was found in `<mark>`.")
    note: int | None = Field(description="The number of the note that the passage is of.")


class Findings(Schema):
    count: int
    is_least: bool = Field(description="There may be more than `count`.")
    elsewhere: dict[Language, int] = Field(description="How much the same words find in the other languages.")
    previous: str | None
    next: str | None
    results: list[Found]
