"""Who writes: authors, and the fellows among them with their appointments in departments."""

from authors.models.author import Author, FormerAuthorSlug, portrait_name
from authors.models.fellow import (
    Appointment,
    Department,
    Fellow,
    FellowQuerySet,
    Post,
    SpokenLanguage,
)

__all__ = [
    "Appointment",
    "Author",
    "Department",
    "Fellow",
    "FellowQuerySet",
    "FormerAuthorSlug",
    "Post",
    "SpokenLanguage",
    "portrait_name",
]
