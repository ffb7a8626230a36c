"""Translations: whose they are, whether they still say what their source says, and conversion of the script."""

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext_lazy as _

from config.languages import column, is_chinese
from publications.languages import convert as convert_text
from publications.languages import convert_body
from publications.models import Article, Authorship, Edition, Revision, ScriptOverride, Step, StoredText
from publications.workflow.check import Finding, Refused
from publications.workflow.steps import locked, take

PLAIN = ("title", "subtitle", "summary", "lead_alt", "lead_caption")
POST = ("position", "institute")


def assign(edition: Edition, translator: AbstractBaseUser | None, *, by: AbstractBaseUser | None) -> None:
    """Name who translates an edition, or nobody."""
    with locked(edition) as stored:
        take(stored, Step.Action.ASSIGNED, by, str(translator or ""), translator=translator)


def still_valid(edition: Edition, *, by: AbstractBaseUser | None, note: str = "") -> None:
    """Say that a translation holds although its source has changed. Raises Refused where there is no source."""
    with locked(edition) as stored:
        source = stored.article.editions.filter(language=stored.translated_from).first()
        if source is None:
            raise Refused([Finding(stored.language, _("It is a translation of nothing."), "state")])
        compare(stored, source)
        take(stored, Step.Action.STILL_VALID, by, note, checked_digest=source.digest)


def compare(edition: Edition, source: Edition) -> None:
    """Keep the text of the source, so that what changes in it from now on can be shown."""
    StoredText.objects.keep({source.digest: edition.article.text(source.language)})


def convert(
    article: Article, source: str, target: str, *, variant: str, by: AbstractBaseUser | None
) -> Edition:
    """Draft one Chinese script from the other: texts, notes and the posts of the byline; addresses stay as they are.

    ``variant`` is the kind of Traditional characters: ``tw``, ``hk`` or ``plain``. What stood there before stays as
    a revision. The edition is marked as converted, and cannot be published until somebody has confirmed it. Raises
    Refused when the source has no text.
    """
    if not (is_chinese(source) and is_chinese(target)) or source == target:
        raise Refused(
            [Finding(target, _("Only the two Chinese scripts can be converted into each other."), "body")]
        )
    if source not in article.languages():
        raise Refused([Finding(target, _("There is no text to convert."), column("body", source))])
    with locked(article.editions.get(language=source)) as origin:
        stored = origin.article
        words = dict(ScriptOverride.objects.values_list("simplified", "traditional"))
        _convert_texts(stored, source, target, variant, words)
        for entry in stored.authorships.all():
            _convert_post(entry, source, target, variant, words)
        edition = stored.editions.get(language=target)
        compare(edition, origin)
        take(
            edition,
            Step.Action.CONVERTED,
            by,
            state=Edition.State.DRAFT if edition.state != Edition.State.PUBLISHED else edition.state,
            translated_from=source,
            checked_digest=origin.digest,
            converted=True,
        )
        Revision.objects.record(stored, by, f"{source} → {target}")
    return edition


def confirm(edition: Edition, *, by: AbstractBaseUser | None, note: str = "") -> None:
    """Say that a person has read a converted text. Raises Refused when it was not converted."""
    with locked(edition) as stored:
        if not stored.converted:
            raise Refused([Finding(stored.language, _("It was not converted."), "state")])
        take(stored, Step.Action.CONFIRMED, by, note, converted=False)


def _convert_texts(article: Article, source: str, target: str, variant: str, words: dict[str, str]) -> None:
    for name in PLAIN:
        text = getattr(article, column(name, source)) or ""
        setattr(article, column(name, target), convert_text(text, target, variant, words))
    body = getattr(article, column("body", source)) or ""
    setattr(article, column("body", target), convert_body(body, target, variant, words))
    article.save()


def _convert_post(entry: Authorship, source: str, target: str, variant: str, words: dict[str, str]) -> None:
    """Fill an empty post; one that somebody has written is left alone."""
    if any(getattr(entry, column(name, target)) for name in POST):
        return
    for name in POST:
        text = getattr(entry, column(name, source)) or ""
        setattr(entry, column(name, target), convert_text(text, target, variant, words))
    entry.save()
