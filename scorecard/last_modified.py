"""Since when an answer is what it is, and who has it already: for pages and files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from django.utils.http import http_date, parse_etags, parse_http_date_safe

STARTED = datetime.now(UTC)
"""When this release began to serve."""


def last_modified(changed_at: datetime | None, now: datetime) -> str | None:
    """The second after the last change of the record, the day or the release.

    As it stands in a header. None while that second is not over: another change could
    still fall into it.
    """
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0)
    latest = max(moment for moment in (changed_at, midnight, STARTED) if moment)
    latest = latest.replace(microsecond=0) + timedelta(seconds=1)
    return http_date(latest.timestamp()) if latest < now else None


def is_held(headers: Mapping[str, Any], tag: str, modified: str | None) -> bool:
    """Whether a client has the answer of that tag and moment (RFC 9110, 13.1).

    headers: those of the request, as ``request.META`` names them. A tag decides where
    one is sent, else the moment.
    """
    tags = headers.get("HTTP_IF_NONE_MATCH")
    if tags:
        return tags in (tag, "*") or as_weak(tag) in map(as_weak, parse_etags(tags))
    since = headers.get("HTTP_IF_MODIFIED_SINCE")
    return since is not None and is_told(since, modified)


def is_told(moment: str, modified: str | None) -> bool:
    """Whether a client names the very moment that answers tell, and no other.

    A later one will not do: where the clock was set back, what is sent today may be
    older by its date than what was sent before.
    """
    if modified is None:
        return False
    asked = parse_http_date_safe(moment)
    return asked is not None and asked == parse_http_date_safe(modified)


def as_weak(tag: str) -> str:
    """A tag as a weak one, which is how If-None-Match compares."""
    return f"W/{tag.removeprefix('W/')}"
