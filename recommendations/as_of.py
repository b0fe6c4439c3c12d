"""The as-of view: which day the record is read for, and what was known then.

``on`` is the day the record is read for; ``known_at`` limits it to what had been
published by the end of that day (UTC); without it the view is "as now known".
Source: METHOD.md section 7.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FAR_FUTURE = date(9999, 12, 31)


@dataclass(frozen=True)
class AsOf:
    """A view of the record.

    on: the day it is read for. known_at: only what had been published by then,
    or None for what is known now. today: the reader's day.
    """

    on: date
    known_at: date | None
    today: date

    @classmethod
    def now(cls, today: date) -> AsOf:
        """The ordinary view: today, as now known."""
        return cls(on=today, known_at=None, today=today)

    @property
    def is_today(self) -> bool:
        """Whether this is the ordinary view."""
        return self.on == self.today and self.known_at is None

    @property
    def known_on(self) -> date:
        """The day to compare published dates with; far future for "now known"."""
        return self.known_at or FAR_FUTURE

    @property
    def query(self) -> dict[str, str]:
        """The address parameters that keep this view, empty for the ordinary one."""
        chosen = {}
        if self.on != self.today:
            chosen["as_of"] = self.on.isoformat()
        if self.known_at is not None:
            chosen["known_at"] = self.known_at.isoformat()
        return chosen


@dataclass(frozen=True)
class Problem:
    """A parameter that was not understood, and why, in words."""

    field: str
    value: str
    message: str | Promise


TOO_EARLY = _("lies before the report was issued; today is shown instead.")


def parse_as_of(
    params: Mapping[str, str],
    today: date,
    earliest: date | None = None,
    too_early: str | Promise = TOO_EARLY,
) -> tuple[AsOf, list[Problem]]:
    """Read ``as_of`` and ``known_at`` from address parameters.

    today: the reader's day. earliest: the first day the page can speak of (the issue
    of its report, or of the first report of all), or None. too_early: what is said of
    a day before it. A value that is malformed, in the future or too early is left out
    and named in the problems; nothing is raised.
    """
    problems: list[Problem] = []
    on = _read(params, "as_of", problems, _complaint, today, earliest, too_early)
    known_at = _read(params, "known_at", problems, _known_complaint, today)
    return AsOf(on=on or today, known_at=known_at, today=today), problems


def _read(
    params: Mapping[str, str],
    field: str,
    problems: list[Problem],
    complaint: Callable[..., str | Promise | None],
    *bounds: Any,
) -> date | None:
    value = (params.get(field) or "").strip()
    if not value:
        return None
    day = _day(value)
    message = complaint(day, *bounds)
    if message is None:
        return day
    problems.append(Problem(field, value[:40], message))
    return None


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value) if len(value) == 10 else None
    except ValueError:
        return None


def _complaint(
    day: date | None, today: date, earliest: date | None, too_early: str | Promise
) -> str | Promise | None:
    if day is None:
        return _("is not a date of the form 2026-06-30; today is shown instead.")
    if day > today:
        return _("lies in the future; today is shown instead.")
    return too_early if earliest is not None and day < earliest else None


def _known_complaint(day: date | None, today: date) -> str | Promise | None:
    if day is None:
        return _(
            "is not a date of the form 2026-06-30; the record is shown as now known."
        )
    if day > today:
        return _("lies in the future; the record is shown as now known.")
    return None
