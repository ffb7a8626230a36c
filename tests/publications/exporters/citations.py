"""Records as tests of the formats need them: whole by default, with the facts that the test names."""

import datetime
from typing import Any

from publications.exporters import Citation, Contributor

INSTITUTES = {"en": "Ferry Point Institute", "zh-hans": "渡口国际研究院", "zh-hant": "渡口國際研究院"}


def contributor(name: str, family_name: str = "", given_name: str = "", **facts: Any) -> Contributor:
    return Contributor(
        name, family_name, given_name, **{"role": "author", "position": "", "institute": "", **facts}
    )


ZHAO = contributor("Zhao Long", "Zhao", "Long", orcid="0000-0002-1825-0097")
LEE = contributor("Anna Maria Lee", "Lee", "Anna Maria")
OWUSU = contributor("Kofi Owusu", "Owusu", "Kofi")
BRANDT = contributor("Jean-Paul Brandt", "Brandt", "Jean-Paul")
INSTITUTE = contributor("Ferry Point Institute", is_organisation=True)
赵龙 = contributor("赵龙", "赵", "龙")
林青 = contributor("林青", "林", "青")
FERRÁNDIZ = contributor("卢西娅·费兰迪斯", "费兰迪斯", "卢西娅")


def citation(*contributors: Contributor, **facts: Any) -> Citation:
    """An English commentary of 16 June 2022 by Zhao Long, unless the test says otherwise."""
    language = facts.get("language", "en")
    address = f"https://ferrypoint.example/{language}/articles/cable/"
    whole = {
        "slug": "cable",
        "language": language,
        "kind": "commentary",
        "title": "Who Mends the Cable",
        "subtitle": "",
        "summary": "",
        "contributors": contributors or (ZHAO,),
        "date": datetime.date(2022, 6, 16),
        "published_at": datetime.datetime(2022, 6, 16, 8, tzinfo=datetime.UTC),
        "number": 1,
        "change": "first",
        "series": "",
        "series_number": None,
        "issn": "",
        "topics": (),
        "publisher": INSTITUTES[language],
        "doi": "",
        "licence": "",
        "address": address,
        "version_address": f"{address}v1/",
        "first_published_url": "",
        "translated_from": "",
        "image": "",
        "words": 900,
    }
    return Citation(**(whole | facts))
