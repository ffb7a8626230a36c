"""How tests ask the API: every answer is checked against the description that the API gives of itself."""

import json
import re
from functools import cache

from django.test import Client
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from publications.api import api


@cache
def description():
    """What the API says of itself, which must be OpenAPI."""
    schema = json.loads(json.dumps(api.get_openapi_schema()))
    validate(schema)
    return schema


def ask(address, status=200, **headers):
    """The answer at an address below ``/api``; it must have the status, and be as described."""
    answer = Client().get(f"/api{address}", headers=headers)
    assert answer.status_code == status, answer.content.decode()
    told = json.loads(answer.content)
    check(answer, told, f"/api{address}".partition("?")[0])
    return told


def check(answer, told, path):
    described = next(each for each in _paths() if re.fullmatch(each, path))
    responses = _paths()[described]["get"]["responses"]
    content = responses.get(str(answer.status_code), responses["default"])["content"]
    media = answer["Content-Type"].partition(";")[0]
    assert media in content, media
    schema = content[media]["schema"] | {"components": description()["components"]}
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    errors = [f"{error.json_path}: {error.message}" for error in validator.iter_errors(told)]
    assert not errors, errors


@cache
def _paths():
    return {re.sub(r"{\w+}", "[^/]+", path): methods for path, methods in description()["paths"].items()}


def problem(address, status=400):
    """The parameters that a problem names."""
    told = ask(address, status)
    assert told["status"] == status
    assert told["detail"]
    return [each["parameter"] for each in told.get("errors", [])]
