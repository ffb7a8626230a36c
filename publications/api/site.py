"""How every answer of the API is given: to anybody, in no reader's language, with one form for what went wrong."""

import json
import sys
from collections.abc import Callable
from copy import copy
from functools import wraps
from typing import Any

from django.conf import settings
from django.core import signals
from django.core.exceptions import SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.log import log_response
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import conditional_page
from ninja import NinjaAPI
from ninja.errors import ValidationError
from ninja.renderers import JSONRenderer

PROBLEM = "application/problem+json"
METHODS = ("GET", "HEAD", "OPTIONS")
# Browsers ask first before a script of another site sends a header of its own, such as If-None-Match.
PREFLIGHT = {
    "Allow": ", ".join(METHODS),
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}
TITLES = {400: "Bad parameter", 404: "Not found", 405: "Method not allowed", 500: "The site has failed"}
# What an operation may answer besides what it says of itself.
ANY_OTHER = "What may go wrong anywhere: 405 for a method that writes, 500 where the site itself has failed."
ABOUT = """What the site shows its readers, and nothing else.

Every language of an article is a resource of its own; `language` is `en`, `zh-hans` or `zh-hant`. Texts that there are
not are empty, things that there are not are null. Addresses are absolute. Answers have an ETag, and hold until
something public changes: ask with `If-None-Match`. What goes wrong is told as RFC 9457 has it.
"""

View = Callable[..., HttpResponse]


class BadParameter(Exception):
    """A parameter that cannot be answered: its name, and what is wrong, for whoever wrote it."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__(words)
        self.name = name


def for_anybody(view: View) -> View:
    """Answers the same whatever the reader speaks, lets pages of other sites read it, and has it asked for anew.

    Whatever goes wrong is told as JSON.
    """

    conditional = conditional_page(_without_failing(view))

    # Nothing can be written, and whoever tries is told so as a problem.
    @csrf_exempt
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = copy(request)
        # A head is that of the answer to GET; the server leaves out the body.
        asked.method = "GET" if request.method == "HEAD" else request.method
        with override(settings.LANGUAGE_CODE):
            response = conditional(asked, *args, **kwargs)
        response["Access-Control-Allow-Origin"] = "*"
        response["Access-Control-Expose-Headers"] = "ETag, Link"
        response["Cache-Control"] = "no-cache"
        return response

    return answer


def _without_failing(view: View) -> View:
    """Tells failures of the site, and any method that writes, as problems.

    In DEBUG a failure is left to Django's page, which shows where it happened.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers=PREFLIGHT)
        if request.method not in METHODS:
            return _unknown_method()
        try:
            return view(request, *args, **kwargs)
        except SuspiciousOperation as error:
            return _problem(400, str(error), [])
        except Exception:
            if settings.DEBUG:
                raise
            return _failed(request)

    return answer


class Json(JSONRenderer):
    """JSON as it is read: a Chinese character takes half of what its escape takes."""

    json_dumps_params = {"ensure_ascii": False}


class Api(NinjaAPI):
    """The API of the site. The pages that show a schema load scripts from other hosts, so there are none."""

    def __init__(self) -> None:
        super().__init__(
            title="Ibid",
            version="1",
            description=ABOUT,
            renderer=Json(),
            docs_url=None,
            urls_namespace="api",
        )
        self.add_exception_handler(ValidationError, _unreadable)
        self.add_exception_handler(BadParameter, _bad)
        self.add_exception_handler(Http404, _missing)

    @property
    def urls(self) -> tuple[list[URLPattern], str, str]:
        """The addresses, whose every answer is given for anybody."""
        patterns, *names = super().urls
        for pattern in patterns:
            pattern.callback = for_anybody(pattern.callback)
        return (patterns, *names)

    def get_openapi_schema(self, **kwargs: Any) -> Any:
        """The description, with the site's address, and with problems under their own media type.

        What may go wrong anywhere is described as the answer of any other status.
        """
        schema = super().get_openapi_schema(**kwargs)
        schema["servers"] = [{"url": settings.SITE_URL}]
        problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
        for methods in schema["paths"].values():
            responses = methods["get"]["responses"]
            for code, answer in responses.items():
                if int(code) in TITLES:
                    [content] = answer["content"].values()
                    answer["content"] = {PROBLEM: content}
                    answer["description"] = TITLES[int(code)]
            responses["default"] = {"description": ANY_OTHER, "content": {PROBLEM: problem}}
        return schema

    def get_openapi_operation_id(self, operation: Any) -> str:
        """The name of the operation alone: modules are our own business."""
        return str(operation.view_func.__name__)


def _unreadable(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Parameters that are not of the kind described; a part of the path that is not names nothing."""
    if any(each["loc"][0] == "path" for each in error.errors):
        return _missing(request, Http404("There is nothing at this address."))
    errors = [{"parameter": str(each["loc"][-1]), "detail": each["msg"]} for each in error.errors]
    return _problem(400, "; ".join(f"{each['parameter']}: {each['detail']}" for each in errors), errors)


def _bad(request: HttpRequest, error: BadParameter) -> HttpResponse:
    return _problem(400, f"{error.name}: {error}", [{"parameter": error.name, "detail": str(error)}])


def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return _problem(404, str(error) or "There is nothing at this address.", [])


def _unknown_method() -> HttpResponse:
    response = _problem(405, "Nothing can be written here: ask with GET or HEAD.", [])
    response["Allow"] = ", ".join(METHODS)
    return response


def _failed(request: HttpRequest) -> HttpResponse:
    """What is being handled, told to the log and to whoever listens as Django itself would; called in ``except``."""
    signals.got_request_exception.send(sender=None, request=request)
    response = _problem(500, "The answer could not be made. The fault is the site's.", [])
    log_response(
        f"Internal Server Error: {request.path}",
        response=response,
        request=request,
        exception=sys.exception(),
    )
    return response


def _problem(status: int, detail: str, errors: list[dict[str, str]]) -> HttpResponse:
    problem = {"type": "about:blank", "title": TITLES[status], "status": status, "detail": detail}
    content = json.dumps(problem | ({"errors": errors} if errors else {}), ensure_ascii=False)
    return HttpResponse(content, status=status, content_type=PROBLEM)
