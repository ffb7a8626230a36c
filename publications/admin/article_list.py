"""The list of articles: what it shows, finds and filters, however many there are."""

from collections.abc import Callable, Collection
from functools import reduce
from operator import or_
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList, ChangeListSearchForm
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.paginator import Page, Paginator
from django.db.models import Exists, F, Max, Min, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.text import smart_split, unescape_string_literal
from django.utils.translation import gettext_lazy as _

from authors.models import Author
from config.admin import columns
from config.languages import CODES, label
from publications.admin.standing import marks
from publications.models import Article, Authorship, Edition, Footnote, Revision, Version

IN_NOTES = "notes"


class SearchForm(ChangeListSearchForm):
    """What to look for, and whether to look for it in the notes too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[IN_NOTES] = forms.BooleanField(required=False)


class OneLook(Paginator):
    """Looks once which rows there are, and reads those of a page by their keys.

    Counting and reading would each go through all that is searched and filtered. Which rows match and in which
    order rows stand is asked apart: an index answers either, while both together would read whole articles.
    """

    @cached_property
    def keys(self) -> list[int]:
        """The keys of all rows, in order."""
        found = self.object_list
        ordered = found.model.objects.order_by(*found.query.order_by).values_list("pk", flat=True)
        if not found.query.has_filters():
            return list(ordered)
        matching = set(found.order_by().values_list("pk", flat=True))
        return [key for key in ordered if key in matching] if matching else []

    @cached_property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.keys)

    def page(self, number: int | str) -> Page:
        """The articles of a page, from 1, in order. Raises InvalidPage where there is none."""
        number = self.validate_number(number)
        keys = self.keys[(number - 1) * self.per_page : number * self.per_page]
        rows = {article.pk: article for article in listed(keys)}
        return self._get_page([rows[key] for key in keys if key in rows], number, self)


def listed(keys: Collection[int]) -> QuerySet[Article]:
    """Articles without their bodies, with their editions and what is public or to come of each as ``standing``."""
    versions = Version.objects.filter(edition=OuterRef("pk")).order_by()
    editions = Edition.objects.annotate(
        is_public=Exists(versions.public()), is_pending=Exists(versions.pending())
    )
    standing = Prefetch("editions", editions, to_attr="standing")
    return Article.objects.filter(pk__in=keys).without_bodies().prefetch_related(standing).order_by()


class ArticleList(ChangeList):
    """The list, with a search that may look into the notes."""

    search_form_class = SearchForm

    def get_filters_params(self, params: dict[str, Any] | None = None) -> dict[str, Any]:
        """The parameters that filter; where to search is none of them."""
        found = super().get_filters_params(params)
        found.pop(IN_NOTES, None)
        return found

    def get_results(self, request: HttpRequest) -> None:
        """Takes the rows from the paginator, also when one page holds them all."""
        super().get_results(request)
        if not self.multi_page:
            self.result_list = self.paginator.page(1).object_list

    @property
    def searches_notes(self) -> bool:
        """Whether the notes were searched too."""
        return IN_NOTES in self.params


class LanguageFilter(admin.SimpleListFilter):
    """Articles by the languages in which something is written."""

    title = _("language")
    parameter_name = "language"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(code, label(code)) for code in CODES]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        if self.value() not in CODES or StateFilter.parameter_name in request.GET:
            return queryset
        return queryset.filter(pk__in=_articles(Edition.objects.written().filter(language=self.value())))


class StateFilter(admin.SimpleListFilter):
    """Articles by how one of their languages stands: the one that is chosen, or any."""

    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(name, words) for name, (words, _found) in STANDINGS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        if self.value() not in STANDINGS:
            return queryset
        language = request.GET.get(LanguageFilter.parameter_name)
        chosen = [language] if language in CODES else CODES
        if self.value() == MISSING:
            written = (Edition.objects.written().filter(language=code) for code in chosen)
            return queryset.filter(reduce(or_, (~Q(pk__in=_articles(each)) for each in written)))
        _words, found = STANDINGS[self.value()]
        return queryset.filter(pk__in=_articles(found(Edition.objects.filter(language__in=chosen))))


def _articles(editions: QuerySet[Edition]) -> QuerySet[Any]:
    return editions.order_by().values("article")


def _in_state(state: Edition.State) -> tuple[Any, Callable[[QuerySet[Edition]], QuerySet[Edition]]]:
    # Whatever is further than a draft has a text.
    def of_state(editions: QuerySet[Edition]) -> QuerySet[Edition]:
        found = editions.filter(state=state)
        return found.written() if state == Edition.State.DRAFT else found

    return state.label, of_state


MISSING = "missing"
STANDINGS: dict[str, tuple[Any, Callable[[Any], QuerySet[Edition]]]] = {
    **{state.value: _in_state(state) for state in Edition.State},
    "scheduled": (
        _("Scheduled"),
        lambda editions: editions.filter(pk__in=Version.objects.pending().order_by().values("edition")),
    ),
    "outdated": (_("Outdated"), lambda editions: editions.outdated()),
    "converted": (_("Converted, not confirmed"), lambda editions: editions.filter(converted=True)),
    "defective": (_("With broken notes or pictures"), lambda editions: editions.filter(defect_count__gt=0)),
    MISSING: (_("Missing"), lambda editions: editions.none()),
}


class DraftFilter(admin.SimpleListFilter):
    """The drafts that wait for whoever has signed in, as on the home page."""

    title = _("drafts")
    parameter_name = "drafts"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("mine", _("Your drafts"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        if self.value() != "mine":
            return queryset
        return queryset.filter(pk__in=drafts_of(request.user).order_by().values("article_id"))


def drafts_of(user: Any) -> QuerySet[Revision]:
    """The last revisions of articles that a user saved last and of which a text is neither published nor on its way."""
    stands = Article.objects.filter(pk=OuterRef("article_id"), lock_version=OuterRef("number")).order_by()
    texts = Edition.objects.written().filter(article=OuterRef("article_id")).order_by()
    on_their_way = (Edition.State.IN_REVIEW, Edition.State.APPROVED)
    open_texts = texts.exclude(state__in=on_their_way).exclude(digest=F("published_digest"))
    return Revision.objects.filter(Exists(stands), Exists(open_texts), by=user)


class YearFilter(admin.SimpleListFilter):
    """Articles by the year of their date line."""

    title = _("year")
    parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        ends = Article.objects.aggregate(first=Min("date"), last=Max("date"))
        if not ends["first"]:
            return []
        years = range(ends["last"].year, ends["first"].year - 1, -1)
        return [*((str(year), str(year)) for year in years), ("none", _("without a date"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        year = self.value() or ""
        if year == "none":
            return queryset.filter(date=None)
        return queryset.filter(date__year=year) if year.isdecimal() else queryset


class ChosenAuthor(forms.Form):
    """An author, found by name as in the form of an article: there may be thousands of them."""

    author = forms.ModelChoiceField(
        Author.objects.all(),
        label=_("author"),
        required=False,
        widget=AutocompleteSelect(
            Authorship._meta.get_field("author"), admin.site, {"class": "author-filter"}
        ),
    )


class AuthorFilter(admin.SimpleListFilter):
    """Articles by one of those who sign."""

    title = _("author")
    parameter_name = "author"
    template = "admin/publications/article/author_filter.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return []

    def has_output(self) -> bool:
        """There is always something to choose, though no choice is listed."""
        return True

    def queryset(self, request: HttpRequest, queryset: QuerySet[Article]) -> QuerySet[Article]:
        author = self.value() or ""
        if not author.isdecimal():
            return queryset
        return queryset.filter(pk__in=Authorship.objects.filter(author=author).order_by().values("article"))

    def choices(self, changelist: ChangeList) -> Any:
        """For the template: the field with what is chosen, the other parameters, the list without this filter."""
        others = {name: value for name, value in changelist.params.items() if name != self.parameter_name}
        author = self.value() or ""
        yield {
            "field": ChosenAuthor({self.parameter_name: author if author.isdecimal() else ""})["author"],
            "others": others,
            "chosen": author,
            "query_string": changelist.get_query_string(remove=[self.parameter_name]),
        }


class ListOfArticles:
    """The part of the admin of articles that is its list."""

    list_display = ["heading", "kind", "day", "languages", "saved"]
    list_filter = [
        LanguageFilter,
        StateFilter,
        DraftFilter,
        "kind",
        YearFilter,
        AuthorFilter,
        "topics",
        "regions",
        "series",
    ]
    list_per_page = 50
    # A page that showed all would read them with everything that they are searched and filtered by.
    list_max_show_all = 0
    paginator = OneLook
    search_fields = ["slug"]
    show_full_result_count = False
    # Counting what each filter would leave asks as often as there are filters.
    show_facets = admin.ShowFacets.NEVER
    # What is done with many at once would pass by the workflow.
    actions = None

    @property
    def media(self) -> forms.Media:
        """With what the choice of an author needs."""
        return super().media + ChosenAuthor().media  # type: ignore[misc]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ArticleList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Article], search_term: str
    ) -> tuple[QuerySet[Article], bool]:
        """Those that have every word, or "quoted phrase", in a title, the address, an author's name or a note.

        Notes are searched only when asked for: there are dozens of them to an article.
        """
        for word in smart_split(search_term):
            if word[0] == word[-1] and word[0] in "\"'" and len(word) > 1:
                word = unescape_string_literal(word)
            queryset = queryset.filter(found(word, in_notes=IN_NOTES in request.GET))
        return queryset, False

    @admin.display(description=_("title"), ordering="title")
    def heading(self, article: Article) -> str:
        return str(article)

    @admin.display(description=_("date"), ordering="date")
    def day(self, article: Article) -> str:
        return date_format(article.date, "SHORT_DATE_FORMAT") if article.date else "–"

    @admin.display(description=_("saved"), ordering="modified")
    def saved(self, article: Article) -> str:
        return date_format(timezone.localtime(article.modified), "SHORT_DATE_FORMAT")

    @admin.display(description=_("languages"))
    def languages(self, article: Article) -> SafeString:
        return marks(article.standing)


def found(word: str, *, in_notes: bool) -> Q:
    """The condition that an article has the word somewhere, in whatever language, small letters or large.

    Each place is searched by itself, so that the database can read an index or a short row instead of the articles.
    """
    titles = (Article.objects.filter(**{f"{name}__icontains": word}) for name in (*columns("title"), "slug"))
    signed = Authorship.objects.filter(author__in=Author.objects.named(word).order_by())
    condition = Q(pk__in=signed.order_by().values("article"))
    for each in titles:
        condition |= Q(pk__in=each.order_by().values("pk"))
    if in_notes:
        notes = Footnote.objects.filter(removed_at=None, text__icontains=word)
        condition |= Q(pk__in=notes.order_by().values("article"))
    return condition
