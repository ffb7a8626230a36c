"""Changing an edition under a lock, with the step that says who did it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from publications.models import Edition, Step


@contextmanager
def locked(edition: Edition) -> Iterator[Edition]:
    """The edition as it is stored, with its article, locked until the end of the transaction this opens."""
    with transaction.atomic():
        yield Edition.objects.whole().select_for_update(of=("self",)).get(pk=edition.pk)


def take(
    edition: Edition, action: Step.Action, by: AbstractBaseUser | None, note: str = "", **changes: Any
) -> None:
    """Write changed columns of a locked edition together with the step."""
    version = changes.pop("version", None)
    for name, value in changes.items():
        setattr(edition, name, value)
    edition.save(update_fields=list(changes))
    Step.objects.create(edition=edition, action=action, by=by, note=note.strip(), version=version)
