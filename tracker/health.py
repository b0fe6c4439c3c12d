"""Tells a supervisor whether the process lives and whether it can answer readers."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import cache as once

from django.core.cache import cache
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

log = logging.getLogger("tracker.health")


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"status": "alive"})


@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Database, migrations and cache, each ready or not; 503 when one is not."""
    parts = {name: outcome(name, works) for name, works in PARTS.items()}
    ready = all(parts.values())
    return JsonResponse(
        {
            "status": "ready" if ready else "not ready",
            "parts": {name: "ready" if up else "failed" for name, up in parts.items()},
        },
        status=200 if ready else 503,
    )


def outcome(name: str, works: Callable[[], bool]) -> bool:
    """Whether a part works; why not goes to the log, not to the public."""
    try:
        return works()
    except Exception:
        log.exception("%s is not ready", name)
        return False


def database_answers() -> bool:
    """The database answers the smallest question."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def migrations_are_applied() -> bool:
    """Every migration of this code is recorded in the database."""
    return shipped_migrations() <= set(
        MigrationRecorder(connection).applied_migrations()
    )


@once
def shipped_migrations() -> frozenset[tuple[str, str]]:
    """The (app, name) of every migration of this code: it changes with the code."""
    loader = MigrationLoader(None, ignore_no_migrations=True)
    return frozenset(loader.disk_migrations)


def cache_keeps() -> bool:
    """The cache returns what was put into it."""
    cache.set("tracker.health", "kept", timeout=10)
    return bool(cache.get("tracker.health") == "kept")


PARTS: dict[str, Callable[[], bool]] = {
    "database": database_answers,
    "migrations": migrations_are_applied,
    "cache": cache_keeps,
}
