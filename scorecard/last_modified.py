"""Since when an answer of the site is what it is: one rule for pages and files."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

STARTED = datetime.now(UTC)
"""When this release began to serve."""


def last_modified(changed_at: datetime | None, now: datetime) -> datetime | None:
    """The second after the last change of the record, the day or the release.

    None while that second is not over: another change could still fall into it.
    """
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0)
    latest = max(moment for moment in (changed_at, midnight, STARTED) if moment)
    latest = latest.replace(microsecond=0) + timedelta(seconds=1)
    return latest if latest < now else None
