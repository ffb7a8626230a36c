"""What is known of a published version: the one record that every citation, feed, file and metadata format spells."""

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.timezone import localdate

from config.languages import in_language, tag
from publications.languages import full_title
from publications.models import Version

ATTACHED = ("name", "label", "size", "type")
AUTHOR, EDITOR, TRANSLATOR = "author", "editor", "translator"
# Published on their own, with a number of their own: what RePEc calls papers, and BibTeX technical reports.
ON_THEIR_OWN = frozenset({"policy-brief", "report", "working-paper"})
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@dataclass(frozen=True, slots=True)
class Contributor:
    """Somebody who signed, as published: ``name`` as displayed, its parts where they are known, the post of then.

    ``role`` is a code of ``Authorship.Role``. ``orcid`` is the bare iD, empty where there is none: it says who the
    person is, not what they were, and is therefore today's.
    """

    name: str
    family_name: str
    given_name: str
    role: str
    position: str
    institute: str
    orcid: str = ""
    is_organisation: bool = False

    @property
    def is_parted(self) -> bool:
        """Whether the parts of the name are known; a display name cannot be split by rule."""
        return bool(self.family_name and self.given_name) and not self.is_organisation

    @property
    def is_invertible(self) -> bool:
        """Whether a list may set the family name in front, with a comma: never of a name in Chinese characters."""
        return self.is_parted and not _HAN.search(self.name)

    @property
    def is_family_first(self) -> bool:
        """Whether the name is displayed with the family name in front, as Zhao Long is, and Linda Lin is not."""
        space = " " if self.is_invertible else ""
        return self.is_parted and self.name.startswith(f"{self.family_name}{space}")


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes with a version: its absolute address and name, what it is called, bytes, media type."""

    address: str
    name: str
    label: str
    size: int
    content_type: str


@dataclass(frozen=True, slots=True)
class Citation:
    """One version as it is cited. Addresses are absolute; ``language`` is a code of the site, ``tag`` its BCP 47 tag.

    ``date`` is the date line that readers see, ``published_at`` the moment of this version, ``translated_from`` the
    code of the language that it was translated from, empty for an original. Texts are empty where nothing is known,
    never None.
    """

    slug: str
    language: str
    kind: str
    title: str
    subtitle: str
    summary: str
    contributors: tuple[Contributor, ...]
    date: datetime.date
    published_at: datetime.datetime
    number: int
    change: str
    series: str
    series_number: int | None
    issn: str
    topics: tuple[str, ...]
    publisher: str
    doi: str
    licence: str
    address: str
    version_address: str
    first_published_url: str
    translated_from: str
    image: str
    words: int
    attachments: tuple[Attached, ...] = ()

    @property
    def tag(self) -> str:
        return tag(self.language)

    @property
    def authors(self) -> tuple[Contributor, ...]:
        """Who stands at the head of a citation: the authors; of an article that names none, its editors; else all who
        signed it, save who translated it; of one that nobody else signed, the institute."""
        others = tuple(each for each in self.contributors if each.role != TRANSLATOR)
        authors = self._signed_as(AUTHOR) or self._signed_as(EDITOR) or others
        return authors or (Contributor(self.publisher, "", "", AUTHOR, "", "", is_organisation=True),)

    @property
    def later_version(self) -> str:
        """The number of a version that followed another; empty for the first, which bibliographies do not count."""
        return str(self.number) if self.number > 1 else ""

    @property
    def journal(self) -> str:
        """The journal that the article is in: its series, where it is a journal's article; else empty."""
        return self.series if self.kind == "journal-article" else ""

    @property
    def is_edited(self) -> bool:
        """Whether its editors stand for authors, of whom it names none."""
        return self.authors[0].role == EDITOR

    def _signed_as(self, role: str) -> tuple[Contributor, ...]:
        return tuple(each for each in self.contributors if each.role == role)

    @property
    def full_title(self) -> str:
        """Title and subtitle in the punctuation of the language."""
        return full_title(self.title, self.subtitle, self.language)

    @property
    def released(self) -> datetime.date:
        """The day of this version in the site's time zone."""
        return localdate(self.published_at)

    def address_in(self, language: str) -> str:
        """The address of the article in another language of the site."""
        article = self.version_address.removesuffix(f"v{self.number}/")
        return article.replace(f"/{self.language}/", f"/{language}/", 1)

    def file_address(self, extension: str) -> str:
        """The address of this article in a file format, as it stands now: ``….pdf``."""
        return f"{self.address.removesuffix('/')}.{extension}"

    def version_file(self, extension: str) -> str:
        """The address of this very version in a file format, where it stays: ``…/v2.pdf``."""
        return f"{self.version_address.removesuffix('/')}.{extension}"


def cite(version: Version) -> Citation:
    """The record of a version. Asks nothing of the database beyond what ``VersionQuerySet.to_cite`` has fetched.

    An earlier version is cited by its own address: the article's, and its DOI, lead to the one that followed.
    """
    article = f"{settings.SITE_URL}{version.get_absolute_url()}"
    own = f"{article}v{version.number}/"
    is_earlier = version.public_until is not None and version.public_until <= timezone.now()
    return Citation(
        slug=version.article.slug,
        language=version.language,
        kind=version.kind,
        title=version.title,
        subtitle=version.subtitle,
        summary=version.summary,
        contributors=tuple(_contributors(version)),
        date=version.date,
        published_at=version.published_at,
        number=version.number,
        change=version.change,
        series=in_language(version.series, "name", version.language) if version.series else "",
        series_number=version.series_number,
        issn=version.series.issn if version.series else "",
        topics=tuple(in_language(topic, "name", version.language) for topic in version.topics.all()),
        publisher=settings.INSTITUTE[version.language]["name"],
        doi="" if is_earlier else version.doi,
        licence=version.licence,
        address=own if is_earlier else article,
        version_address=own,
        first_published_url=version.first_published_url,
        translated_from=version.translated_from,
        image=f"{settings.SITE_URL}{version.lead['src']}" if version.lead else "",
        words=version.words,
        attachments=tuple(
            Attached(f"{settings.SITE_URL}{each['src']}", *(each[name] for name in ATTACHED))
            for each in version.attachments
        ),
    )


def _contributors(version: Version) -> Iterator[Contributor]:
    people = {author.pk: author for author in version.authors.all()}
    for entry in version.byline:
        author = people.get(entry["author"])
        yield Contributor(
            name=entry["name"],
            family_name=entry["family_name"],
            given_name=entry["given_name"],
            role=entry["role"],
            position=entry["position"],
            institute=entry["institute"],
            orcid=author.orcid if author else "",
            is_organisation=bool(author and author.is_organisation),
        )
