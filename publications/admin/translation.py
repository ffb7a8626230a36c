"""One translation on the desk: what has changed in its source, whose it is, and what is to be said of it."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from config.languages import CODES, LANGUAGES, other_script
from publications import workflow
from publications.admin.desk_list import Cell, cells, side_by_side, standing
from publications.admin.outdated import passages
from publications.models import Article, Edition, LanguageGrant
from publications.models.grant import EVERY_LANGUAGE

NOTE = {"rows": 2, "class": "vLargeTextField"}


class Verb(forms.Form):
    """Something to be said of a translation. ``title`` is its heading, ``button`` what sends it."""

    title = button = done = explanation = ""

    def __init__(self, *args: Any, cell: Cell, user: AbstractBaseUser, **kwargs: Any) -> None:
        super().__init__(*args, auto_id=f"{type(self).__name__.lower()}_%s", **kwargs)
        self.cell, self.user = cell, user

    @classmethod
    def applies(cls, cell: Cell, user: AbstractBaseUser) -> bool:
        """Whether it can be said of this one by this user."""
        raise NotImplementedError

    def carry_out(self, edition: Edition) -> None:
        """Do it. Raises workflow.Refused when it has become impossible meanwhile."""
        raise NotImplementedError


class StillValid(Verb):
    title = _("Does the translation say what its source says now?")
    explanation = _(
        "Say so when it holds as it is, or once you have brought it up to date. Saving the translation alone does "
        "not clear the mark, because nobody can tell from a change what it was for."
    )
    button = _("It says what its source says now")
    done = _("“%(article)s” in %(language)s is up to date.")
    seen = forms.CharField(widget=forms.HiddenInput)
    note = forms.CharField(label=_("Note for your colleagues"), required=False, widget=forms.Textarea(NOTE))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.cell.source and self.cell.source.digest

    @classmethod
    def applies(cls, cell: Cell, user: AbstractBaseUser) -> bool:
        return cell.source is not None and not cell.is_missing and cell.edition.is_outdated()

    def carry_out(self, edition: Edition) -> None:
        cleaned = self.cleaned_data
        workflow.still_valid(edition, by=self.user, note=cleaned["note"], seen=cleaned["seen"])


class Confirm(Verb):
    title = _("Has somebody read the converted text?")
    explanation = _("It was converted by machine and cannot be published before a person has read it.")
    button = _("I have read it: confirm")
    done = _("The conversion of “%(article)s” into %(language)s is confirmed.")
    note = forms.CharField(label=_("Note for your colleagues"), required=False, widget=forms.Textarea(NOTE))

    @classmethod
    def applies(cls, cell: Cell, user: AbstractBaseUser) -> bool:
        return not cell.is_missing and cell.edition.converted

    def carry_out(self, edition: Edition) -> None:
        workflow.confirm(edition, by=self.user, note=self.cleaned_data["note"])


class Assign(Verb):
    title = _("Who translates it?")
    button = _("Name the translator")
    done = _("The translator of “%(article)s” into %(language)s is named.")
    translator = forms.ModelChoiceField(None, label=_("Translator"), required=False, empty_label=_("Nobody"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        present = self.cell.edition and self.cell.edition.translator_id
        people = LanguageGrant.objects.translators(self.cell.language.code, present)
        # A translator may take a text or give it back; giving it to others is for those who review.
        may_choose = self.user.has_perm(EVERY_LANGUAGE)
        self.fields["translator"].queryset = people if may_choose else people.filter(pk=self.user.pk)
        self.initial["translator"] = present

    @classmethod
    def applies(cls, cell: Cell, user: AbstractBaseUser) -> bool:
        taken = cell.edition.translator_id if cell.edition else None
        original = cell.source is None and not cell.is_missing
        return not original and (taken in (None, user.pk) or user.has_perm(EVERY_LANGUAGE))

    def carry_out(self, edition: Edition) -> None:
        workflow.assign(edition, self.cleaned_data["translator"], by=self.user)


class Derive(Verb):
    title = _("What was it translated from?")
    explanation = _("From now on it counts as outdated when that language changes.")
    button = _("Name the source")
    done = _("The source of “%(article)s” in %(language)s is named.")
    source = forms.ChoiceField(label=_("Translated from"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [code for code in CODES if code != self.cell.language.code]
        offered = [(code, LANGUAGES[code].label) for code in others]
        self.fields["source"].choices = [("", _("Nothing: it is an original")), *offered]
        self.initial["source"] = self.cell.edition and self.cell.edition.translated_from

    @classmethod
    def applies(cls, cell: Cell, user: AbstractBaseUser) -> bool:
        return not cell.is_missing

    def carry_out(self, edition: Edition) -> None:
        workflow.derive(edition, self.cleaned_data["source"], by=self.user)


VERBS: dict[str, type[Verb]] = {
    "still-valid": StillValid,
    "confirm": Confirm,
    "assign": Assign,
    "source": Derive,
}


def translation(request: HttpRequest, article: int, language: str) -> HttpResponse:
    """All that the desk knows of one language of an article, and what can be done."""
    return _page(request, _cell(article, language, request.user))


def act(request: HttpRequest, article: int, language: str, verb: str) -> HttpResponse:
    """Does what the form of a verb says, and goes back to the desk; shows the form again when it is refused."""
    cell = _cell(article, language, request.user)
    if verb not in VERBS:
        raise Http404
    if request.method != "POST":
        return _to(request, "desk-translation", article, language)
    if not VERBS[verb].applies(cell, request.user):
        messages.warning(request, gettext("Not done: somebody has done it, or something else, meanwhile."))
        return _to(request, "desk-translation", article, language)
    form = VERBS[verb](request.POST, cell=cell, user=request.user)
    if form.is_valid():
        try:
            form.carry_out(workflow.begin(cell.article, language))
        except workflow.Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, form.done % {"article": cell.article, "language": cell.language.label})
            return _to(request, "desk")
    return _page(request, cell, {verb: form})


def convert(request: HttpRequest, article: int, language: str) -> HttpResponse:
    """Drafts the text from the other Chinese script; asks first where a text stands already."""
    cell = _cell(article, language, request.user)
    source = _other_script(cell)
    if source is None:
        raise Http404
    if request.method != "POST" or not (cell.is_missing or "confirmed" in request.POST):
        return _respond(request, cell, "convert", {"script": LANGUAGES[source]})
    try:
        workflow.convert(
            cell.article, source, language, variant=settings.TRADITIONAL_VARIANT, by=request.user
        )
    except workflow.Refused as refused:
        messages.error(request, str(refused))
        return _to(request, "desk-translation", article, language)
    report = gettext("Drafted %(language)s from %(source)s. Read it, then confirm it at the desk.")
    names = {"language": cell.language.label, "source": LANGUAGES[source].label}
    messages.success(request, report % names)
    return HttpResponseRedirect(side_by_side(cell.article.pk, source, language))


def _cell(article: int, language: str, user: AbstractBaseUser) -> Cell:
    found = get_object_or_404(Article, pk=article)
    editions = standing([article]).get(article, {})
    by_language = {cell.language.code: cell for cell in cells(found, editions, (language,))}
    return by_language[language]


def _other_script(cell: Cell) -> str | None:
    """The code of the other Chinese script, when something is written in it."""
    other = other_script(cell.language.code)
    return other if other in cell.article.languages() else None


def _page(request: HttpRequest, cell: Cell, bound: dict[str, Verb] | None = None) -> HttpResponse:
    verbs = {
        name: (bound or {}).get(name) or verb(cell=cell, user=request.user)
        for name, verb in VERBS.items()
        if verb.applies(cell, request.user)
    }
    script = _other_script(cell)
    outdated = StillValid.applies(cell, request.user)
    context = {
        "verbs": verbs,
        "script": script and LANGUAGES[script],
        "source_language": cell.source and LANGUAGES[cell.source.language],
        "outdated": outdated,
        "passages": passages(cell.article, cell.edition) if outdated else None,
    }
    return _respond(request, cell, "translation", context)


def _respond(request: HttpRequest, cell: Cell, name: str, context: dict[str, Any]) -> HttpResponse:
    shared = {
        **admin.site.each_context(request),
        "title": (gettext("Translation into %s") if cell.source else gettext("Original in %s"))
        % cell.language.label,
        "article": cell.article,
        "cell": cell,
        "back": request.GET.get("back", ""),
    }
    return TemplateResponse(request, f"admin/publications/desk_{name}.html", {**shared, **context})


def _to(request: HttpRequest, name: str, *args: Any) -> HttpResponseRedirect:
    """To a page of the desk; the list comes back as it was asked for."""
    back = request.GET.get("back", "")
    address = reverse(name, args=args)
    if name == "desk":
        return HttpResponseRedirect(f"{address}?{back}" if back else address)
    return HttpResponseRedirect(f"{address}?{request.GET.urlencode()}" if back else address)
