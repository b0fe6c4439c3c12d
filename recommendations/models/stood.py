"""Where recommendations stand in a view, under one set of names for every reader.

The names begin with ``stood_``. Today's ordinary view takes them from the columns
kept on the recommendation; every other view takes them from the standings.
"""

from __future__ import annotations

from datetime import timedelta

from django.db.models import (
    Case,
    CharField,
    F,
    FilteredRelation,
    IntegerField,
    Q,
    Value,
    When,
)
from django.db.models.expressions import Combinable

from ..as_of import FAR_FUTURE, AsOf
from ..choices import AskStatus, Schedule
from ..rules import DUE_SOON_DAYS

KEPT = {
    "status": "current_status",
    "score": "current_score",
    "coverage": "current_coverage",
    "confidence": "current_confidence",
    "response": "current_response",
    "due_on": "current_due_on",
    "first_due_on": "first_due_on",
    "delivered_on": "delivered_on",
    "assessed_on": "last_assessed_on",
    "verified_on": "last_verified_on",
}
"""Columns of a standing that are kept on the recommendation, and their names there."""


def kept_columns() -> dict[str, F]:
    """The uniform names over the kept columns."""
    return {f"stood_{name}": F(column) for name, column in KEPT.items()}


def joined_columns() -> dict[str, F]:
    """The uniform names over the joined standing, called ``stood``."""
    return {f"stood_{name}": F(f"stood__{name}") for name in KEPT}


def joined_standing(view: AsOf) -> FilteredRelation:
    """The one standing of each recommendation that holds in the view."""
    holds = Q(
        standings__effective_from__lte=view.on, standings__effective_until__gt=view.on
    )
    if view.known_at is None:
        holds &= Q(standings__known_until=FAR_FUTURE)
    else:
        holds &= Q(
            standings__known_from__lte=view.known_at,
            standings__known_until__gt=view.known_at,
        )
    return FilteredRelation("standings", condition=holds)


def schedule_on(view: AsOf) -> Case:
    """``rules.schedule`` as an expression over the uniform names."""
    done = Q(stood_status=AskStatus.IMPLEMENTED)
    late = Q(stood_delivered_on__gt=F("stood_due_on"))
    soon = view.on + timedelta(days=DUE_SOON_DAYS)
    return Case(
        When(done & late, then=_code(Schedule.DELIVERED_LATE)),
        When(done, then=_code(Schedule.DELIVERED)),
        When(stood_due_on__isnull=True, then=_code(Schedule.NO_DATE)),
        When(stood_due_on__lt=view.on, then=_code(Schedule.OVERDUE)),
        When(stood_due_on__lte=soon, then=_code(Schedule.DUE_SOON)),
        default=_code(Schedule.ON_TIME),
        output_field=CharField(),
    )


def rank(name: str, codes: list[str]) -> Combinable:
    """The place of a coded column in its vocabulary; null where it has no code."""
    return Case(
        *(When(**{name: code}, then=Value(n)) for n, code in enumerate(codes)),
        output_field=IntegerField(),
    )


def _code(value: Schedule) -> Value:
    return Value(value.value)
