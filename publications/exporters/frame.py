"""What stands around the text in a file that is read on its own: who signed it, when, what was corrected, how to cite
it. In the active language, which the caller makes the version's."""

import datetime
from dataclasses import dataclass
from html import escape

from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext, pgettext

from publications import languages
from publications.body.script import language_of
from publications.exporters import styles
from publications.exporters.citation import AUTHOR, Citation
from publications.exporters.metadata import licence_address
from publications.models import Version
from publications.models.article import Authorship, Kind, Licence


@dataclass(frozen=True, slots=True)
class Signature:
    """One line of the byline: the role of whoever is no author, the name and its language if it is another than the
    text's, and what follows the name."""

    role: str
    name: str
    tag: str
    post: str


@dataclass(frozen=True, slots=True)
class Correction:
    """What readers were told of a correction, paragraph by paragraph, and its day."""

    day: datetime.date
    lines: list[str]


def heading(citation: Citation) -> str:
    """What kind of article it is, and which part of which series."""
    series = citation.series
    if series and citation.series_number:
        numbered = {"series": series, "number": citation.series_number}
        series = gettext("%(series)s, no. %(number)s") % numbered
    return " · ".join(filter(None, (str(Kind(citation.kind).label), series)))


def signatures(version: Version) -> list[Signature]:
    """The byline as the page has it, with the posts of then."""
    found = []
    for entry in version.byline:
        name = entry["name"].strip()
        line = languages.byline(name, entry["position"], entry["institute"], version.language)
        role = f"{Authorship.Role(entry['role']).label} " if entry["role"] != AUTHOR else ""
        tag = entry.get("lang") or language_of(name, version.language)
        found.append(Signature(role, name, tag or "", line.removeprefix(name)))
    return found


def dates(citation: Citation) -> list[str]:
    """The date line, and of a later version its number and day."""
    published = pgettext("the date of an article", "Published")
    found = [f"{published} {date_format(citation.date)}"]
    if citation.number > 1:
        number = gettext("Version %(number)s") % {"number": citation.number}
        found.append(f"{number}{gettext(', ')}{date_format(citation.released)}")
    return found


def corrections(version: Version) -> list[Correction]:
    """Those of this version and of the ones before it, in their order; a first version has none to ask for."""
    if version.number == 1:
        return []
    history = Version.objects.ever_public().filter(edition=version.edition_id, number__lte=version.number)
    return [
        Correction(localdate(each.published_at), [line for line in each.note.splitlines() if line.strip()])
        for each in history.as_history()
        if each.change == Version.Change.CORRECTION
    ]


def foot(citation: Citation) -> list[tuple[str, str]]:
    """What stands at the end, each with its heading: how to cite, addresses, licence, as HTML with links."""
    cited = styles.html(citation, "chicago", citation.released)
    for address in (citation.address, f"https://doi.org/{citation.doi}"):
        cited = cited.replace(escape(address, quote=False), _link(address, address))
    facts = [
        (gettext("Permanent address"), citation.version_address, citation.version_address),
        ("DOI", citation.doi, f"https://doi.org/{citation.doi}"),
        (gettext("First published"), citation.first_published_url, citation.first_published_url),
    ]
    found = [(gettext("How to cite"), cited)]
    found += [(name, _link(to, words)) for name, words, to in facts if words]
    # With its address in words, too: on paper nothing leads anywhere.
    found += [
        (gettext("Attachment"), f"{escape(each.label)}{gettext(', ')}{_link(each.address, each.address)}")
        for each in citation.attachments
    ]
    if citation.licence:
        deed = str(Licence(citation.licence).label)
        found.append((gettext("Licence"), _link(licence_address(citation.licence), deed)))
    return found


def _link(address: str, words: str) -> str:
    return f'<a href="{escape(address)}">{escape(words)}</a>' if address else escape(words)
