"""The list of articles: what it shows, finds and filters, however many there are."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList, ChangeListSearchForm
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Exists, Max, Min, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.text import smart_split, unescape_string_literal
from django.utils.translation import gettext_lazy as _

from authors.models import Author
from config.admin import columns
from publications.admin.standing import StandingFilter, marks
from publications.models import Article, Authorship, Edition, Footnote, Version

IN_NOTES = "notes"


class SearchForm(ChangeListSearchForm):
    """What to look for, and whether to look for it in the notes too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[IN_NOTES] = forms.BooleanField(required=False)


class ArticleList(ChangeList):
    """The list without the bodies, with the editions and what is public or to come of each."""

    search_form_class = SearchForm

    def get_queryset(self, request: HttpRequest, **kwargs: Any) -> QuerySet[Article]:
        versions = Version.objects.filter(edition=OuterRef("pk")).order_by()
        editions = Edition.objects.annotate(
            is_public=Exists(versions.public()), is_pending=Exists(versions.pending())
        )
        listed = super().get_queryset(request, **kwargs)
        return listed.without_bodies().prefetch_related(Prefetch("editions", editions, to_attr="standing"))

    def get_filters_params(self, params: dict[str, Any] | None = None) -> dict[str, Any]:
        """The parameters that filter; where to search is none of them."""
        found = super().get_filters_params(params)
        found.pop(IN_NOTES, None)
        return found

    @property
    def searches_notes(self) -> bool:
        """Whether the notes were searched too."""
        return IN_NOTES in self.params


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

    list_display = ["heading", "kind", "date", "languages", "modified"]
    list_filter = [StandingFilter, "kind", YearFilter, AuthorFilter, "topics", "regions", "series"]
    list_per_page = 50
    search_fields = ["slug"]
    show_full_result_count = False
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

    @admin.display(description=_("languages"))
    def languages(self, article: Article) -> SafeString:
        return marks(article.standing)


def found(word: str, *, in_notes: bool) -> Q:
    """The condition that an article has the word somewhere, in whatever language, small letters or large.

    Each place is searched by itself, so that the database can read an index or a short row instead of the articles.
    """
    titles = (Article.objects.filter(**{f"{name}__icontains": word}) for name in (*columns("title"), "slug"))
    names = Q()
    for name in columns("name"):
        names |= Q(**{f"{name}__icontains": word})
    signed = Authorship.objects.filter(author__in=Author.objects.filter(names).order_by())
    condition = Q(pk__in=signed.order_by().values("article"))
    for each in titles:
        condition |= Q(pk__in=each.order_by().values("pk"))
    if in_notes:
        notes = Footnote.objects.filter(removed_at=None, text__icontains=word)
        condition |= Q(pk__in=notes.order_by().values("article"))
    return condition
