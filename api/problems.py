"""Refusals as ``application/problem+json`` (RFC 9457), each naming what was wrong."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy
from rest_framework.exceptions import APIException
from rest_framework.response import Response

from recommendations.as_of import Problem

CONTENT_TYPE = "application/problem+json"


class NotUnderstood(APIException):
    """One or more parameters of an address that cannot be followed."""

    status_code = HTTPStatus.BAD_REQUEST

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = problems
        super().__init__()


class TooMany(APIException):
    """More requests within the minute than one machine may send."""

    status_code = HTTPStatus.TOO_MANY_REQUESTS
    default_detail = gettext_lazy("Wait as long as Retry-After says, then go on.")

    def __init__(self, wait: int) -> None:
        self.wait = wait
        super().__init__()


def title(status: int) -> str:
    """What a status means, in words."""
    titles = {
        400: _("A parameter was not understood"),
        404: _("There is nothing here"),
        405: _("This can only be read"),
        406: _("This is given as JSON only"),
        429: _("Too many requests"),
    }
    return titles.get(status, HTTPStatus(status).phrase)


def body(status: int, detail: str, problems: Sequence[Problem] = ()) -> dict[str, Any]:
    """The members of a problem; ``errors`` names each field with its value."""
    docs = settings.SITE_URL.rstrip("/") + reverse("api:docs")
    found: dict[str, Any] = {
        "type": f"{docs}#problem-{status}",
        "title": title(status),
        "status": status,
        "detail": detail,
    }
    if problems:
        found["errors"] = [
            {"field": p.field, "value": p.value, "message": str(p.message)}
            for p in problems
        ]
    return found


def as_problem(error: Exception, context: dict[str, Any]) -> Response | None:
    """The answer to an error, for the framework; None for one that is a fault."""
    if isinstance(error, Http404):
        return _answer(HTTPStatus.NOT_FOUND, str(error) or title(404))
    if isinstance(error, NotUnderstood):
        sentences = [f"{p.field}={p.value} {p.message}" for p in error.problems]
        return _answer(error.status_code, " ".join(sentences), error.problems)
    if isinstance(error, APIException):
        answer = _answer(error.status_code, str(error.detail))
        if isinstance(error, TooMany):
            answer["Retry-After"] = str(error.wait)
        return answer
    return None


def _answer(status: int, detail: str, problems: Sequence[Problem] = ()) -> Response:
    return Response(
        body(status, detail, problems), status=status, content_type=CONTENT_TYPE
    )
