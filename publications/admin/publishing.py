"""Publishing and withdrawing one language of an article, each on a page of its own that asks first."""

import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.languages import LANGUAGES
from publications import workflow
from publications.admin.article_page import article_page
from publications.admin.links import field_anchor, public_address
from publications.admin.moments import time_zone, zoned
from publications.admin.reviewing import PUBLISH, stale
from publications.admin.standing import touched
from publications.body.difference import compare
from publications.differences import written
from publications.models import Article, Attachment, Authorship, Edition, Version
from publications.models.public import LONG

if TYPE_CHECKING:
    from publications.admin.article import ArticleAdmin

UNDER_REVIEW = (Edition.State.IN_REVIEW, Edition.State.APPROVED)
# What the columns of a version are called that are no columns of an article.
PARTS: dict[str, Any] = {
    "source": Article._meta.get_field("body").verbose_name,
    "byline": Authorship._meta.verbose_name_plural,
    "attachments": Attachment._meta.verbose_name_plural,
    "lead": Article._meta.get_field("lead_figure").verbose_name,
    "series_id": Article._meta.get_field("series").verbose_name,
}


class PublishForm(forms.Form):
    """When, and as what kind of change. The first version of an edition is no change of anything."""

    NOW, LATER = "now", "later"

    base_version = forms.IntegerField(widget=forms.HiddenInput)
    # The key of the newest version when the page was opened, 0 for none.
    latest = forms.IntegerField(widget=forms.HiddenInput)
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
        newest = edition.latest()
        self.initial |= {"base_version": edition.article.lock_version, "latest": newest.pk if newest else 0}
        self.fields["moment"].help_text = time_zone()
        _in_language(self.fields["note"], edition.language)
        if not edition.versions.ever_public().exists():
            del self.fields["change"], self.fields["note"]

    def clean(self) -> dict[str, Any]:
        """Refuses what contradicts itself, and an article that was saved since the page was opened."""
        cleaned = super().clean()
        if "moment" not in self.errors:
            self._compare_moment(cleaned.get("when"), cleaned.get("moment"))
        if cleaned.get("change") == Version.Change.MINOR and cleaned.get("note", "").strip():
            self.add_error(
                "note", _("Readers do not see the note of a small change. Choose “Correction”, or empty it.")
            )
        if cleaned.get("base_version") != self.edition.article.lock_version:
            raise forms.ValidationError(stale(self.edition.article), code="stale")
        for finding in workflow.meanwhile(self.edition, cleaned.get("latest")):
            self.add_error(None, str(finding.message))
        return cleaned

    def _compare_moment(self, when: str | None, moment: datetime.datetime | None) -> None:
        """Nothing can be taken back from readers: a moment that was typed is not passed over for “Now”."""
        if when == self.NOW and moment and "moment" in self.changed_data:
            self.add_error("when", _("You gave a moment as well. Choose “At a later moment”, or empty it."))
        elif when == self.LATER and not moment:
            self.add_error("moment", _("Give the moment at which it is to appear."))
        elif when == self.LATER and moment and moment <= timezone.now():
            self.add_error("moment", _("This moment has passed."))

    def renew(self) -> None:
        """Takes note that whoever gets the form back sees the article as it is now."""
        self.data = self.data.copy()
        for name in ("base_version", "latest"):
            self.data[name] = self.initial[name]

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
                latest=cleaned["latest"],
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
        self.edition = edition
        _in_language(self.fields["reason"], edition.language)

    def withdraw(self, by: Any) -> bool:
        """Whether it is done; if not, the form says why."""
        try:
            workflow.withdraw(self.edition, by=by, reason=self.cleaned_data["reason"])
        except workflow.Refused as refused:
            self.add_error(None, str(refused))
        return not self.errors


def publish(request: HttpRequest, object_id: int, language: str, model_admin: "ArticleAdmin") -> HttpResponse:
    """Shows what would be published and what stands in the way; publishes when it is sent."""
    edition = _edition(request, object_id, language)
    form = PublishForm(request.POST or None, edition=edition, initial=_chosen(request, edition))
    if request.method == "POST" and form.is_valid() and (version := form.publish(request.user)):
        report = _published(version)
        model_admin.log_change(request, edition.article, str(report))
        messages.success(request, report)
        return redirect("admin:publications_article_change", object_id)
    if form.is_bound:
        form.renew()
    context = {
        **_standing(edition),
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
    if request.method == "POST" and form.is_valid() and form.withdraw(request.user):
        report = gettext("Withdrawn in %s.") % LANGUAGES[language].label
        model_admin.log_change(request, edition.article, report)
        messages.success(request, report)
        return redirect("admin:publications_article_change", object_id)
    context = {"version": edition.versions.public().defer(*LONG).first()}
    return _page(request, model_admin, "withdraw", _("Withdraw in %s"), edition, form, context)


def _edition(request: HttpRequest, article: int, language: str) -> Edition:
    if not request.user.has_perm(PUBLISH):
        raise PermissionDenied
    return get_object_or_404(Edition.objects.select_related("article"), article=article, language=language)


def _chosen(request: HttpRequest, edition: Edition) -> dict[str, Any]:
    """The kind of change that the link to the page has named, or what was chosen for the version that waits."""
    change = request.GET.get("change", "")
    if change in Version.Change.values:
        return {"change": change}
    waiting = edition.versions.pending().defer(*LONG).first()
    if waiting is None:
        return {}
    moment = waiting.published_at.replace(second=0, microsecond=0)
    return {
        "when": PublishForm.LATER,
        "moment": moment,
        "change": waiting.change,
        "note": waiting.note,
    }


def _standing(edition: Edition) -> dict[str, Any]:
    """What would be published, how far its review has come, and what of it readers have otherwise."""
    public, waiting = edition.versions.public().first(), edition.versions.pending().defer(*LONG).first()
    steps = list(edition.steps.filter(action__in=workflow.REVIEWED).select_related("by"))
    version = workflow.snapshot(edition)
    changed = workflow.changes(edition, public) if public else []
    return {
        "version": version,
        "public": public,
        "waiting": waiting and (waiting, zoned(waiting.published_at)),
        "reviewed": steps[0] if steps and edition.state in UNDER_REVIEW else None,
        "touched": touched(edition, steps),
        "changed": [PARTS.get(name) or Article._meta.get_field(name).verbose_name for name in changed],
        "difference": written(compare(public.source, version.source)) if "source" in changed else "",
    }


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
    shared = {"edition": edition, "edition_language": language, "form": form}
    title = title % language.label
    return article_page(request, model_admin, name, title, edition.article, {**shared, **context})
