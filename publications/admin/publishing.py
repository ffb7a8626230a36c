"""Publishing and withdrawing one language of an article, each on a page of its own that asks first."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.languages import LANGUAGES
from publications import workflow
from publications.admin.links import field_anchor, public_address
from publications.admin.moments import time_zone, zoned
from publications.admin.reviewing import PUBLISH, stale
from publications.models import Edition, Version

if TYPE_CHECKING:
    from publications.admin.article import ArticleAdmin


class PublishForm(forms.Form):
    """When, and as what kind of change. The first version of an edition is no change of anything."""

    NOW, LATER = "now", "later"

    base_version = forms.IntegerField(widget=forms.HiddenInput)
    when = forms.ChoiceField(
        label=_("When"),
        choices=[(NOW, _("Now")), (LATER, _("At a later moment"))],
        initial=NOW,
        widget=forms.RadioSelect,
    )
    moment = forms.DateTimeField(
        label=_("Moment"),
        required=False,
        widget=forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    change = forms.ChoiceField(
        label=_("What kind of change"),
        choices=[
            (Version.Change.MINOR, _("Small change: readers are told nothing")),
            (Version.Change.CORRECTION, _("Correction: readers see the note below, with its date")),
        ],
        initial=Version.Change.MINOR,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Note for readers"),
        required=False,
        widget=forms.Textarea({"rows": 3, "class": "vLargeTextField"}),
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.edition = edition
        self.initial["base_version"] = edition.article.lock_version
        self.fields["moment"].help_text = time_zone()
        _in_language(self.fields["note"], edition.language)
        if not edition.versions.ever_public().exists():
            del self.fields["change"], self.fields["note"]

    def clean(self) -> dict[str, Any]:
        """Refuses a later moment that is none, and an article that was saved since the page was opened."""
        cleaned = super().clean()
        moment = cleaned.get("moment")
        if cleaned.get("when") == self.LATER and "moment" not in self.errors and not moment:
            self.add_error("moment", _("Give the moment at which it is to appear."))
        elif cleaned.get("when") == self.LATER and moment and moment <= timezone.now():
            self.add_error("moment", _("This moment has passed."))
        if cleaned.get("base_version") != self.edition.article.lock_version:
            raise forms.ValidationError(stale(self.edition.article), code="stale")
        return cleaned

    def publish(self, by: Any) -> Version | None:
        """The new version, or None when it is refused: then the form says why."""
        cleaned = self.cleaned_data
        try:
            return workflow.publish(
                self.edition,
                by=by,
                at=cleaned["moment"] if cleaned["when"] == self.LATER else None,
                change=cleaned.get("change", ""),
                note=cleaned.get("note", ""),
                base=cleaned["base_version"],
            )
        except workflow.Refused as refused:
            for finding in refused.findings:
                self.add_error("note" if finding.field == "note" else None, str(finding))
        return None


class WithdrawForm(forms.Form):
    """Why an edition is taken back."""

    reason = forms.CharField(
        label=_("Reason for readers"),
        help_text=_("It stands at the address of the article from now on."),
        widget=forms.Textarea({"rows": 3, "class": "vLargeTextField"}),
    )

    def __init__(self, *args: Any, edition: Edition, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _in_language(self.fields["reason"], edition.language)


def publish(request: HttpRequest, object_id: int, language: str, model_admin: "ArticleAdmin") -> HttpResponse:
    """Shows what would be published and what stands in the way; publishes when it is sent."""
    edition = _edition(request, object_id, language)
    form = PublishForm(request.POST or None, edition=edition, initial=_chosen(request, edition))
    if request.method == "POST" and form.is_valid() and (version := form.publish(request.user)):
        report = _published(version)
        model_admin.log_change(request, edition.article, str(report))
        messages.success(request, report)
        return redirect("admin:publications_article_change", object_id)
    context = {
        "version": workflow.snapshot(edition),
        "findings": [(finding, field_anchor(finding)) for finding in workflow.check(edition)],
        "advice": [(finding, field_anchor(finding)) for finding in workflow.advise(edition)],
    }
    return _page(request, model_admin, "publish", _("Publish in %s"), edition, form, context)


def withdraw(
    request: HttpRequest, object_id: int, language: str, model_admin: "ArticleAdmin"
) -> HttpResponse:
    """Asks for the reason; takes the edition back when it is sent."""
    edition = _edition(request, object_id, language)
    form = WithdrawForm(request.POST or None, edition=edition)
    if request.method == "POST" and form.is_valid():
        workflow.withdraw(edition, by=request.user, reason=form.cleaned_data["reason"])
        report = gettext("Withdrawn in %s.") % LANGUAGES[language].label
        model_admin.log_change(request, edition.article, report)
        messages.success(request, report)
        return redirect("admin:publications_article_change", object_id)
    context = {"version": edition.latest()}
    return _page(request, model_admin, "withdraw", _("Withdraw in %s"), edition, form, context)


def _edition(request: HttpRequest, article: int, language: str) -> Edition:
    if not request.user.has_perm(PUBLISH):
        raise PermissionDenied
    return get_object_or_404(Edition.objects.select_related("article"), article=article, language=language)


def _chosen(request: HttpRequest, edition: Edition) -> dict[str, Any]:
    """The kind of change that the link to the page has named, and the moment of a version that waits for one."""
    change = request.GET.get("change", "")
    chosen = {"change": change} if change in Version.Change.values else {}
    waiting = edition.versions.pending().first()
    if waiting:
        chosen |= {"when": PublishForm.LATER, "moment": waiting.published_at}
    return chosen


def _published(version: Version) -> str:
    """What was published, from when, and where it is: for the message after it."""
    language = LANGUAGES[version.language].label
    if version.published_at > timezone.now():
        return gettext("Version %(number)d in %(language)s will appear on %(moment)s.") % {
            "number": version.number,
            "language": language,
            "moment": zoned(version.published_at),
        }
    return format_html(
        '{} <a href="{}">{}</a>',
        gettext("Published in %(language)s, version %(number)d:")
        % {"language": language, "number": version.number},
        public_address(version),
        version.title,
    )


def _in_language(field: forms.Field, language: str) -> None:
    field.widget.attrs["lang"] = LANGUAGES[language].tag
    field.label = f"{field.label} ({LANGUAGES[language].label})"


def _page(
    request: HttpRequest,
    model_admin: "ArticleAdmin",
    name: str,
    title: Any,
    edition: Edition,
    form: forms.Form,
    context: dict[str, Any],
) -> HttpResponse:
    language = LANGUAGES[edition.language]
    shared = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": title % language.label,
        "article": edition.article,
        "edition": edition,
        "edition_language": language,
        "form": form,
    }
    return TemplateResponse(request, f"admin/publications/article/{name}.html", {**shared, **context})
