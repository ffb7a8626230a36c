"""Every address below /admin/, found by asking the site itself, with something at hand for each to show."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, get_resolver

from authors.models import SpokenLanguage
from publications.admin.desk import translation
from publications.admin.reviewing import DOORS
from publications.models import Article, Edition, Home, PreviewLink, Revision, ScriptOverride
from tests.factories import (
    make_appointment,
    make_article,
    make_author,
    make_department,
    make_fellow,
    make_figure,
    make_page,
    make_region,
    make_series,
    make_topic,
    make_user,
    published,
)

LANGUAGE = "zh-hans"
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
# Addresses of one name that do different things by a word in them.
VERBS = {"publications_article_step": DOORS, "desk-act": translation.VERBS}


@dataclass(frozen=True)
class Address:
    """A path with the name by which the table knows it."""

    name: str
    path: str


def made() -> dict[str, Any]:
    """One thing of each kind, by what the addresses call it."""
    article = make_article(
        title_en="Ports", title_zh_hans="港口", title_zh_hant="港口", topics=[make_topic()]
    )
    for _ in range(2):
        Revision.objects.record(article, None)
    version = published(article, LANGUAGE)
    edition = Edition.objects.get(article=article, language=LANGUAGE)
    person = make_user(is_staff=True)
    person.groups.add(Group.objects.get(name="Editors"))
    fellow = make_fellow()
    make_appointment(fellow)
    return {
        "article": article.pk,
        "version": version.pk,
        "link_id": PreviewLink.objects.create(edition=edition).pk,
        "topic": make_topic().pk,
        "region": make_region().pk,
        "series": make_series().pk,
        "figure": make_figure().pk,
        "page": make_page().pk,
        "home": Home.objects.create().pk,
        "scriptoverride": ScriptOverride.objects.create(simplified="港", traditional="港").pk,
        "author": make_author().pk,
        "fellow": fellow.pk,
        "department": make_department().pk,
        "spokenlanguage": SpokenLanguage.objects.create(code="xx", name_en="Xish").pk,
        "user": person.pk,
        "group": Group.objects.get(name="Editors").pk,
        "language": LANGUAGE,
        "number": 1,
    }


def addresses(things: dict[str, Any]) -> Iterator[Address]:
    """All of them: those of the admin's own pages and ours, pop-ups, and what completes a field."""
    for route, pattern in _patterns():
        for name, path in _filled(pattern.name or route, route, things):
            yield Address(name, path)
            if name.endswith(("_changelist", "_add", "_change")) and "password" not in name:
                yield Address(f"{name} pop-up", f"{path}?_popup=1")
    for name, query in _autocompletes():
        yield Address(f"autocomplete {name}", f"/admin/autocomplete/?{query}&term=")


def _patterns() -> Iterator[tuple[str, URLPattern]]:
    for entry in get_resolver().url_patterns:
        if str(entry.pattern).startswith("admin/"):
            yield from _below(entry, "/")


def _below(entry: Any, start: str) -> Iterator[tuple[str, URLPattern]]:
    route = start + str(entry.pattern)
    if isinstance(entry, URLPattern):
        yield route, entry
        return
    for each in entry.url_patterns:
        yield from _below(each, route)


def _filled(name: str, route: str, things: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The paths of a route, with everything filled in that it leaves open."""
    if name == "app_list":
        yield from ((f"app_list {app}", f"/admin/{app}/") for app in ("auth", "authors", "publications"))
    elif name == "view_on_site":
        yield name, f"/admin/r/{_content_type()}/{things['article']}/"
    elif "(?P<url>" in route:
        yield "anything else", "/admin/no/such/page/"
    elif name in VERBS:
        yield from (
            (f"{name} {verb}", _fill(route, {**things, "verb": verb, "object_id": things["article"]}))
            for verb in VERBS[name]
        )
    else:
        model = route.removeprefix("/admin/").split("/")[1:2]
        one = things.get(model[0]) if model else None
        yield name.removeprefix("/admin/"), _fill(route, {**things, "object_id": one, "id": one, "pk": one})


def _fill(route: str, values: dict[str, Any]) -> str:
    return PARAMETER.sub(lambda found: str(values[found[1]]), route)


def _content_type() -> int:
    return ContentType.objects.get_for_model(Article).pk


def _autocompletes() -> Iterator[tuple[str, str]]:
    """Every field that is completed while somebody types, in forms and in the rows within them."""
    for model_admin in admin.site._registry.values():
        inlines = [inline(model_admin.model, admin.site) for inline in model_admin.inlines]
        for each in (model_admin, *inlines):
            options = each.model._meta
            for field in each.autocomplete_fields:
                query = f"app_label={options.app_label}&model_name={options.model_name}&field_name={field}"
                yield f"{options.model_name}.{field}", query
