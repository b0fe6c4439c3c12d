"""How often one reader may send something, without keeping who a reader is.

The counter lives in the cache under a keyed hash of the machine's address and is
gone within the hour; nothing about the reader reaches the database or the log.
"""

from __future__ import annotations

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

SECONDS = 60 * 60


def is_within_limit(request: HttpRequest, name: str, most: int) -> bool:
    """Count this request; whether at most ``most`` have come within the hour."""
    key = f"reader-limit-{name}-{machine_hash(request, name)}"
    cache.add(key, 0, SECONDS)
    try:
        return cache.incr(key) <= most
    except ValueError:  # it ran out between the two lines
        return True


def machine_hash(request: HttpRequest, name: str) -> str:
    """The machine a request came from, as nobody without our key can tell it."""
    return salted_hmac(f"reader-limit-{name}", _machine(request)).hexdigest()


def _machine(request: HttpRequest) -> str:
    """The address the request came from.

    Behind a proxy (HTTPS on) it is the last one that the proxy itself wrote down.
    """
    if settings.SECURE_PROXY_SSL_HEADER:
        forwarded = request.headers.get("X-Forwarded-For", "")
        last = forwarded.rpartition(",")[2].strip()
        if last:
            return last
    return str(request.META.get("REMOTE_ADDR", ""))
