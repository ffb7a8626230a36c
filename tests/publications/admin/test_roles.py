"""Every role at every address of the admin: who gets in, who may send something, and who is turned away."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import get_resolver, reverse

from publications.models import LanguageGrant
from publications.models.grant import ROLES
from tests.factories import make_user
from tests.publications.admin.addresses import LANGUAGE, Address, addresses, made

pytestmark = pytest.mark.django_db

# Publishers, editors, translators who were given the language of the address, translators who were given another,
# and the fellows' staff.
GROUPS = {"P": "Publishers", "E": "Editors", "T": "Translators", "U": "Translators", "S": "Fellows' staff"}
GIVEN = {"T": [LANGUAGE], "U": ["en"]}

ALL, DESK, REVIEW = "PETUS", "PETU", "PE"


def pages(
    model: str, look: str, work: str, change: str | None = None, delete: str | None = None
) -> dict[str, str]:
    """The pages that Django gives a model: who may open them, and after a blank who may send something to them.

    ``look`` stands for those who may look, ``work`` for those who may add, change and delete, unless ``change`` and
    ``delete`` say otherwise. An address without a page leads everybody to the form, which has its own door.
    """
    change, delete = work if change is None else change, work if delete is None else delete
    app, name = model.split("_")
    rows = {
        "changelist": (look, look),
        "changelist pop-up": (look, look),
        "add": (work, work),
        "add pop-up": (work, work),
        "change": (look, change),
        "change pop-up": (look, change),
        "history": (look, look),
        "delete": (delete, delete),
    }
    table = {f"{model}_{page}": f"{opens or '-'} {sends or '-'}" for page, (opens, sends) in rows.items()}
    return {**table, f"{app}/{name}/<path:object_id>/": f"{ALL} {ALL}"}


# Who may open an address, and after a blank who may send something to it.
TABLE = {
    "index": f"{ALL} {ALL}",
    "login": f"{ALL} {ALL}",
    "logout": f"- {ALL}",
    "password_change": f"{ALL} {ALL}",
    "password_change_done": f"{ALL} -",
    "jsi18n": f"{ALL} -",
    # Leads to where readers find something, if they do.
    "view_on_site": f"{ALL} {ALL}",
    "app_list auth": "P P",
    "app_list authors": f"{ALL} {ALL}",
    "app_list publications": f"{DESK} {DESK}",
    "anything else": "- -",
    "autocomplete": "- -",
    "autocomplete authorship.author": f"{ALL} -",
    "autocomplete pick.article": f"{DESK} -",
    "desk": f"{DESK} {DESK}",
    "desk-translation": "PET PET",
    "desk-convert": "PET PET",
    "desk-act still-valid": "PET PET",
    "desk-act confirm": "PET PET",
    "desk-act assign": "PET PET",
    "desk-act source": "PET PET",
    **pages("publications_article", look=DESK, work=REVIEW, change=DESK),
    "publications_article_figures": f"{DESK} {REVIEW}",
    "publications_article_import": "PE PE",
    "publications_article_import_language": "PET PET",
    "publications_article_imported": f"{DESK} {DESK}",
    # Reads a manuscript for the open form; the form decides what of it may be saved.
    "publications_article_read": f"- {DESK}",
    "publications_article_deleted": "PE PE",
    "publications_article_compare": f"{DESK} {DESK}",
    # Translators bring back the texts of their own languages.
    "publications_article_restore": f"{DESK} {DESK}",
    "publications_article_publish": "P P",
    "publications_article_withdraw": "P P",
    # Who comes without pressing the button, as after signing in anew, is led back to the article.
    "publications_article_step submit": f"{DESK} PET",
    "publications_article_step approve": f"{DESK} PE",
    "publications_article_step send-back": f"{DESK} PE",
    "publications_article_step confirm": f"{DESK} PET",
    "publications_article_step still-valid": f"{DESK} PET",
    "publications_article_step cancel": f"{DESK} P",
    "publications_article_preview": f"{DESK} -",
    "publications_article_preview_link": f"{DESK} PE",
    "publications_article_preview_revoke": f"{DESK} PE",
    **pages("publications_figure", look=DESK, work=REVIEW, change=""),
    **pages("publications_version", look=DESK, work=""),
    **pages("publications_topic", look=DESK, work=REVIEW),
    **pages("publications_region", look=DESK, work=REVIEW),
    **pages("publications_series", look=DESK, work=REVIEW),
    **pages("publications_scriptoverride", look=DESK, work=REVIEW),
    **pages("publications_page", look="PE", work="PE"),
    # The home page is there from the start: nobody adds or deletes it.
    **pages("publications_home", look="PE", work="", change="PE"),
    **pages("authors_department", look="PES", work="PES"),
    **pages("authors_spokenlanguage", look="PES", work="PES"),
    **pages("authors_author", look=ALL, work=REVIEW),
    **pages("authors_fellow", look="PES", work="PES"),
    "authors_fellow_find": "PES PES",
    "authors_fellow_preview": "PES PES",
    **pages("auth_user", look="P", work="P", delete=""),
    "auth_user_password_change": "P P",
    **pages("auth_group", look="", work=""),
}
# What readers have; everything else of the site is below /admin/.
PUBLIC = {
    *(
        "set_language",
        "document",
        "figure",
        "portrait",
        "preview",
        "preview-figure",
        "preview-document",
        "home",
        "article-list",
        "article",
        "version",
    ),
    *("topic", "author-list", "author", "fellow-list", "fellow", "page"),
    *("topic-list", "region", "region-list", "series", "series-list", "changes", "parallel"),
    *("article-file", "version-file", "feed", "topic-feed", "author-feed", "region-feed", "series-feed"),
    *("api-root", "openapi-json", "articles", "authors", "topics", "regions", "home", "nothing"),
    *("robots", "favicon", "healthz", "repec", "repec-description", "repec-series", "repec-papers"),
    *("search", "sitemap", "sitemap-articles", "sitemap-pages", "sitemap-people", "oai"),
}


def client(letter: str) -> Client:
    user = make_user(is_staff=True)
    user.groups.add(Group.objects.get(name=GROUPS[letter]))
    LanguageGrant.objects.give(user, GIVEN.get(letter, []))
    client = Client()
    client.force_login(user)
    return client


def is_let_in(response: HttpResponse) -> bool:
    """Whether the door opened; what a page then says of an empty form is its own business."""
    led_away = response.status_code == 302 and response.url.startswith(reverse("admin:login"))
    return response.status_code not in (403, 404, 405) and not led_away


@pytest.fixture
def all_addresses() -> list[Address]:
    return list(addresses(made()))


def walked(letter: str, all_addresses: list[Address]) -> Iterator[tuple[str, str]]:
    """For each address its name and the methods that the role may use; what one changes is undone at once."""
    browser = client(letter)
    key = browser.cookies["sessionid"].value
    for address in all_addresses:
        methods = ""
        for method in ("get", "post"):
            # One of the addresses signs out.
            browser.cookies["sessionid"] = key
            with transaction.atomic():
                response = getattr(browser, method)(address.path)
                transaction.set_rollback(True)
            assert response.status_code < 500, address
            methods += "gp"[method == "post"] if is_let_in(response) else ""
        yield address.name, methods


@pytest.mark.parametrize("letter", GROUPS)
def test_each_role_gets_in_where_it_works_and_nowhere_else(letter, all_addresses):
    found = dict(walked(letter, all_addresses))
    expected = {
        name: "".join(method for method, who in zip("gp", row.split(), strict=True) if letter in who)
        for name, row in TABLE.items()
    }
    surprises = {name: (methods, expected.get(name, "not in the table")) for name, methods in found.items()}
    assert {name: pair for name, pair in surprises.items() if pair[0] != pair[1]} == {}
    assert set(expected) == set(found)


@pytest.mark.parametrize("facts", [None, {"is_staff": False}, {"is_staff": True, "is_active": False}])
def test_nobody_else_gets_further_than_the_door(facts, all_addresses):
    browser = Client()
    if facts:
        browser.force_login(make_user(**facts))
    # The catalogue of the admin's own words is anybody's; signing out needs nobody to be signed in.
    for address in all_addresses:
        if address.name in ("login", "logout", "jsi18n"):
            continue
        for response in (browser.get(address.path), browser.post(address.path)):
            assert (response.status_code, response.get("Location", "").split("?")[0]) in (
                (302, reverse("admin:login")),
                (405, ""),
            ), address


def test_no_address_outside_of_the_admin_is_the_editors():
    patterns = [each for each in get_resolver().url_patterns if not str(each.pattern).startswith("admin/")]
    names = {name for each in patterns for name in named(each)}
    assert names == PUBLIC


def named(entry: object) -> Iterator[str]:
    """The names of an address, or of all below it."""
    for each in getattr(entry, "url_patterns", [entry]):
        yield from named(each) if hasattr(each, "url_patterns") else [each.name]


def test_the_groups_are_there_on_a_fresh_site():
    assert set(Group.objects.values_list("name", flat=True)) == set(ROLES)
