"""What waits at the desk: each kind of work as a narrowing of one noun's rows.

The first page of the desk, the filter "Work to do" of a list and the daily digest all
read this table, so a count and the list behind it are always the same rows. Every
narrowing stands on an index; a count stops at ``MOST``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Max, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from ..choices import AskStatus, AssessmentState, Frequency
from ..models import (
    Assessment,
    Evidence,
    Indicator,
    LinkCheck,
    LinkOutcome,
    ReaderReport,
    Recommendation,
    ReplyRequest,
)
from ..rules import DUE_SOON_DAYS

MOST = 1000
PERIOD_DAYS = {
    Frequency.MONTHLY: 31,
    Frequency.QUARTERLY: 92,
    Frequency.ANNUAL: 366,
    Frequency.BIENNIAL: 731,
}

Rows = QuerySet[Any]


@dataclass(frozen=True)
class Work:
    """One kind of work.

    code: its value in a list's address. narrow: rows of the noun, the person and
    today to what waits. permission: who does it; others are not shown it, nor is who
    has the permission ``unless``.
    """

    code: str
    label: str | Promise
    model: Any
    narrow: Callable[[Rows, Any, date], Rows]
    permission: str
    unless: str = ""


@dataclass(frozen=True)
class Waiting:
    """A kind of work with how much of it waits for a person; at most ``MOST``."""

    work: Work
    number: int

    @property
    def is_capped(self) -> bool:
        """Whether there is more than was counted."""
        return self.number > MOST


def _mine(state: AssessmentState) -> Callable[[Rows, Any, date], Rows]:
    return lambda rows, person, _today: _open(rows, state).filter(author=person)


def _open(rows: Rows, state: AssessmentState) -> Rows:
    """Unpublished ones in a state: said in full, as their index says it."""
    return rows.filter(state=state, published_at__isnull=True)


def _due_soon(rows: Rows, person: Any, today: date) -> Rows:
    last = today + timedelta(days=DUE_SOON_DAYS)
    rows = rows.filter(current_due_on__gte=today, current_due_on__lte=last)
    return rows.exclude(current_status=AskStatus.IMPLEMENTED)


def _overdue(rows: Rows, person: Any, today: date) -> Rows:
    rows = rows.filter(current_due_on__lt=today)
    return rows.exclude(current_status=AskStatus.IMPLEMENTED)


def _newer_expected(rows: Rows, person: Any, today: date) -> Rows:
    """A whole period has ended since the latest value."""
    late = Q()
    for frequency, days in PERIOD_DAYS.items():
        last = today - timedelta(days=days)
        late |= Q(frequency=frequency, latest_value_on__lt=last)
    return rows.annotate(latest_value_on=Max("observations__period_ends_on")).filter(
        late
    )


def _with_dead_links(rows: Rows, person: Any, today: date) -> Rows:
    """An address of one of its sources is gone or could not be reached."""
    dead = LinkCheck.objects.filter(
        outcome__in=[LinkOutcome.GONE, LinkOutcome.FAILED],
        source__evidence__isnull=False,
    )
    rows = rows.filter(withdrawn_at__isnull=True)
    return rows.filter(pk__in=dead.values("source__evidence"))


WORK: tuple[Work, ...] = (
    Work(
        "my_drafts",
        _("My drafts"),
        Assessment,
        _mine(AssessmentState.DRAFT),
        "recommendations.change_assessment",
    ),
    Work(
        "returned",
        _("Returned to me"),
        Assessment,
        _mine(AssessmentState.RETURNED),
        "recommendations.change_assessment",
    ),
    Work(
        "to_review",
        _("Waiting for my review"),
        Assessment,
        lambda rows, person, _today: _open(rows, AssessmentState.SUBMITTED).exclude(
            author=person
        ),
        "recommendations.publish_assessment",
    ),
    Work(
        "reopened",
        _("Reviews opened again"),
        Assessment,
        lambda rows, _person, _today: _open(rows, AssessmentState.DRAFT).filter(
            author__isnull=True
        ),
        "recommendations.change_assessment",
    ),
    Work(
        "to_answer",
        _("Findings to reply to"),
        ReplyRequest,
        lambda rows, person, today: rows.filter(
            agency__liaisons__user=person, replied_at__isnull=True, due_on__gte=today
        ),
        "recommendations.view_replyrequest",
        unless="recommendations.view_assessment",
    ),
    Work(
        "replies",
        _("Replies received"),
        ReplyRequest,
        lambda rows, _person, _today: rows.filter(
            replied_at__isnull=False, answered_at__isnull=True
        ),
        "recommendations.publish_assessment",
    ),
    Work(
        "brought",
        _("Evidence brought by agencies"),
        Evidence,
        lambda rows, _person, _today: rows.filter(
            claimed_by__isnull=False, published_at__isnull=True
        ),
        "recommendations.publish_evidence",
    ),
    Work(
        "assigned",
        _("Assigned to me"),
        Recommendation,
        lambda rows, person, _today: rows.filter(assigned_to=person),
        "recommendations.change_assessment",
    ),
    Work(
        "overdue",
        pgettext_lazy("recommendations", "Overdue"),
        Recommendation,
        _overdue,
        "recommendations.change_assessment",
    ),
    Work(
        "due_soon",
        _("Due within 90 days"),
        Recommendation,
        _due_soon,
        "recommendations.change_assessment",
    ),
    Work(
        "review_due",
        _("Review due or expired"),
        Recommendation,
        lambda rows, _person, today: rows.filter(review_due_on__lt=today),
        "recommendations.change_assessment",
    ),
    Work(
        "capped",
        _("Asks above their cap"),
        Recommendation,
        lambda rows, _person, _today: rows.filter(n_asks_capped__gt=0),
        "recommendations.change_assessment",
    ),
    Work(
        "differing",
        _("Asks on which two coders differ"),
        Recommendation,
        lambda rows, _person, _today: rows.filter(n_asks_differing__gt=0),
        "recommendations.change_assessment",
    ),
    Work(
        "dead_links",
        _("Evidence with dead links"),
        Evidence,
        _with_dead_links,
        "recommendations.change_assessment",
    ),
    Work(
        "newer_data",
        _("Indicators with newer data expected"),
        Indicator,
        _newer_expected,
        "recommendations.change_indicator",
    ),
    Work(
        "reader_reports",
        _("Reports of readers"),
        ReaderReport,
        lambda rows, _person, _today: rows.filter(closed_at__isnull=True),
        "recommendations.change_readerreport",
    ),
)


def work_on(model: Any) -> tuple[Work, ...]:
    """The kinds of work that are lists of a noun."""
    return tuple(work for work in WORK if work.model is model)


def work_of(person: Any) -> tuple[Work, ...]:
    """The kinds of work that are this person's to do."""
    return tuple(
        work
        for work in WORK
        if person.has_perm(work.permission)
        and not (work.unless and person.has_perm(work.unless))
    )


def waiting(person: Any, today: date, rows: Callable[[Any], Rows]) -> list[Waiting]:
    """How much of each kind waits, one bounded query each.

    rows: the rows of a noun that this person may see.
    """
    return [
        Waiting(work, _bounded(work.narrow(rows(work.model), person, today)))
        for work in work_of(person)
    ]


def _bounded(rows: Rows) -> int:
    return rows.order_by().values("pk")[: MOST + 1].count()
