"""What a person reads when the database cannot be used, and what they keep.

A full disk, a locked or read-only file, a server that is gone: nothing was written,
since every action is whole or not at all. The page says so and gives back what was
typed, to copy or to send again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import InterfaceError, InternalError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

log = logging.getLogger("tracker.trouble")
Answer = Callable[[HttpRequest], HttpResponse]

RETRY_AFTER_SECONDS = 30
MOST_FIELDS = 200
MOST_CHARACTERS = 200_000
KEPT_BACK = ("csrfmiddlewaretoken", "password", "otp", "token")

# What SQLite and PostgreSQL say, in the order looked for, and what it means.
MEANINGS: tuple[tuple[str, str | Promise], ...] = (
    ("full", _("The disk is full.")),
    ("no space", _("The disk is full.")),
    ("unable to open", _("The database's folder can't be used.")),
    ("deadlock", _("Somebody else was writing for too long.")),
    ("locked", _("Somebody else was writing for too long.")),
    ("readonly", _("The database can be read but not written.")),
    ("read-only", _("The database can be read but not written.")),
    ("no such table", _("The database has not been brought up to date.")),
)
UNKNOWN = _("The database can't be reached.")


class DatabaseTrouble:
    """Answers a database that refuses with a page in words (503)."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(
        self, request: HttpRequest, problem: Exception
    ) -> HttpResponse | None:
        """The page, for trouble of the database; anything else is not ours."""
        if not is_refusal(problem):
            return None
        log.error("The database refused: %s", type(problem).__name__, exc_info=problem)
        words = {"reason": meaning(problem), "typed": typed(request)}
        answer = render(request, "503.html", words, status=503)
        answer["Retry-After"] = str(RETRY_AFTER_SECONDS)
        answer["Cache-Control"] = "no-store"
        return answer


def is_refusal(problem: Exception) -> bool:
    """Whether the database refused, and no mistake of ours is behind it.

    PostgreSQL counts a transaction that may only read among its internal errors.
    """
    if isinstance(problem, InternalError):
        return meaning(problem) != UNKNOWN
    return isinstance(problem, OperationalError | InterfaceError)


def meaning(problem: Exception) -> str | Promise:
    """The sentence for what the database said."""
    said = str(problem).lower()
    return next((words for sign, words in MEANINGS if sign in said), UNKNOWN)


def typed(request: HttpRequest) -> list[tuple[str, str]]:
    """What a form had sent, without what is secret, to be given back."""
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        for value in values
        if value and not any(secret in name.lower() for secret in KEPT_BACK)
    ]
    if sum(len(value) for _name, value in kept) > MOST_CHARACTERS:
        return []
    return kept[:MOST_FIELDS]
