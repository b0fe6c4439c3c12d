"""Pure decisions about one recommendation: no ORM, no request, no clock.

They take values and a date and return values; the part a statistician can review.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from .choices import AskStatus, AssessmentState, Schedule

DUE_SOON_DAYS = 90
REPLY_WORKING_DAYS = 10

WEIGHT_MINIMUM = 0.5
WEIGHT_MAXIMUM = 3.0

_MAY_FOLLOW: dict[str, frozenset[str]] = {
    AssessmentState.DRAFT: frozenset({AssessmentState.SUBMITTED}),
    AssessmentState.SUBMITTED: frozenset(
        {AssessmentState.RETURNED, AssessmentState.PUBLISHED}
    ),
    AssessmentState.RETURNED: frozenset({AssessmentState.SUBMITTED}),
    AssessmentState.PUBLISHED: frozenset({AssessmentState.WITHDRAWN}),
    AssessmentState.WITHDRAWN: frozenset(),
}


def schedule(
    status: str, due_on: date | None, delivered_on: date | None, as_of: date
) -> Schedule:
    """Where a recommendation stands against its date on ``as_of``.

    status: its status code. due_on: the date in force. delivered_on: the as-of
    date of the first assessment that calls it done. It is not late on its due
    date; it is due soon from 90 days before. CONTRACT.md, vocabularies.
    """
    if status == AskStatus.IMPLEMENTED:
        late = due_on and delivered_on and delivered_on > due_on
        return Schedule.DELIVERED_LATE if late else Schedule.DELIVERED
    if due_on is None:
        return Schedule.NO_DATE
    if is_overdue(due_on, as_of):
        return Schedule.OVERDUE
    soon = due_on <= as_of + timedelta(days=DUE_SOON_DAYS)
    return Schedule.DUE_SOON if soon else Schedule.ON_TIME


def is_overdue(due_on: date, as_of: date) -> bool:
    """Whether the date has passed: not on the day itself, but the day after."""
    return as_of > due_on


def may_follow(state: str, following: str) -> bool:
    """Whether an assessment may go from one state to the next."""
    return following in _MAY_FOLLOW[state]


def may_edit(state: str) -> bool:
    """Whether an assessment's text and steps may still change: with its author."""
    return state in {AssessmentState.DRAFT, AssessmentState.RETURNED}


def may_review(
    writer_ids: Collection[int | None], reviewer_id: int | None, *, alone: bool
) -> bool:
    """Whether this person may approve what those people wrote.

    Never what one has written on, unless the installation is run by one person
    (``alone``).
    """
    if reviewer_id is None:
        return False
    return alone or reviewer_id not in writer_ids


def months_between(first: date, last: date) -> int:
    """Whole months from one date to another, for "14 months later"."""
    months = (last.year - first.year) * 12 + last.month - first.month
    return months - (1 if last.day < first.day else 0)


def months_later(first: date, last: date) -> int:
    """The same; below 0 where the last date is the earlier one."""
    if last < first:
        return -months_between(last, first)
    return months_between(first, last)


def add_working_days(start: date, days: int) -> date:
    """The day that lies a number of working days (Monday to Friday) later."""
    day = start
    while days > 0:
        day += timedelta(days=1)
        days -= day.weekday() < 5
    return day


def lower_median(ranks: Sequence[int]) -> int | None:
    """The middle one of a list of ranks, the lower of two; None when empty."""
    ordered = sorted(ranks)
    return ordered[(len(ordered) - 1) // 2] if ordered else None
