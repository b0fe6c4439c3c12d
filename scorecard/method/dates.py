"""Dates: freshness of a review, the row that holds on a day, ends of periods.

METHOD.md sections 3, 5 and 7. Dates are days in UTC, end of day. Nothing here
reads a clock.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from scorecard.method.parameters import VERSION_1, Parameters
from scorecard.method.steps import known_status

DateLike = date | str


def freshness(
    status: str,
    reviewed_on: DateLike | None,
    as_of: DateLike,
    parameters: Parameters = VERSION_1,
) -> str:
    """How fresh a review is on a day: "current", "review_due" or "expired".

    The anniversary itself still counts to the earlier state: a review of 30
    June 2025 is current on 30 June 2026 and due the day after. A review made
    after the as-of day covers it. Without any review: expired
    (METHOD.md section 3).
    """
    known_status(status)
    if reviewed_on is None:
        return "expired"
    day, reviewed = as_day(as_of), as_day(reviewed_on)
    if day <= review_due_on(status, reviewed, parameters):
        return "current"
    return (
        "review_due" if day <= expires_on(status, reviewed, parameters) else "expired"
    )


def review_due_on(
    status: str, reviewed_on: DateLike, parameters: Parameters = VERSION_1
) -> date:
    """The day until which a review is current: 12 months on, 24 for done.

    METHOD.md section 3.
    """
    done = status == "implemented"
    months = parameters.review_months_done if done else parameters.review_months
    return add_months(as_day(reviewed_on), months)


def expires_on(
    status: str, reviewed_on: DateLike, parameters: Parameters = VERSION_1
) -> date:
    """The last day a review can be used at all: 24 months on, 48 for done.

    METHOD.md section 3.
    """
    done = status == "implemented"
    months = parameters.expiry_months_done if done else parameters.expiry_months
    return add_months(as_day(reviewed_on), months)


def as_of_pick(
    rows: Iterable[Mapping[str, Any]],
    valid_on: DateLike,
    known_at: DateLike | None = None,
) -> Any:
    """The id of the row that holds on `valid_on`, or None.

    Rows have `id`, `effective_on`, `published_at` and perhaps `withdrawn`:
    true, or the day of withdrawal, which counts once it was known. With
    `known_at` only what was published by the end of that day counts; without
    it everything does ("as now known"). Latest by (effective_on, published_at,
    id) wins, whatever the order of the rows (METHOD.md section 7).
    """
    day = as_day(valid_on)
    known = as_day(known_at) if known_at is not None else date.max
    held = [row for row in rows if _holds(row, day, known)]
    return max(held, key=_precedence)["id"] if held else None


def _holds(row: Mapping[str, Any], day: date, known: date) -> bool:
    """Whether a row is true by `day`, published by `known` and not withdrawn."""
    withdrawn = row.get("withdrawn")
    if withdrawn and (withdrawn is True or as_day(withdrawn) <= known):
        return False
    return as_day(row["effective_on"]) <= day and as_day(row["published_at"]) <= known


def _precedence(row: Mapping[str, Any]) -> tuple[date, datetime, Any]:
    """What decides between two rows that both hold."""
    return as_day(row["effective_on"]), _moment(row["published_at"]), row["id"]


def period_end(text: str) -> str:
    """The last day of a reporting period as an ISO date.

    `2012` calendar year, `FY2012` U.S. fiscal year (30 September), `2018-03`
    month, `2021-11-30` day, `2014/2018` several periods: the end of the last.
    ValueError on anything else (METHOD.md section 5).
    """
    return last_day(text).isoformat()


def last_day(period: str) -> date:
    """`period_end` as a date."""
    text = period.strip().rpartition("/")[2]
    try:
        if match := re.fullmatch(r"(FY)?(\d{4})", text, re.ASCII):
            month, day = (9, 30) if match[1] else (12, 31)
            return date(int(match[2]), month, day)
        if match := re.fullmatch(r"(\d{4})-(\d\d)", text, re.ASCII):
            year, month = int(match[1]), int(match[2])
            return date(year, month, _days_in_month(year, month))
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError(f"{period!r} is not a period")


def decimal_year(day: DateLike) -> float:
    """A day as year + day/days in year, so that annual data lie whole years apart.

    31 December 2018 is 2019.0 (METHOD.md section 5).
    """
    value = as_day(day)
    return value.year + value.timetuple().tm_yday / (366 if isleap(value.year) else 365)


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the last day of a shorter month."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, min(day.day, _days_in_month(years, month + 1)))


def as_day(value: DateLike) -> date:
    """A date, a date and time, or the ISO text of either, as a day in UTC."""
    return _moment(value).date()


def _moment(value: DateLike) -> datetime:
    """The moment in UTC; a bare date stands for its start."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    if not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day, tzinfo=UTC)
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def _days_in_month(year: int, month: int) -> int:
    """The length of a month; ValueError where there is no such month."""
    if not 1 <= month <= 12:
        raise ValueError(f"{month} is not a month")
    return monthrange(year, month)[1]
