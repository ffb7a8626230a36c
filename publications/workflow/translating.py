"""Translations: whose they are, whether they still say what their source says, and conversion of the script."""

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from authors.models import Author
from config.languages import column, is_chinese, label
from publications.languages import convert as convert_text
from publications.languages import convert_body
from publications.models import Article, Attachment, Authorship, Edition, Revision, ScriptOverride, Step
from publications.workflow.check import Finding, Refused
from publications.workflow.steps import locked, take

PLAIN = ("title", "subtitle", "summary", "lead_alt", "lead_caption")
POST, LABEL = ("position", "institute"), ("label",)
State = Edition.State


def begin(article: Article, language: str) -> Edition:
    """The edition of a language, made now if nothing is written in it yet: so that it can be given to somebody."""
    edition, _made = Edition.objects.get_or_create(
        article=article, language=language, defaults={"changed_at": timezone.now()}
    )
    return edition


def assign(edition: Edition, translator: AbstractBaseUser | None, *, by: AbstractBaseUser | None) -> None:
    """Name who translates an edition, or nobody."""
    with locked(edition) as stored:
        take(stored, Step.Action.ASSIGNED, by, str(translator or ""), translator=translator)


def still_valid(
    edition: Edition,
    *,
    by: AbstractBaseUser | None,
    note: str = "",
    seen: str | None = None,
    base: int | None = None,
) -> None:
    """Say that a translation says what its source says now: because it holds as it is, or was brought up to date.

    This alone clears "outdated"; saving the translation does not, because nobody can tell from a change what it was
    for. ``seen`` is the digest of the source that was compared: ``base`` the ``lock_version`` of the
    article. Raises Refused when the source, or the article, has changed again meanwhile, and where there is no source.
    """
    with locked(edition, base) as stored:
        source = stored.article.editions.filter(language=stored.translated_from).first()
        if source is None:
            raise Refused([Finding(stored.language, _("It is a translation of nothing."), "state")])
        if seen is not None and seen != source.digest:
            message = _("The source has changed again meanwhile. Look at what has changed now.")
            raise Refused([Finding(stored.language, message, "state")])
        take(stored, Step.Action.STILL_VALID, by, note, checked_digest=source.digest, outdated_since=None)


def derive(edition: Edition, source: str, *, by: AbstractBaseUser | None) -> None:
    """Say from which language an edition was translated, ``""`` for an original; counts as compared now.

    Two editions cannot be translations of each other: the source becomes an original if it was one of this. Raises
    Refused when nothing is written in the source.
    """
    with locked(edition) as stored:
        origin = stored.article.editions.written().filter(language=source).exclude(pk=stored.pk).first()
        if source and origin is None:
            raise Refused([Finding(stored.language, _("There is no text in that language."), "state")])
        if origin and origin.translated_from == stored.language:
            _set_source(origin, None, by)
        _set_source(stored, origin, by)


def convert(
    article: Article, source: str, target: str, *, variant: str, by: AbstractBaseUser | None
) -> Edition:
    """Draft one Chinese script from the other: texts, notes and the posts of the byline; addresses stay as they are.

    ``variant`` is the kind of Traditional characters: ``tw``, ``hk`` or ``plain``. What stood there before stays as
    a revision. The edition is marked as converted, and cannot be published until somebody has confirmed it; what
    was published already stays public meanwhile. Raises Refused when the source has no text.
    """
    if not (is_chinese(source) and is_chinese(target)) or source == target:
        raise Refused(
            [Finding(target, _("Only the two Chinese scripts can be converted into each other."), "body")]
        )
    with transaction.atomic():
        stored = Article.objects.select_for_update().get(pk=article.pk)
        if source not in stored.languages():
            raise Refused([Finding(target, _("There is no text to convert."), column("body", source))])
        if not Revision.objects.filter(article_id=stored.pk).exists():
            Revision.objects.record(stored, by)
        words = _words(stored.text(source), source)
        _convert_texts(stored, source, target, variant, words)
        for entry in stored.authorships.all():
            _convert_row(entry, POST, source, target, variant, words)
        for attachment in stored.attachments.all():
            _convert_row(attachment, LABEL, source, target, variant, words)
        with locked(stored.editions.get(language=target)) as edition:
            origin = stored.editions.get(language=source)
            reviewed = edition.state in (State.IN_REVIEW, State.APPROVED)
            take(
                edition,
                Step.Action.CONVERTED,
                by,
                state=State.DRAFT if reviewed else edition.state,
                translated_from=source,
                checked_digest=origin.digest,
                outdated_since=None,
                converted=True,
            )
        if origin.translated_from == target:
            _set_source(origin, None, by)
        Revision.objects.record(stored, by, f"{label(source)} → {label(target)}")
    return edition


def confirm(
    edition: Edition, *, by: AbstractBaseUser | None, note: str = "", base: int | None = None
) -> None:
    """Say that a person has read a converted text.

    Raises Refused when it was not converted, or when the article was saved after its ``lock_version`` was ``base``.
    """
    with locked(edition, base) as stored:
        if not stored.converted:
            raise Refused([Finding(stored.language, _("It was not converted."), "state")])
        take(stored, Step.Action.CONFIRMED, by, note, converted=False)


def _set_source(edition: Edition, source: Edition | None, by: AbstractBaseUser | None) -> None:
    take(
        edition,
        Step.Action.DERIVED,
        by,
        source.get_language_display() if source else "",
        translated_from=source.language if source else "",
        checked_digest=source.digest if source else "",
        outdated_since=None,
    )


def _words(text: str, source: str) -> dict[str, str]:
    """What is converted in a way of its own, simplified to traditional: the editors' words, and names of authors.

    Only names that stand in the text are given on: an institute knows thousands of people.
    """
    simplified, traditional = column("name", "zh-hans"), column("name", "zh-hant")
    place = 0 if source == "zh-hans" else 1
    names = Author.objects.values_list(simplified, traditional)
    found = {pair for pair in names if all(pair) and pair[place] in text}
    return dict(found) | dict(ScriptOverride.objects.values_list("simplified", "traditional"))


def _convert_texts(article: Article, source: str, target: str, variant: str, words: dict[str, str]) -> None:
    for name in PLAIN:
        text = getattr(article, column(name, source)) or ""
        setattr(article, column(name, target), convert_text(text, target, variant, words))
    body = getattr(article, column("body", source)) or ""
    setattr(article, column("body", target), convert_body(body, target, variant, words))
    article.save()


def _convert_row(
    row: Authorship | Attachment,
    names: tuple[str, ...],
    source: str,
    target: str,
    variant: str,
    words: dict[str, str],
) -> None:
    """Fill an empty post or name; one that somebody has written is left alone."""
    if any(getattr(row, column(name, target)) for name in names):
        return
    for name in names:
        text = getattr(row, column(name, source)) or ""
        setattr(row, column(name, target), convert_text(text, target, variant, words))
    row.save()
