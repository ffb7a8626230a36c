"""The people of the demonstration institute, their departments, and what they write about."""

from pathlib import Path
from typing import Any

import yaml
from django.core.files.base import ContentFile

from authors.models import Appointment, Author, Department, Fellow, SpokenLanguage
from config.languages import CODES, column
from publications.models import Region, Series, Topic

FOLDER = Path(__file__).resolve().parent


def load() -> None:
    """Make the rows that ``institute.yaml`` describes."""
    described = yaml.safe_load((FOLDER / "institute.yaml").read_text(encoding="utf-8"))
    _departments(described["departments"])
    for model, name in ((Topic, "topics"), (Region, "regions"), (Series, "series")):
        for order, row in enumerate(described[name]):
            model.objects.create(
                slug=row["slug"],
                order=order,
                **per_language("name", row["name"]),
                **per_language("description", row.get("description")),
            )
    for row in described["languages"]:
        SpokenLanguage.objects.create(code=row["code"], order=100, **per_language("name", row["name"]))
    for person in described["authors"]:
        _author(person)


def per_language(field: str, values: dict[str, str] | None) -> dict[str, str]:
    """The columns of a translated field for a mapping of language codes to texts."""
    return {column(field, code): values[code].strip() for code in CODES if values and values.get(code)}


def _departments(rows: list[dict[str, Any]]) -> None:
    made: dict[str, Department] = {}
    for order, row in enumerate(rows):
        made[row["slug"]] = Department.objects.create(
            slug=row["slug"],
            order=order,
            parent=made.get(row.get("parent", "")),
            **per_language("name", row["name"]),
        )


def _author(person: dict[str, Any]) -> None:
    names = {
        column(field, code): names[field]
        for code, names in person["names"].items()
        for field in ("name", "family_name", "given_name")
        if names.get(field)
    }
    author = Author(slug=person["slug"], **names)
    for field in ("position", "institute", "biography"):
        for name, text in per_language(field, person.get(field)).items():
            setattr(author, name, text)
    for field in ("email", "orcid", "website"):
        setattr(author, field, person.get(field) or "")
    author.full_clean()
    if person.get("portrait"):
        picture = FOLDER / person["portrait"]
        author.portrait.save(picture.name, ContentFile(picture.read_bytes()), save=False)
    author.save()
    if person.get("fellow"):
        _fellow(author, person["fellow"])


def _fellow(author: Author, profile: dict[str, Any]) -> None:
    fellow = Fellow.objects.create(
        author=author,
        visible=True,
        **per_language("education", profile.get("education")),
    )
    fellow.topics.set(Topic.objects.filter(slug__in=profile.get("topics", [])))
    fellow.languages.set(SpokenLanguage.objects.filter(code__in=profile.get("languages", [])))
    fellow.regions.set(Region.objects.filter(slug__in=profile.get("regions", [])))
    for order, held in enumerate(profile["appointments"]):
        Appointment.objects.create(
            fellow=fellow,
            department=Department.objects.get(slug=held["department"]),
            since=held.get("since"),
            until=held.get("until"),
            order=order,
            **per_language("position", held["position"]),
        )
