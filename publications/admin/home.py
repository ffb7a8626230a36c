"""What stands on the home page of each language: articles that are picked, in an order."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, Field, Min, OuterRef, Prefetch, QuerySet, Subquery
from django.forms import Script
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from config.admin import OrderedFormSet, OrderedRows
from config.languages import LANGUAGES, column
from config.locked import LockedAdmin, LockedForm
from publications.home import Front, front
from publications.models import Article, Home, Pick, Version


class Chosen(forms.Widget):
    """An article that has been picked: its title, which leads to its form."""

    def __init__(self, pick: Pick) -> None:
        super().__init__()
        self.pick = pick

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The title in the language of the home page, else as the admin shows it."""
        article = self.pick.article
        title = getattr(article, column("title", self.pick.language)) or str(article)
        address = reverse("admin:publications_article_change", args=[article.pk])
        return format_html('<a class="pick" href="{}">{}</a>', address, title)


class PickForm(forms.ModelForm):
    """A row: a new one chooses an article, an old one moves or goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "article" in self.fields:
            self.fields["article"].disabled = True
            self.fields["article"].widget = Chosen(self.instance)


class PickFormSet(OrderedFormSet):
    """The picks of one language."""

    language: str

    def clean(self) -> None:
        """Refuses an article that is there already; what is to be deleted does not count."""
        super().clean()
        seen = set()
        for form in self.forms:
            article = getattr(form, "cleaned_data", {}).get("article")
            if article is None or form.cleaned_data.get("DELETE"):
                continue
            if article.pk in seen:
                form.add_error("article", _("This article has been chosen already."))
            seen.add(article.pk)

    def save_new(self, form: forms.ModelForm, commit: bool = True) -> Pick:
        """Saves a new row in the language of the table."""
        form.instance.language = self.language
        return super().save_new(form, commit)


class PickInline(OrderedRows, admin.TabularInline):
    """The picks of one language, which says what readers see of each."""

    language: str
    model = Pick
    form = PickForm
    template = "admin/publications/home/picks.html"
    fields = ["article", "standing", "order"]
    readonly_fields = ["standing"]
    autocomplete_fields = ["article"]

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whoever curates the home page picks."""
        return request.user.has_perm("publications.change_home")

    has_add_permission = has_change_permission = has_delete_permission = has_view_permission

    def get_formset(self, request: HttpRequest, obj: Home | None = None, **kwargs: Any) -> Any:
        kwargs["formset"] = type("PickFormSet", (PickFormSet,), {"language": self.language})
        return super().get_formset(request, obj, **kwargs)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Pick]:
        versions = Version.objects.filter(article=OuterRef("article"), language=self.language).order_by()
        coming = versions.pending().values("language").annotate(moment=Min("published_at")).values("moment")
        picks = super().get_queryset(request).filter(language=self.language)
        picks = picks.prefetch_related(Prefetch("article", Article.objects.without_bodies()))
        return picks.annotate(is_public=Exists(versions.public()), coming=Subquery(coming))

    def formfield_for_foreignkey(
        self, db_field: Field, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        kwargs["queryset"] = Article.objects.without_bodies()
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        for link in ("can_add_related", "can_change_related", "can_view_related"):
            setattr(field.widget, link, False)
        return field

    @admin.display(description=gettext_lazy("Readers"))
    def standing(self, pick: Pick) -> SafeString | str:
        """Whether readers see it, and why not."""
        if pick.pk is None:
            return ""
        if pick.is_public:
            return _("see it")
        if pick.coming:
            moment = date_format(timezone.localtime(pick.coming), "SHORT_DATETIME_FORMAT")
            return format_html('<span class="pick-waits">{}</span>', _("see it from %s on") % moment)
        words = _("do not see it: it is not public in %s") % LANGUAGES[self.language].label
        return format_html('<span class="pick-skipped">{}</span>', words)

    def tongue(self) -> Any:
        """The language, for the template."""
        return LANGUAGES[self.language]

    def front(self) -> Front:
        """What readers see now, for the template."""
        return front(self.language)

    def address(self) -> str:
        """Where they see it, for the template."""
        with override(self.language):
            return reverse("home")


class HomeForm(LockedForm):
    class Meta:
        model = Home
        fields: list[str] = []


@admin.register(Home)
class HomeAdmin(LockedAdmin, admin.ModelAdmin):
    form = HomeForm
    change_form_template = "admin/publications/home/change_form.html"
    fieldsets = [(None, {"fields": ["base_version"]})]
    inlines = [
        type(f"Picks_{code.replace('-', '_')}", (PickInline,), {"language": code}) for code in LANGUAGES
    ]
    view_on_site = False

    class Media:
        css = {"all": ["css/picks.css"]}
        js = [
            Script("js/admin/language-switch.js", type="module"),
            Script("js/admin/unsaved.js", type="module"),
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Home | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Leads to the one row there is."""
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        home = Home.objects.first() or Home.objects.create()
        return redirect("admin:publications_home_change", home.pk)
