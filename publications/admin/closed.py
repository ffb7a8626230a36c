"""What somebody who was given single languages may change: the texts of these languages, and nothing beside them."""

import copy
from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

from config.languages import column
from publications.models import LanguageGrant
from publications.models.grant import EVERY_LANGUAGE
from publications.models.revision import TRANSLATED

# Of the rows that belong to an article: the post of who signed it, what an attached file is.
IN_ROWS = ("position", "institute", "label")
# Fields of the form that say something about the save, not about the article.
ABOUT_THE_SAVE = ("base_version", "comment", "draft")


def may_write(user: AbstractBaseUser, language: str) -> bool:
    """Whether this user was given a language to write in; whoever reviews has all of them.

    Whether the user may change articles at all is another question.
    """
    return language in LanguageGrant.objects.languages_of(user)


def closed(fields: Mapping[str, forms.Field], user: AbstractBaseUser) -> dict[str, forms.Field]:
    """The fields of a form, with all of them disabled that the user may not change: nothing sent for them counts.

    Closed is whatever is not known to be a text of one of the user's languages. Nothing is closed for those who
    review.
    """
    if user.has_perm(EVERY_LANGUAGE):
        return dict(fields)
    texts = {
        column(name, language)
        for language in LanguageGrant.objects.languages_of(user)
        for name in (*TRANSLATED, *IN_ROWS)
    }
    # Some of the fields belong to the class of the form, which everybody shares.
    given = copy.deepcopy(dict(fields))
    for name, field in given.items():
        field.disabled = name not in texts and name not in ABOUT_THE_SAVE
    return given


class ClosedForm:
    """For the admin of a model: its form, closed."""

    def get_form(self, request: HttpRequest, *args: Any, **kwargs: Any) -> type[forms.ModelForm]:
        form = super().get_form(request, *args, **kwargs)  # type: ignore[misc]
        form.base_fields = closed(form.base_fields, request.user)
        return form


class ClosedRows:
    """For rows within such a form: their fields closed, none added and none taken away."""

    def get_formset(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        formset = super().get_formset(request, *args, **kwargs)  # type: ignore[misc]
        formset.form.base_fields = closed(formset.form.base_fields, request.user)
        return formset

    def has_add_permission(self, request: HttpRequest, *args: Any) -> bool:
        return request.user.has_perm(EVERY_LANGUAGE) and super().has_add_permission(request, *args)  # type: ignore[misc]

    def has_delete_permission(self, request: HttpRequest, *args: Any) -> bool:
        return request.user.has_perm(EVERY_LANGUAGE) and super().has_delete_permission(request, *args)  # type: ignore[misc]
