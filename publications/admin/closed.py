"""What somebody who was given single languages may change: the texts of these languages, and nothing beside them."""

from collections.abc import Collection, Mapping

from django import forms
from django.contrib.auth.models import AbstractBaseUser

from config.languages import column
from publications.models import LanguageGrant
from publications.models.grant import EVERY_LANGUAGE
from publications.models.revision import TRANSLATED

POST = ("position", "institute")
# Fields of the article form that say something about the save, not about the article.
ABOUT_THE_SAVE = ("base_version", "comment", "reviewed_notes")


def may_write(user: AbstractBaseUser, language: str) -> bool:
    """Whether this user may change the texts of a language: one who reviews may in all, others where they were
    given it. Whether the user may change articles at all is asked elsewhere.
    """
    return language in LanguageGrant.objects.languages_of(user)


def close(fields: Mapping[str, forms.Field], user: AbstractBaseUser, besides: Collection[str] = ()) -> None:
    """Disables the fields that the user may not change, so that nothing sent under their names is looked at.

    Every field is closed that is not known to be a text of one of the user's languages; ``besides`` names further
    ones that stay open. Nothing is closed for those who review.
    """
    if user.has_perm(EVERY_LANGUAGE):
        return
    texts = {
        column(name, language)
        for language in LanguageGrant.objects.languages_of(user)
        for name in (*TRANSLATED, *POST)
    }
    for name, field in fields.items():
        field.disabled = name not in texts and name not in besides
