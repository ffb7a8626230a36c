"""One edition per language of an article, on its own way to the public."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.languages import CHOICES, column, is_chinese, label
from publications.body.defects import defects
from publications.models.public import LONG
from publications.models.version import Version, digest

if TYPE_CHECKING:
    from publications.models.article import Article

# What follows from the text of an edition.
TEXT_FACTS = (
    *("digest", "note_count", "heading_count", "defect_count", "changed_at"),
    *("translated_from", "checked_digest", "outdated_since"),
)


def waits() -> Q:
    """The condition that somebody has yet to do something about an edition before readers have all there is."""
    state = Edition.State
    unpublished = Q(state=state.PUBLISHED) & ~Q(digest=F("published_digest"))
    before = Q(state__in=(state.DRAFT, state.IN_REVIEW, state.APPROVED))
    return before | unpublished | Q(converted=True) | Q(outdated_since__isnull=False)


class EditionQuerySet(models.QuerySet["Edition"]):
    def keep(self, article: "Article") -> None:
        """Bring the editions of an article in line with its texts, inside the transaction that saves them.

        Every language in which something is written has its edition. One that gets its first text counts as
        translated, as of now, from the one that was there first, or from the other Chinese script, until somebody
        says otherwise.
        """
        stored = self.filter(article=article).select_for_update().order_by("pk")
        kept = {edition.language: edition for edition in stored}
        before = {edition.pk: edition.facts() for edition in kept.values()}
        written = [edition for edition in kept.values() if edition.digest]
        for language in article.languages():
            kept.setdefault(language, Edition(article=article, language=language))
        for edition in kept.values():
            edition.take(article)
        for edition in kept.values():
            if edition.digest and edition not in written:
                edition.translate_from(written)
                written.append(edition)
        for edition in kept.values():
            edition.compare(kept.get(edition.translated_from))
        self.bulk_create(edition for edition in kept.values() if edition.pk is None)
        self.bulk_update(
            (
                edition
                for edition in kept.values()
                if before.get(edition.pk, edition.facts()) != edition.facts()
            ),
            TEXT_FACTS,
        )

    def written(self) -> "EditionQuerySet":
        """Those with a text. Others have only been given to a translator."""
        return self.exclude(digest="")

    def whole(self) -> "EditionQuerySet":
        """With everything of the working copy that a version is made of, in as many queries for many as for one."""
        related = ("authorships__author", "attachments__document", "topics", "regions")
        return self.select_related("article__series", "article__lead_figure").prefetch_related(
            *(f"article__{name}" for name in related)
        )

    def outdated(self) -> "EditionQuerySet":
        """Those whose source has changed since they were last compared with it."""
        return self.exclude(outdated_since=None)

    def waiting(self) -> "EditionQuerySet":
        """Those that somebody has yet to do something about before readers have all there is."""
        return self.filter(waits())

    def withdrawn(self, language: str) -> "EditionQuerySet":
        """Those that readers of ``language`` once saw and that were taken back, each with when as ``withdrawn_at``."""
        seen = Version.objects.ever_public(language).filter(edition=OuterRef("pk")).order_by()
        ends = seen.order_by("-public_until").values("public_until")[:1]
        return self.filter(Exists(seen)).exclude(withdrawal_note="").annotate(withdrawn_at=Subquery(ends))


class Edition(models.Model):
    """One language of an article, on its own way to the public. Only the workflow changes its state.

    ``state`` is the working copy's; what readers see is told by the versions alone. ``digest`` stands for the text
    as it is now (empty when there is none), ``published_digest`` as it was last published, and ``checked_digest``
    for the text of the language that this one was translated from, as it was when the two were last compared; the
    text itself is found in the revisions. ``outdated_since`` is when that source first changed afterwards.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        IN_REVIEW = "in-review", _("In review")
        APPROVED = "approved", _("Approved")
        PUBLISHED = "published", _("Published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    article = models.ForeignKey("publications.Article", models.CASCADE, related_name="editions")
    language = models.CharField(_("language"), max_length=10, choices=CHOICES)
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.DRAFT, editable=False)
    withdrawal_note = models.TextField(_("reason for the withdrawal"), blank=True, editable=False)
    translated_from = models.CharField(
        _("translated from"), max_length=10, choices=CHOICES, blank=True, editable=False
    )
    translator = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        verbose_name=_("translator"),
        null=True,
        blank=True,
        related_name="translations",
    )
    converted = models.BooleanField(_("converted by machine, not confirmed"), default=False, editable=False)
    digest = models.CharField(max_length=64, blank=True, editable=False)
    checked_digest = models.CharField(max_length=64, blank=True, editable=False)
    outdated_since = models.DateTimeField(_("outdated since"), null=True, editable=False)
    published_digest = models.CharField(max_length=64, blank=True, editable=False)
    note_count = models.PositiveIntegerField(_("notes"), default=0, editable=False)
    heading_count = models.PositiveIntegerField(_("headings"), default=0, editable=False)
    defect_count = models.PositiveIntegerField(_("defects"), default=0, db_index=True, editable=False)
    changed_at = models.DateTimeField(_("text changed"), null=True, editable=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["article", "language"]
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        constraints = [
            models.UniqueConstraint(fields=["article", "language"], name="one_edition_per_language"),
        ]
        indexes = [
            models.Index(fields=["state", "language", "article"], name="edition_standing"),
            models.Index(fields=["outdated_since"], name="edition_outdated"),
            models.Index(fields=["converted"], name="edition_converted"),
        ]
        permissions = [
            ("review_edition", _("Can review editions")),
            ("publish_edition", _("Can publish editions")),
        ]

    def __str__(self) -> str:
        return f"{self.article} – {label(self.language)}"

    def translate_from(self, others: Iterable["Edition"]) -> None:
        """Count as translated, as of now, from one of ``others``: the source that was chosen, or the first.

        The other Chinese script comes before any that was there earlier.
        """
        first = sorted(
            others,
            key=lambda other: (
                other.language != self.translated_from,
                is_chinese(other.language) < is_chinese(self.language),
            ),
        )
        if first:
            self.translated_from, self.checked_digest = first[0].language, first[0].digest

    def take(self, article: "Article") -> None:
        """Become what the working copy says in this language, without saving."""
        body = getattr(article, column("body", self.language)) or ""
        text = article.text(self.language)
        present = digest(text) if text.strip() else ""
        if present != self.digest:
            self.digest, self.changed_at = present, timezone.now()
            self.defect_count = len(defects(body, self.language))
        self.note_count = body.count('data-footnote="')
        self.heading_count = body.count("<h2") + body.count("<h3")

    def compare(self, source: "Edition | None") -> None:
        """Notice, without saving, whether the source still reads as it did when the two were last compared."""
        if source is None or not self.digest or source.digest == self.checked_digest:
            self.outdated_since = None
        else:
            self.outdated_since = self.outdated_since or timezone.now()

    def facts(self) -> list[Any]:
        """What follows from the texts, for telling whether it has changed."""
        return [getattr(self, name) for name in TEXT_FACTS]

    def is_outdated(self) -> bool:
        """Whether the text it was translated from has changed since the two were last compared."""
        return self.outdated_since is not None

    def has_changed(self) -> bool:
        """Whether its text is another than the one that was published last."""
        return bool(self.published_digest) and self.digest != self.published_digest

    def latest(self) -> "Version | None":
        """The newest version, be it public already or still to come."""
        return self.versions.defer(*LONG).order_by("number").last()
