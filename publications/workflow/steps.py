"""Changing an edition under a lock, with the step that says who did it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from publications.models import Article, Edition, Step
from publications.workflow.check import Finding, Refused


@contextmanager
def locked(edition: Edition, base: int | None = None) -> Iterator[Edition]:
    """The edition as it is stored, with its article, locked until the end of the transaction this opens.

    Raises Refused when ``base`` is given and the article has been saved after that ``lock_version``.
    """
    with transaction.atomic():
        # The article first, as every save does: two who lock in another order wait for each other for ever. And a
        # row that is only joined would be read as it was before the wait for the other.
        Article.objects.select_for_update().filter(pk=edition.article_id).values_list("pk").first()
        stored = Edition.objects.whole().select_for_update(of=("self",)).get(pk=edition.pk)
        if base is not None and stored.article.lock_version != base:
            message = _("Somebody saved the article after you had opened it.")
            raise Refused([Finding(stored.language, message, "base_version")])
        yield stored


def take(
    edition: Edition, action: Step.Action, by: AbstractBaseUser | None, note: str = "", **changes: Any
) -> None:
    """Write changed columns of a locked edition together with the step.

    ``version`` and ``moment`` among the changes are the step's: of which version it tells, and for when that is, or
    was, scheduled.
    """
    told = {name: changes.pop(name, None) for name in ("version", "moment")}
    for name, value in changes.items():
        setattr(edition, name, value)
    edition.save(update_fields=list(changes))
    Step.objects.create(edition=edition, action=action, by=by, note=note.strip(), **told)
