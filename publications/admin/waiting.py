"""The home page of the admin: what waits for whoever has signed in, section by section."""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import OuterRef, Prefetch, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from authors.models import Appointment, Fellow
from config.admin import columns
from config.languages import LANGUAGES, Language, column
from publications.admin.article_list import drafts_of
from publications.models import Article, Edition, LanguageGrant, Revision, Step, Version

# As many lines as a section shows; what else waits is behind its last link.
SHOWN = 6
RECENT = 10
LIST = "admin:publications_article_changelist"
State = Edition.State
TITLES = ("slug", *columns("title"))
FACTS = (
    "language",
    "changed_at",
    "defect_count",
    "outdated_since",
    "article",
    *(f"article__{each}" for each in TITLES),
)


@dataclass(frozen=True)
class Entry:
    """One line: what it is about and where that is done; who did something with it, when and why."""

    words: str
    address: str
    language: Language | None = None
    who: str = ""
    when: datetime.datetime | datetime.date | None = None
    note: str | Promise = ""

    @property
    def moment(self) -> str:
        """When, in the time zone of the site; a day without a time if that is all there is."""
        if isinstance(self.when, datetime.datetime):
            return date_format(timezone.localtime(self.when), "SHORT_DATETIME_FORMAT")
        return date_format(self.when, "SHORT_DATE_FORMAT") if self.when else ""


@dataclass(frozen=True)
class Section:
    """Lines of one kind, and the address of the list in which all of them are."""

    name: str
    title: Promise
    entries: list[Entry] = field(default_factory=list)
    rest: str = ""

    @property
    def shown(self) -> list[Entry]:
        """As many as have a place on the page."""
        return self.entries[:SHOWN]

    @property
    def has_more(self) -> bool:
        """Whether there are more than those."""
        return len(self.entries) > SHOWN


def waiting(user: AbstractBaseUser) -> list[Section]:
    """Everything that waits for this user, the most pressing first; without the sections that are empty."""
    sections = [
        *(_of_articles(user) if user.has_perm("publications.view_article") else ()),
        *(_of_fellows() if user.has_perm("authors.change_fellow") else ()),
    ]
    return [section for section in sections if section.entries]


def _of_articles(user: AbstractBaseUser) -> Iterable[Section]:
    languages = LanguageGrant.objects.languages_of(user)
    editions = _editions().filter(language__in=languages)
    if user.has_perm("publications.change_article"):
        yield Section("returned", _("Sent back to you"), _returned(editions, user))
    if user.has_perm("publications.review_edition"):
        yield Section("review", _("To review"), _to_review(editions), _list(State.IN_REVIEW))
    if user.has_perm("publications.publish_edition"):
        entries = _plain(editions.filter(state=State.APPROVED))
        yield Section("approved", _("Approved, to be published"), entries, _list(State.APPROVED))
    yield Section("scheduled", _("Scheduled"), _scheduled(languages), _list("scheduled"))
    if user.has_perm("publications.change_article"):
        yield Section("drafts", _("Your drafts"), _drafts(user), f"{reverse(LIST)}?drafts=mine")
        yield Section("outdated", _("Outdated translations"), _outdated(editions, user), _desk("outdated"))
        entries = [
            _at_desk(edition, edition.changed_at) for edition in editions.filter(converted=True)[: SHOWN + 1]
        ]
        yield Section("converted", _("Conversions to confirm"), entries, _desk("unconfirmed"))
        yield Section("defective", _("Broken notes and pictures"), _defective(editions), _list("defective"))


def _editions() -> QuerySet[Edition]:
    """Editions with the titles of their articles, and nothing long."""
    return Edition.objects.select_related("article").only(*FACTS).order_by("-changed_at")


def _plain(editions: QuerySet[Edition]) -> list[Entry]:
    return [_entry(edition, when=edition.changed_at) for edition in editions[: SHOWN + 1]]


def _entry(edition: Edition, **facts: Any) -> Entry:
    title = getattr(edition.article, column("title", edition.language)) or str(edition.article)
    return Entry(title, _form(edition.article_id, edition.language), LANGUAGES[edition.language], **facts)


def _at_desk(edition: Edition, when: datetime.datetime | None) -> Entry:
    """An edition that leads to its page at the translation desk."""
    address = reverse("desk-translation", args=[edition.article_id, edition.language])
    return replace(_entry(edition, when=when), address=address)


def _desk(state: str) -> str:
    return f"{reverse('desk')}?state={state}"


def _form(article: int, language: str) -> str:
    """The article form, open at the title in the language."""
    address = reverse("admin:publications_article_change", args=[article])
    return f"{address}#id_{column('title', language)}"


def _list(state: str) -> str:
    return f"{reverse(LIST)}?state={state}"


def _last(action: Step.Action) -> Prefetch:
    """The steps of one kind, newest first, as ``told``."""
    return Prefetch("steps", Step.objects.filter(action=action).select_related("by"), to_attr="told")


def _told(edition: Any) -> Entry:
    """An edition with the last of the steps that were read with it."""
    if not edition.told:
        return _entry(edition, when=edition.changed_at)
    step = edition.told[0]
    return _entry(edition, who=str(step.by or ""), when=step.at, note=step.note)


def _returned(editions: QuerySet[Edition], user: AbstractBaseUser) -> list[Entry]:
    """Drafts that were sent back, to whoever had sent them for review and to their translator."""
    sent = Step.objects.filter(by=user, action=Step.Action.SUBMITTED).order_by().values("edition")
    ways = Step.objects.filter(
        edition=OuterRef("pk"), action__in=(Step.Action.SUBMITTED, Step.Action.RETURNED)
    )
    mine = editions.filter(Q(pk__in=sent) | Q(translator=user), state=State.DRAFT)
    returned = mine.annotate(last=Subquery(ways.values("action")[:1])).filter(last=Step.Action.RETURNED)
    return [_told(edition) for edition in returned.prefetch_related(_last(Step.Action.RETURNED))[: SHOWN + 1]]


def _to_review(editions: QuerySet[Edition]) -> list[Entry]:
    """What is in review; who has waited longest comes first."""
    sent = Step.objects.filter(edition=OuterRef("pk"), action=Step.Action.SUBMITTED)
    found = editions.filter(state=State.IN_REVIEW).annotate(sent=Subquery(sent.values("at")[:1]))
    found = found.order_by("sent", "pk").prefetch_related(_last(Step.Action.SUBMITTED))
    return [_told(edition) for edition in found[: SHOWN + 1]]


def _scheduled(languages: Collection[str]) -> list[Entry]:
    """What appears by itself, the next first."""
    found = Version.objects.pending().filter(language__in=languages)
    found = found.order_by("published_at").values_list("title", "article", "language", "published_at")
    return [
        Entry(title, _form(article, language), LANGUAGES[language], when=moment)
        for title, article, language, moment in found[: SHOWN + 1]
    ]


def _drafts(user: AbstractBaseUser) -> list[Entry]:
    """Articles that this user saved last and of which a text is neither published nor on its way."""
    saved = drafts_of(user).order_by("-pk")
    moments = dict(saved.values_list("article_id", "created")[: SHOWN + 1])
    articles = Article.objects.only(*TITLES).in_bulk(moments)
    address = "admin:publications_article_change"
    return [
        Entry(str(articles[pk]), reverse(address, args=[pk]), when=moment) for pk, moment in moments.items()
    ]


def _outdated(editions: QuerySet[Edition], user: AbstractBaseUser) -> list[Entry]:
    """Translations whose source has changed; for translators, those that are nobody else's."""
    found = editions.outdated().order_by("-outdated_since")
    if not user.has_perm("publications.review_edition"):
        found = found.filter(Q(translator=user) | Q(translator=None))
    return [_at_desk(edition, edition.outdated_since) for edition in found[: SHOWN + 1]]


def _defective(editions: QuerySet[Edition]) -> list[Entry]:
    """Texts that cannot be published as they are."""
    found = editions.filter(defect_count__gt=0)[: SHOWN + 1]
    return [
        _entry(edition, when=edition.changed_at, note=_defects(edition.defect_count)) for edition in found
    ]


def _defects(number: int) -> str:
    return ngettext("%d defect", "%d defects", number) % number


def _of_fellows() -> Iterable[Section]:
    fellows = Fellow.objects.select_related("author").order_by("-pk")
    unseen = [_fellow(fellow) for fellow in fellows.filter(visible=False)[: SHOWN + 1]]
    faceless = [_fellow(fellow) for fellow in fellows.filter(visible=True, author__portrait="")[: SHOWN + 1]]
    profiles = reverse("admin:authors_fellow_changelist")
    yield Section("unseen", _("Profiles that readers do not see yet"), unseen, f"{profiles}?visible__exact=0")
    without = f"{profiles}?visible__exact=1&author__portrait__isempty=1"
    yield Section("faceless", _("Profiles without a portrait"), faceless, without)
    yield Section("ending", _("Appointments that end soon"), _ending(), f"{profiles}?standing=ending")


def _ending() -> list[Entry]:
    ending = Appointment.objects.ending(timezone.localdate())
    return [
        _fellow(appointment.fellow, when=appointment.until, note=str(appointment))
        for appointment in ending.select_related("fellow__author", "department")[: SHOWN + 1]
    ]


def _fellow(fellow: Fellow, **facts: Any) -> Entry:
    return Entry(str(fellow), reverse("admin:authors_fellow_change", args=[fellow.pk]), **facts)


def recent(user: AbstractBaseUser) -> list[Entry]:
    """What was done with articles last, newest first: steps of the workflow, and saves."""
    if not user.has_perm("publications.view_article"):
        return []
    related = ("by", "edition__article")
    columns_of = (
        "action",
        "at",
        "by__username",
        "edition__language",
        *(f"edition__article__{t}" for t in TITLES),
    )
    steps = Step.objects.select_related(*related).only(*columns_of).order_by("-at", "-pk")[:RECENT]
    saves = Revision.objects.defer("content").select_related("by").order_by("-pk")[:RECENT]
    done = [
        _entry(step.edition, who=str(step.by or ""), when=step.at, note=step.get_action_display())
        for step in steps
    ]
    done += _saves(saves)
    return sorted(done, key=lambda entry: entry.when, reverse=True)[:RECENT]


def _saves(revisions: Iterable[Revision]) -> list[Entry]:
    """The newest save of each article that is still there."""
    newest: dict[int, Revision] = {}
    for revision in revisions:
        newest.setdefault(revision.article_id, revision)
    articles = Article.objects.only(*TITLES).in_bulk(newest)
    return [
        Entry(
            str(articles[pk]),
            reverse("admin:publications_article_change", args=[pk]),
            who=str(revision.by or ""),
            when=revision.created,
            note=_("Saved"),
        )
        for pk, revision in newest.items()
        if pk in articles
    ]
