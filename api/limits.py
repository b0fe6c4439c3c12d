"""How many requests one machine may send within a minute, and how it is told.

The counter lives in the cache under a keyed hash, so it is shared by all workers
where the cache is (``CACHE_URL``); with a cache for each worker, each counts alone.
Without a cache that answers nobody is refused.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from recommendations.reader_limits import machine_hash

WINDOW_SECONDS = 60
log = logging.getLogger("tracker.api")


@dataclass(frozen=True)
class Allowance:
    """What one machine may still send: remaining of limit, anew in ``resets_in``."""

    limit: int
    remaining: int
    resets_in: int
    is_exceeded: bool


def counted(request: HttpRequest) -> Allowance | None:
    """Count this request; None where there is no limit or no cache answers."""
    limit = settings.API_RATE_LIMIT
    if not limit:
        return None
    now = time.time()
    window = int(now // WINDOW_SECONDS)
    used = _used(f"api-rate-{window}-{machine_hash(request, 'api')}")
    if used is None:
        return None
    return Allowance(
        limit=limit,
        remaining=max(limit - used, 0),
        resets_in=max(int((window + 1) * WINDOW_SECONDS - now), 1),
        is_exceeded=used > limit,
    )


def _used(key: str) -> int | None:
    try:
        cache.add(key, 0, 2 * WINDOW_SECONDS)
        return cache.incr(key)
    except Exception:  # whatever the cache's own library raises
        log.warning("the cache does not answer: requests are not counted")
        return None


def tell(answer: HttpResponseBase, allowance: Allowance | None) -> None:
    """Say in headers what may still be sent (draft-ietf-httpapi-ratelimit-headers)."""
    if allowance is not None:
        answer["RateLimit-Policy"] = f'"minute";q={allowance.limit};w={WINDOW_SECONDS}'
        answer["RateLimit"] = (
            f'"minute";r={allowance.remaining};t={allowance.resets_in}'
        )
