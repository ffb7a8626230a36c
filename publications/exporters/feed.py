"""Feeds of published versions: Atom (RFC 4287) and JSON Feed 1.1, with the whole text of each entry."""

import datetime
import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed, Enclosure
from django.utils.xmlutils import SimplerXMLGenerator

from config.languages import tag
from publications.exporters.citation import cite
from publications.exporters.content import content
from publications.models import Version


@dataclass(frozen=True)
class Feed:
    """What a feed is of: its title and language code, the absolute addresses of the feed and of the page it follows,
    and the versions in it, newest first."""

    title: str
    description: str
    language: str
    address: str
    page: str
    versions: Sequence[Version]


def identity(version: Version) -> str:
    """The entry's name in every feed, which no later version and no new address changes (RFC 4122, version 5)."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{settings.SITE_URL}/editions/{version.edition_id}").urn


class _Atom(Atom1Feed):
    """Django's Atom with what it has no place for: the whole text of each entry, and a summary that is no markup."""

    def latest_post_date(self) -> datetime.datetime:
        """When an entry last changed. Where there is none nothing has; Django would say that it has just now."""
        return super().latest_post_date() if self.items else datetime.datetime.fromtimestamp(0, datetime.UTC)

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        authors, summary = item.pop("authors"), item.pop("summary")
        super().add_item_elements(handler, item)
        for name in authors:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.endElement("author")
        if summary:
            handler.addQuickElement("summary", summary, {"type": "text"})
        handler.addQuickElement("content", item["content"], {"type": "html"})


def atom(feed: Feed) -> str:
    """The feed as Atom."""
    written = _Atom(
        title=feed.title,
        link=feed.page,
        description="",
        subtitle=feed.description,
        language=tag(feed.language),
        feed_url=feed.address,
        author_name=settings.INSTITUTE[feed.language]["name"],
    )
    for version in feed.versions:
        citation = cite(version)
        written.add_item(
            title=citation.full_title,
            link=citation.address,
            # Django would say that it is HTML.
            description=None,
            summary=citation.summary,
            unique_id=identity(version),
            pubdate=version.first_published_at,
            updateddate=version.published_at,
            categories=citation.topics,
            authors=[each.name for each in citation.authors],
            content=content(version, settings.SITE_URL),
            enclosures=[
                Enclosure(each.address, str(each.size), each.content_type) for each in citation.attachments
            ],
        )
    return str(written.writeString("utf-8"))


def json_feed(feed: Feed) -> str:
    """The feed as JSON Feed."""
    known = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.description,
        "home_page_url": feed.page,
        "feed_url": feed.address,
        "language": tag(feed.language),
        "items": [_item(version) for version in feed.versions],
    }
    return json.dumps({name: value for name, value in known.items() if value != ""}, ensure_ascii=False)


def _item(version: Version) -> dict[str, Any]:
    citation = cite(version)
    known = {
        "id": identity(version),
        "url": citation.address,
        "title": citation.full_title,
        "summary": citation.summary,
        "content_html": content(version, settings.SITE_URL),
        "image": citation.image,
        "date_published": version.first_published_at.isoformat(),
        "date_modified": version.published_at.isoformat(),
        "language": citation.tag,
        "authors": [{"name": each.name} for each in citation.authors],
        "tags": list(citation.topics),
        "attachments": [
            {
                "url": each.address,
                "mime_type": each.content_type,
                "title": each.label,
                "size_in_bytes": each.size,
            }
            for each in citation.attachments
        ],
    }
    return {name: value for name, value in known.items() if value}


# By the ending of the address: the media type, and how a feed is written.
FEEDS = {
    "atom": ("application/atom+xml; charset=utf-8", atom),
    "json": ("application/feed+json; charset=utf-8", json_feed),
}
