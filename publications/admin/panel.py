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
from publications.admin.reviewing import DOORS, PUBLISH, Door, languages_of, may_take, offered
from publications.admin.standing import STATES
from publications.models import Article, Edition, PreviewLink, Step, Version

if TYPE_CHECKING:
    from publications.admin.article import ArticleAdmin

State = Edition.State
Findings = list[tuple[workflow.Finding, str]]
REVIEWED = (Step.Action.SUBMITTED, Step.Action.APPROVED)
CHANGED = {
    "public": _("published, with changes since"),
    "pending": _("scheduled, with changes since"),
}


@dataclass
class Standing:
    """One language of an article: where its working copy is on its way, what readers see, and what may be done.

    ``findings`` block publishing, ``advice`` does not; each comes with the link to its field. ``steps`` is the log,
    newest first. ``doors`` are buttons that act at once (verb and step), ``pages`` links to pages that ask first
    (address and words), and ``links`` the live links to the preview, each with its full address. ``open`` says that
    the user may write here, ``script`` from which other Chinese script this one can be drafted.
    """

    language: Language
    edition: Edition | None
    public: Version | None = None
    pending: Version | None = None
    findings: Findings = field(default_factory=list)
    advice: Findings = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    doors: list[tuple[str, Door]] = field(default_factory=list)
    pages: list[tuple[str, str | Promise]] = field(default_factory=list)
    links: list[tuple[PreviewLink, str]] = field(default_factory=list)
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
        if self.edition and self.edition.has_changed() and self.edition.state == State.PUBLISHED:
            return CHANGED["pending" if self.pending else "public"]
        return STATES[self.state][1]

    @property
    def main(self) -> str:
        """Which button stands out: the verb of a step, or ``page`` for the first page that asks."""
        verbs = [verb for verb, _door in self.doors]
        if "approve" in verbs:
            return "approve"
        if self.pages and not self.public:
            return "page"
        return "submit" if "submit" in verbs else ""

    @property
    def reason(self) -> bool:
        """Whether a step is offered that needs a remark."""
        return any(door.reason for _verb, door in self.doors)

    @property
    def touched(self) -> bool:
        """Whether the text has changed since it was sent for review or approved."""
        if self.edition is None or self.edition.state not in (State.IN_REVIEW, State.APPROVED):
            return False
        last = next((step.at for step in self.steps if step.action in REVIEWED), None)
        return bool(last and self.edition.changed_at and self.edition.changed_at > last)

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
    prefetch_related_objects([article], "authorships", "topics", "editions__translator")
    editions = {edition.language: edition for edition in article.editions.all()}
    versions = article.versions.defer("body", "notes", "contents", "text", "source").order_by()
    public = {version.language: version for version in versions.public()}
    pending = {version.language: version for version in versions.pending()}
    steps, links = _steps(article), _links(request, article)
    languages = languages_of(request, model_admin, article)
    found = []
    for code, language in LANGUAGES.items():
        standing = Standing(language, editions.get(code), public.get(code), pending.get(code))
        standing.open, other = code in languages, other_script(code)
        if standing.open and other in article.languages():
            standing.script = LANGUAGES[other]
        standing.steps, standing.links = steps.get(code, []), links.get(code, [])
        if standing.edition and standing.written:
            standing.edition.article = article
            standing.findings = _anchored(workflow.check(standing.edition))
            standing.advice = _anchored(workflow.advise(standing.edition))
            standing.doors = _doors(request, standing, languages)
            standing.pages = _pages(request, standing, article)
        found.append(standing)
    return found


def panel(request: HttpRequest, model_admin: "ArticleAdmin", article: Article) -> dict[str, object]:
    """What the template of the panel shows."""
    return {
        "standings": standings(request, model_admin, article),
        "link_form": LinkForm(auto_id=False) if request.user.has_perm(MAKE) else None,
        "may_revoke": request.user.has_perm(REVOKE),
    }


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


def _doors(request: HttpRequest, standing: Standing, languages: tuple[str, ...]) -> list[tuple[str, Door]]:
    edition = standing.edition
    if edition is None:
        return []
    return [
        (verb, DOORS[verb])
        for verb in offered(edition, pending=standing.pending is not None)
        if may_take(request, verb, languages, edition.language)
    ]


def _pages(request: HttpRequest, standing: Standing, article: Article) -> list[tuple[str, str | Promise]]:
    """The pages that publish and withdraw, for those who may."""
    if not request.user.has_perm(PUBLISH):
        return []
    publish, withdraw = (
        reverse(f"admin:publications_article_{page}", args=[article.pk, standing.language.code])
        for page in ("publish", "withdraw")
    )
    pages: list[tuple[str, str | Promise]] = []
    if not standing.findings:
        if standing.public:
            pages = [
                (f"{publish}?change={Version.Change.MINOR}", _("Small change…")),
                (f"{publish}?change={Version.Change.CORRECTION}", _("Correction with a note…")),
            ]
        else:
            pages = [(publish, _("Reschedule…") if standing.pending else _("Publish…"))]
    return [*pages, (withdraw, _("Withdraw…"))] if standing.public else pages
