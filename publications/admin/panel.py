"""The panel on the form of an article: how each language stands, what is in its way, and what can be done next."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from config.languages import LANGUAGES, Language, other_script
from publications import workflow
from publications.admin.links import field_anchor, public_address
from publications.admin.moments import zoned
from publications.admin.previews import MAKE, REVOKE, LinkForm, full_address
from publications.admin.reviewing import DOORS, PUBLISH, languages_of, may_take, offered
from publications.admin.standing import STATES, touched
from publications.models import Article, Edition, PreviewLink, Step, Version

if TYPE_CHECKING:
    from publications.admin.article import ArticleAdmin

State = Edition.State
Findings = list[tuple[workflow.Finding, str]]
Pages = list[tuple[str, str | Promise]]
CHANGED = {
    "public": _("published, with changes since"),
    "pending": _("scheduled, with changes since"),
}


@dataclass(frozen=True)
class Button:
    """A step that is sent (``verb``), or a link to a page that asks first; ``main`` is what is to be done next."""

    words: str | Promise
    main: bool
    address: str = ""
    verb: str = ""


@dataclass
class Standing:
    """One language of an article: where its working copy is on its way, what readers see, and what may be done.

    ``findings`` block publishing, ``advice`` does not; each comes with the link to its field. ``steps`` is the log,
    newest first. ``doors`` are the steps that act at once, as keys of DOORS; ``pages`` are the pages that ask first,
    each with its address and words: those that publish, and the one that withdraws. ``links`` are the live links to
    the preview, each with its full address. ``changed`` says that the newest version says something else by now,
    ``open`` that the user may write here, ``script`` from which other Chinese script this one can be drafted.
    """

    language: Language
    edition: Edition | None
    public: Version | None = None
    pending: Version | None = None
    findings: Findings = field(default_factory=list)
    advice: Findings = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    doors: list[str] = field(default_factory=list)
    publishing: Pages = field(default_factory=list)
    withdrawing: Pages = field(default_factory=list)
    links: list[tuple[PreviewLink, str]] = field(default_factory=list)
    changed: bool = False
    open: bool = False
    script: Language | None = None

    @property
    def written(self) -> bool:
        """Whether there is a text; an edition without one has only been given to somebody."""
        return bool(self.edition and self.edition.digest)

    @property
    def state(self) -> str:
        """The stage of the working copy: a key of STATES, or ``missing``."""
        if self.edition is None or not self.written:
            return "missing"
        if self.edition.state != State.PUBLISHED:
            return self.edition.state
        shown = [word for word, there in (("public", self.public), ("pending", self.pending)) if there]
        return "-".join(shown) or "draft"

    @property
    def sign(self) -> str:
        """The state as a sign, so that it is not told by colour alone."""
        return STATES[self.state][0] if self.state in STATES else "–"

    @property
    def words(self) -> str | Promise:
        """The state in words."""
        if self.state == "missing":
            return _("nothing written")
        if self.changed and self.edition and self.edition.state == State.PUBLISHED:
            return CHANGED["pending" if self.pending else "public"]
        return STATES[self.state][1]

    @property
    def main(self) -> str:
        """What is to be done next, and stands out: the verb of a step, ``publish``, or nothing."""
        first = [verb for verb in ("confirm", "approve") if verb in self.doors]
        if first:
            return first[0]
        if self.publishing and (self.changed or not self.public):
            return "publish"
        return "submit" if "submit" in self.doors else ""

    @property
    def buttons(self) -> list[Button]:
        """What can be done, in the order of the buttons: what is to be done next comes first, withdrawing last."""
        steps = [Button(DOORS[verb].label, verb == self.main, verb=verb) for verb in self.doors]
        pages = [Button(words, self.main == "publish", address) for address, words in self.publishing]
        withdraw = [Button(words, False, address) for address, words in self.withdrawing]
        return [*sorted([*steps, *pages], key=lambda button: not button.main), *withdraw]

    @property
    def settled(self) -> bool:
        """Whether readers see what is written here, so that it has to be changed before there is anything to do."""
        return bool(self.public and self.open and not self.doors and not self.changed and not self.pending)

    @property
    def reason(self) -> bool:
        """Whether a step is offered that needs a remark."""
        return any(DOORS[verb].reason for verb in self.doors)

    @property
    def touched(self) -> bool:
        """Whether the text has changed since it was sent for review or approved."""
        return self.edition is not None and touched(self.edition, self.steps)

    @property
    def address(self) -> str:
        """Where readers find it; empty while there is nothing for them."""
        return public_address(self.public) if self.public else ""

    @property
    def moment(self) -> str:
        """When the version that waits will appear."""
        return zoned(self.pending.published_at) if self.pending else ""


def standings(request: HttpRequest, model_admin: "ArticleAdmin", article: Article) -> list[Standing]:
    """How each language of an article stands, for this user; the number of queries does not grow with the languages."""
    related = ("authorships__author", "attachments__document", "topics", "regions", "editions__translator")
    prefetch_related_objects([article], *related)
    editions = {edition.language: edition for edition in article.editions.all()}
    versions = article.versions.defer("body", "notes", "contents", "text").order_by()
    versions = versions.prefetch_related("topics", "regions")
    public = {version.language: version for version in versions.public()}
    pending = {version.language: version for version in versions.pending()}
    steps, links = _steps(article), _links(request, article)
    languages = languages_of(request, model_admin, article)
    found = []
    for code, language in LANGUAGES.items():
        standing = Standing(language, editions.get(code), public.get(code), pending.get(code))
        standing.open, other = code in languages, other_script(code)
        if standing.open and other in article.languages() and not standing.written:
            standing.script = LANGUAGES[other]
        standing.steps, standing.links = steps.get(code, []), links.get(code, [])
        if standing.edition and standing.written:
            standing.edition.article = article
            _judge(request, standing, standing.edition, languages)
        found.append(standing)
    return found


def panel(request: HttpRequest, model_admin: "ArticleAdmin", article: Article) -> dict[str, object]:
    """What the template of the panel shows."""
    return {
        "standings": standings(request, model_admin, article),
        "link_form": LinkForm(auto_id=False) if request.user.has_perm(MAKE) else None,
        "may_revoke": request.user.has_perm(REVOKE),
    }


def _judge(request: HttpRequest, standing: Standing, edition: Edition, languages: tuple[str, ...]) -> None:
    """Finds out what is in the way of a text, and what can be done with it by this user."""
    newest = standing.pending or standing.public
    standing.changed = newest is not None and bool(workflow.changes(edition, newest))
    standing.findings = _anchored(workflow.check(edition))
    standing.advice = _anchored(workflow.advise(edition))
    standing.doors = [
        verb
        for verb in offered(edition, pending=standing.pending is not None, changed=standing.changed)
        if may_take(request, verb, languages, edition.language)
    ]
    if request.user.has_perm(PUBLISH):
        standing.publishing, standing.withdrawing = _pages(standing, edition.article)


def _anchored(findings: list[workflow.Finding]) -> Findings:
    return [(finding, field_anchor(finding)) for finding in findings]


def _steps(article: Article) -> dict[str, list[Step]]:
    """The log of every language, newest first."""
    found: dict[str, list[Step]] = {}
    for step in Step.objects.filter(edition__article=article).select_related("by", "edition"):
        found.setdefault(step.edition.language, []).append(step)
    return found


def _links(request: HttpRequest, article: Article) -> dict[str, list[tuple[PreviewLink, str]]]:
    """The live links of every language; only those who may make some see them."""
    found: dict[str, list[tuple[PreviewLink, str]]] = {}
    if request.user.has_perm(MAKE):
        live = PreviewLink.objects.valid().filter(edition__article=article)
        for link in live.select_related("edition", "made_by"):
            found.setdefault(link.edition.language, []).append((link, full_address(request, link)))
    return found


def _pages(standing: Standing, article: Article) -> tuple[Pages, Pages]:
    """The pages that publish, and those that withdraw."""
    publish, withdraw = (
        reverse(f"admin:publications_article_{page}", args=[article.pk, standing.language.code])
        for page in ("publish", "withdraw")
    )
    first: Pages = [(publish, _("Publish…"))]
    if standing.pending:
        first = [(publish, _("Reschedule…"))]
    if standing.public:
        first = (first if standing.pending else []) + [
            (f"{publish}?change={Version.Change.MINOR}", _("Small change…")),
            (f"{publish}?change={Version.Change.CORRECTION}", _("Correction with a note…")),
        ]
    return [] if standing.findings else first, [(withdraw, _("Withdraw…"))] if standing.public else []
