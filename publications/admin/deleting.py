"""Deleting an article: only one that was never published, and told in a few words."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from publications.models import Article


class OnlyUnpublished:
    """For the admin of articles: what has been published is withdrawn, never deleted."""

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Asks before it deletes; sends back with the reason when there are versions."""
        article = self.get_object(request, object_id)  # type: ignore[attr-defined]
        allowed = article and self.has_delete_permission(request, article)  # type: ignore[attr-defined]
        if allowed and article.versions.exists():
            reason = _(
                "“%s” cannot be deleted, because it has been published or is scheduled. Withdraw it instead: its "
                "address stays and gives the reason, and what readers have cited can still be found."
            )
            messages.error(request, reason % article)
            return redirect("admin:publications_article_change", article.pk)
        return super().delete_view(request, object_id, extra_context)  # type: ignore[misc]

    def get_deleted_objects(
        self, objs: Sequence[Article], request: HttpRequest
    ) -> tuple[list[str], dict[str, int], set[str], list[str]]:
        """What goes with an article, counted instead of listed: the notes alone would fill pages."""
        told, counts = [], {Article._meta.verbose_name_plural: len(objs)}
        for article in objs:
            editions, notes = article.editions.count(), article.footnotes.count()
            told += [
                str(article),
                ngettext("%d language", "%d languages", editions) % editions,
                ngettext("%d note", "%d notes", notes) % notes,
                _("It can be brought back from the list of deleted articles."),
            ]
        return told, counts, set(), []
