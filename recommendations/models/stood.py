"""Where recommendations stand in a view, under one set of names for every reader.

The names begin with ``stood_``. Today's ordinary view takes them from the columns
kept on the recommendation; every other view takes them from the standings.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import (
    Case,
    CharField,
    F,
    FilteredRelation,
    Func,
    IntegerField,
    Q,
    TextField,
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


SUMMED = {"low": "current_low", "high": "current_high", "steps": "current_steps"}
"""The same for what sums are made of; ``steps`` as ``steps_kept`` writes them, or of a
standing as ``StepsOfAsks`` gives them."""

STEP = re.compile(r'"status":\s*"(\w+)"')
WORD = re.compile(r'"(\w+)"')


def steps_kept(steps: Iterable[str]) -> str:
    """Steps of asks in short: the place of each among the statuses, a digit each."""
    return "".join([PLACES[step] for step in steps])


def steps_in_short(text: str) -> str:
    """The same from what ``StepsOfAsks`` gives; what is short already stays.

    The steps are picked out of the text: decoding all that it holds of every ask
    would cost more than everything else about a row.
    """
    if text.startswith("[{"):
        return steps_kept(STEP.findall(text))
    return steps_kept(WORD.findall(text)) if text.startswith("[") else text


class StepsOfAsks(Func):
    """The text of a standing's asks; from PostgreSQL, which would take long to write
    all of it, that of the list of their steps alone.
    """

    template = "CAST(%(expressions)s AS text)"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Its own way to pick one member out of each entry."""
        listed = "jsonb_path_query_array(%(expressions)s, '$[*].status')::text"
        return self.as_sql(compiler, connection, template=listed, **context)


PLACES = {code: str(place) for place, code in enumerate(AskStatus.values)}


def kept_columns() -> dict[str, F]:
    """The uniform names over the kept columns."""
    return {f"stood_{name}": F(column) for name, column in KEPT.items()}


def joined_columns() -> dict[str, F]:
    """The uniform names over the joined standing, called ``stood``."""
    return {f"stood_{name}": F(f"stood__{name}") for name in KEPT}


def kept_sums() -> dict[str, Any]:
    """The names of ``SUMMED`` over the kept columns."""
    return {f"stood_{name}": F(column) for name, column in SUMMED.items()}


def joined_sums() -> dict[str, Any]:
    """The same over the joined standing."""
    return {
        "stood_low": F("stood__low"),
        "stood_high": F("stood__high"),
        "stood_steps": StepsOfAsks("stood__asks"),
    }


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
