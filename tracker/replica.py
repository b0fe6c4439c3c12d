"""Public reads from a streaming replica: which database a request reads.

Somebody who is signed in, and everything but GET, reads and writes the primary, so
that editors see at once what they wrote. Other readers get the replica while it
answers and follows closely; else the primary, until it does again.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import DatabaseError, InterfaceError, connections
from django.http import HttpRequest, HttpResponse

log = logging.getLogger("tracker.replica")

REPLICA = "replica"
ASKED_EVERY_SECONDS = 1.0
TRIED_AGAIN_AFTER_SECONDS = 10.0
LAG = """
SELECT CASE
  WHEN NOT pg_is_in_recovery() THEN 0
  WHEN pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn()
    AND EXISTS (SELECT 1 FROM pg_stat_wal_receiver) THEN 0
  ELSE COALESCE(EXTRACT(EPOCH FROM now() - pg_last_xact_replay_timestamp()), 1e9)
END
"""

_reads_replica: ContextVar[bool] = ContextVar("reads_replica", default=False)


class Router:
    """Sends the reads of a request to the database that was chosen for it."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        """The replica inside a request that may read it."""
        return REPLICA if _reads_replica.get() else "default"

    def db_for_write(self, model: Any, **hints: Any) -> str:
        """Always the primary."""
        return "default"

    def allow_relation(self, one: Any, other: Any, **hints: Any) -> bool:
        """Both hold the same rows."""
        return True

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        """What the primary does, the replica follows by itself."""
        return False if db == REPLICA else None


class Health:
    """Whether the replica may be read: asked once a second, after a failure later."""

    def __init__(self) -> None:
        self.is_fit = False
        self.next_at = 0.0

    def fit(self) -> bool:
        """Whether it answered and was close enough when last asked."""
        now = time.monotonic()
        if now >= self.next_at:
            self._ask()
            wait = ASKED_EVERY_SECONDS if self.is_fit else TRIED_AGAIN_AFTER_SECONDS
            self.next_at = now + wait
        return self.is_fit

    def failed(self) -> None:
        """It broke under a request: leave it alone for a while."""
        self._becomes(False, "it does not answer")
        self.next_at = time.monotonic() + TRIED_AGAIN_AFTER_SECONDS
        connections[REPLICA].close()

    def _ask(self) -> None:
        try:
            lag = lag_seconds()
        except (DatabaseError, InterfaceError):
            connections[REPLICA].close()
            self._becomes(False, "it does not answer")
            return
        close = lag <= settings.REPLICA_LAG_SECONDS
        self._becomes(close, f"it is {lag:.0f} seconds behind")

    def _becomes(self, is_fit: bool, why: str) -> None:
        if self.is_fit and not is_fit:
            log.warning("readers read the primary: the replica is left out, %s", why)
        elif is_fit and not self.is_fit:
            log.info("readers read the replica")
        self.is_fit = is_fit


def lag_seconds() -> float:
    """How far the replica is behind, in seconds; 0 where it has all there is."""
    with connections[REPLICA].cursor() as cursor:
        cursor.execute(LAG)
        return float(cursor.fetchone()[0])


HEALTH = Health()
"""What this worker knows of the replica."""


class ReplicaReads:
    """The middleware that chooses; it stands before everything that reads."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        if REPLICA not in settings.DATABASES:
            raise MiddlewareNotUsed
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer from the replica where this request may read it."""
        token = _reads_replica.set(is_readers(request) and HEALTH.fit())
        try:
            return self.answer(request)
        finally:
            _reads_replica.reset(token)


class PrimaryInstead:
    """Answers from the primary where the replica breaks; the last of the middleware."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        if REPLICA not in settings.DATABASES:
            raise MiddlewareNotUsed
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> None:
        """Remember what to ask again."""
        request.asked = (view, args, kwargs)  # type: ignore[attr-defined]

    def process_exception(
        self, request: HttpRequest, problem: Exception
    ) -> HttpResponse | None:
        """The replica broke under a reader: the primary answers instead."""
        broken = isinstance(problem, DatabaseError | InterfaceError)
        if not broken or not _reads_replica.get():
            return None
        HEALTH.failed()
        _reads_replica.set(False)
        view, args, kwargs = request.asked  # type: ignore[attr-defined]
        response: HttpResponse = view(request, *args, **kwargs)
        render = getattr(response, "render", None)
        return render() if render else response


def is_readers(request: HttpRequest) -> bool:
    """Whether it comes from somebody who only reads."""
    signed_in = settings.SESSION_COOKIE_NAME in request.COOKIES
    return request.method in ("GET", "HEAD") and not signed_in
