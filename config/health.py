"""What a watchdog asks: whether the site answers, and its database with it."""

import logging

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from publications.models import Generation

logger = logging.getLogger(__name__)


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """``{"status": "ok", "database": "ok"}``; 503 with ``"failed"`` for both where the database does not answer.

    A table of the site's own is asked: a database that is there but empty, or a file of SQLite that was lost, has no
    answer either. Why it does not answer is told to the log alone.
    """
    try:
        Generation.objects.number()
    except DatabaseError:
        logger.exception("The database does not answer")
        return JsonResponse({"status": "failed", "database": "failed"}, status=503)
    return JsonResponse({"status": "ok", "database": "ok"})
