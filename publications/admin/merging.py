"""Two people on one article: what each changed alone is kept, what both changed is refused and told."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from config.admin import columns
from publications.body.clean import clean
from publications.body.merge import merge
from publications.models import Article, Revision
from publications.models.article import BODIES

BYLINE, ATTACHMENTS = "authorships", "attachments"
# What is compared of the rows of an article. The first column says what a row is of; without it there is none.
ROWS = {
    BYLINE: ["author_id", "role", *columns("position"), *columns("institute")],
    ATTACHMENTS: ["document_id", "language", *columns("label")],
}
SETS = ("topics", "regions", "reviewed")
# Where the field of the form is not called like the column of the revision.
FIELDS = {"series_id": "series", "lead_figure_id": "lead_figure", "reviewed": "reviewed_notes"}
# A value of theirs that is no longer than this is shown beside the field.
SHOWN = 300


@dataclass
class Meanwhile:
    """What others have saved since a form was opened: the revisions after ``base``, and who changed each field."""

    base: Revision
    later: list[Revision]
    changed: dict[str, Revision] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Finds the last revision in which each field became another than it was."""
        before = _flat(self.base)
        for revision in self.later:
            now = _flat(revision)
            self.changed |= {name: revision for name in now if now[name] != before.get(name)}
            before = now

    @classmethod
    def since(cls, article: Article, number: int | None) -> "Meanwhile | None":
        """What came after revision ``number`` of the article; None when that revision is not known."""
        saved = Revision.objects.filter(article_id=article.pk, number__gte=number or 0).order_by("number")
        revisions = list(saved.select_related("by"))
        if not revisions or revisions[0].number != number:
            return None
        return cls(revisions[0], revisions[1:])

    def values(self, revision: Revision) -> dict[str, Any]:
        """The fields that others changed as ``revision`` holds them, comparable with what a form sends."""
        flat = _flat(revision)
        fields = revision.content["fields"]
        return {
            name: _comparable(name, revision.field(name)) if name in fields else flat[name]
            for name in self.changed
        }


def reconcile(form: forms.ModelForm, cleaned: dict[str, Any]) -> Meanwhile | None:
    """Bring a form together with what was saved since it was opened; None when nothing was.

    The row of ``form.instance`` is locked and was read after that. Where only the others changed a field, theirs
    goes into ``cleaned``; where both did, the form gets an error that says who, when and what. It is sent again
    with ``overwrite``, the number of the revision that was told of, when mine is to be saved all the same.
    """
    article, number = form.instance, cleaned.get("base_version")
    if number == article.lock_version:
        return None
    meanwhile = Meanwhile.since(article, number)
    if meanwhile is None or not meanwhile.later:
        raise forms.ValidationError(stale(article), code="stale")
    form.initial["reviewed_notes"] = checked_notes(article, meanwhile.base)
    names = _names(meanwhile, form)
    mine = _mine(form, cleaned, meanwhile)
    merged = merge(meanwhile.values(meanwhile.base), meanwhile.values(meanwhile.later[-1]), mine)
    if merged.conflicts and form.data.get("overwrite") != str(article.lock_version):
        for name in merged.conflicts:
            if FIELDS.get(name, name) in form.fields:
                form.add_error(FIELDS.get(name, name), _theirs(meanwhile, name))
        raise forms.ValidationError(_conflict(article, meanwhile, merged.conflicts, names), code="stale")
    meanwhile.kept = merged.taken
    for name in merged.taken:
        if FIELDS.get(name, name) in cleaned and name != "reviewed":
            cleaned[FIELDS.get(name, name)] = _present(article, FIELDS.get(name, name))
    return meanwhile


def keeps_their_rows(
    name: str, article: Article | None, sent: Mapping[str, Any] | None, files: Mapping[str, Any] | None
) -> bool:
    """Whether the rows that were sent are only older than the saved ones, not changed by whoever sent them.

    ``name`` is one of ROWS.
    """
    number = str(sent.get("base_version") or "") if sent else ""
    if article is None or not number.isdecimal() or int(number) == article.lock_version:
        return False
    meanwhile = Meanwhile.since(article, int(number))
    if sent is None or meanwhile is None or name not in meanwhile.changed:
        return False
    base, theirs = (_flat(revision)[name] for revision in (meanwhile.base, meanwhile.later[-1]))
    return _rows_sent(name, sent, files or {}, base) in (None, base, theirs)


def checked_notes(article: Article, revision: Revision) -> list[int]:
    """The rows of notes that were ticked as checked in ``revision`` and that are still there."""
    keys = {tuple(each) for each in revision.content["reviewed"]}
    return [note.pk for note in article.footnotes.all() if (note.language, note.key) in keys]


def told(meanwhile: Meanwhile, form: forms.ModelForm) -> str:
    """For whoever saved: which changes of others were kept with theirs; empty when there were none."""
    names = _names(meanwhile, form)
    said = [
        _("%(field)s: %(who)s, %(when)s") % {"field": names[name], **_facts(meanwhile.changed[name])}
        for name in meanwhile.kept
    ]
    text = _("Others saved while you were writing. Their changes are kept with yours. %(changes)s.")
    return text % {"changes": "; ".join(said)} if said else ""


def _flat(revision: Revision) -> dict[str, Any]:
    """Everything that a revision holds by name; long texts by their digests."""
    content = revision.content
    related = {name: _comparable(name, content.get(name, [])) for name in (*ROWS, *SETS)}
    return {**content["fields"], **related}


def _comparable(name: str, value: Any) -> Any:
    """A value in the one form in which those of revisions and of forms can be compared."""
    if name in ROWS:
        return [_entry(name, row) for row in sorted(value, key=lambda row: row["order"])]
    if name in SETS:
        return sorted(value)
    if name in BODIES:
        return clean(value or "")
    if isinstance(value, str):
        return value.replace("\r\n", "\n")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Model):
        return value.pk
    return "" if value is None else value


def _entry(name: str, row: Mapping[str, Any]) -> dict[str, str]:
    return {each: str(row.get(each) or "") for each in ROWS[name]}


def _mine(form: forms.ModelForm, cleaned: Mapping[str, Any], meanwhile: Meanwhile) -> dict[str, Any]:
    """What the form says of the fields that others changed, without the notes: each of their boxes is for itself."""
    mine = {}
    for name in meanwhile.changed:
        field = FIELDS.get(name, name)
        if name in ("topics", "regions"):
            if field in cleaned:
                mine[name] = _comparable(name, [row.pk for row in cleaned[field]])
        elif field in cleaned and name != "reviewed":
            mine[name] = _comparable(name, cleaned[field])
    base = _flat(meanwhile.base)
    for name in meanwhile.changed.keys() & ROWS.keys():
        rows = _rows_sent(name, form.data, form.files, base[name])
        mine |= {name: rows} if rows is not None else {}
    return mine


def _rows_sent(
    name: str, sent: Mapping[str, Any], files: Mapping[str, Any], base: list[dict[str, str]]
) -> list[dict[str, str]] | None:
    """The rows as a browser sent them, in order; None when the form had none to change.

    What a form may not change it does not send: there the rows say what those of ``base`` said. A file that has just
    been uploaded is another than any that was there.
    """
    total = str(sent.get(f"{name}-TOTAL_FORMS") or "")
    if not total.isdecimal():
        return None
    rows = []
    for index in range(min(int(total), 1000)):
        known, of = base[index] if index < len(base) else {}, ROWS[name][0]
        row = {
            each: sent.get(f"{name}-{index}-{each.removesuffix('_id')}", known.get(each))
            for each in ROWS[name]
        }
        if upload := files.get(f"{name}-{index}-upload"):
            row[of] = upload.name
        order = str(sent.get(f"{name}-{index}-order") or "")
        if row[of] and not sent.get(f"{name}-{index}-DELETE"):
            rows.append({**row, "order": int(order) if order.isdecimal() else 10_000})
    return list(_comparable(name, rows))


def _present(article: Article, name: str) -> Any:
    value = getattr(article, name)
    return list(value.all()) if name in ("topics", "regions") else value


def _names(meanwhile: Meanwhile, form: forms.ModelForm) -> dict[str, str]:
    """What the changed fields are called in the form."""
    names = {BYLINE: _("Byline"), ATTACHMENTS: _("Attachments"), "reviewed": _("Source checked")}
    for name in meanwhile.changed:
        field = form.fields.get(FIELDS.get(name, name))
        names.setdefault(name, str(field.label) if field else name)
    return names


def _facts(revision: Revision | None) -> dict[str, str]:
    """Who saved it and when, in words."""
    return {
        "who": revision.by.get_username() if revision and revision.by else _("somebody"),
        "when": date_format(timezone.localtime(revision.created), "DATETIME_FORMAT") if revision else "–",
    }


def _theirs(meanwhile: Meanwhile, name: str) -> str:
    """For the field itself: who changed it and when, and into what if that is short."""
    revision = meanwhile.changed[name]
    value = revision.field(name) if name in revision.content["fields"] else None
    if isinstance(value, str) and len(value) <= SHOWN and name not in BODIES:
        return _("%(who)s changed this at %(when)s into: %(value)s") % {
            **_facts(revision),
            "value": value or "–",
        }
    return _("%(who)s changed this at %(when)s.") % _facts(revision)


def _conflict(
    article: Article, meanwhile: Meanwhile, conflicts: list[str], names: dict[str, str]
) -> SafeString:
    listed = [{"field": names[name], **_facts(meanwhile.changed[name])} for name in conflicts]
    return format_html(
        '{} <ul class="conflicts">{}</ul> {} {} <button name="overwrite" value="{}" class="button">{}</button>',
        _("Not saved: others changed the same fields after you had opened the article."),
        format_html_join("", "<li>{}</li>", ((_("%(field)s: %(who)s, %(when)s") % each,) for each in listed)),
        _("Your text is still in the form below."),
        _links(article, f"?old={meanwhile.base.number}&new={article.lock_version}"),
        article.lock_version,
        _("Save mine instead; theirs stays in the history"),
    )


def stale(article: Article) -> SafeString:
    """For a form whose beginning was not recorded: nothing can be compared."""
    last = Revision.objects.filter(article_id=article.pk).select_related("by").first()
    text = _("Not saved: %(who)s saved this article at %(when)s, after you had opened it.") % _facts(last)
    return format_html("{} {} {}", text, _("Your text is still in the form below."), _links(article))


def _links(article: Article, span: str = "") -> SafeString:
    return format_html(
        '<a href="?" target="_blank" rel="noopener">{}</a>. <a href="{}{}" target="_blank" rel="noopener">{}</a>.',
        _("Open the saved article in a new tab and bring the two together"),
        reverse("admin:publications_article_compare", args=[article.pk]),
        span,
        _("See what was changed"),
    )
