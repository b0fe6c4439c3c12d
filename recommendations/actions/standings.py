"""Keeps what is derived from the record: standings and the kept columns.

Derived rows are made from the published history alone, so they can be thrown
away and made again; ``differences`` proves that they equal it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection, transaction

from scorecard import method

from ..as_of import FAR_FUTURE
from ..bulk import add, update
from ..histories import histories
from ..models import Recommendation, Standing
from ..models.stood import steps_kept
from ..standing import History, Span, Stand, standings

CHUNK = 500

KEPT_COLUMNS = {
    "current_status": "status",
    "current_score": "score",
    "current_coverage": "coverage",
    "current_confidence": "confidence",
    "current_response": "response",
    "current_due_on": "due_on",
    "first_due_on": "first_due_on",
    "delivered_on": "delivered_on",
    "last_assessed_on": "assessed_on",
    "last_verified_on": "verified_on",
}


def _review_due_on(stand: Stand) -> date | None:
    """The day after which the review of the first of its asks is due."""
    return min(
        (
            method.review_due_on(ask.status, ask.reviewed_on)
            for ask in stand.asks
            if ask.reviewed_on is not None
        ),
        default=None,
    )


DESK_COLUMNS: dict[str, Callable[[Stand], Any]] = {
    "review_due_on": _review_due_on,
    "n_asks_capped": lambda stand: sum(
        ask.cap_reason not in {"", "carried"} for ask in stand.asks
    ),
    "n_asks_differing": lambda stand: sum(
        ask.second not in {"", ask.claimed} for ask in stand.asks
    ),
}
"""Kept columns that only the desk reads, each with how a stand gives it."""

SUMMED_COLUMNS: dict[str, Callable[[Stand], Any]] = {
    "current_low": lambda stand: stand.low,
    "current_high": lambda stand: stand.high,
    "current_steps": lambda stand: steps_kept([ask.status for ask in stand.asks]),
}
"""Kept columns that the sums of many recommendations are made of."""

MADE_COLUMNS = DESK_COLUMNS | SUMMED_COLUMNS
ALL_KEPT = (*KEPT_COLUMNS, *MADE_COLUMNS)

STANDING_COLUMNS = [
    field.attname
    for field in Standing._meta.concrete_fields
    if field.attname not in {"id", "recommendation_id"}
]


def chunks(ids: Sequence[int], size: int = CHUNK) -> Iterator[Sequence[int]]:
    """The ids in runs of at most ``size``, so memory stays bounded."""
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


def rebuild(*, recommendations: Sequence[int], on: date) -> int:
    """Make the derived rows of these recommendations anew; how many there were.

    on: the day the kept columns stand for (today).
    """
    for ids in chunks(recommendations):
        with transaction.atomic():
            write(histories(ids), on=on)
            _clear_unpublished(ids)
    return len(recommendations)


def write(
    found: Mapping[int, History],
    *,
    on: date,
    listed_in: int | None = None,
    held: Mapping[int, Mapping[str, Any]] | None = None,
) -> None:
    """Write the derived rows for histories already at hand.

    listed_in: the record version that marks them for whoever holds the list; None
    where the caller marks them, or nothing in the list can differ. held: the kept
    columns as they stand, by id; those that stay so are not written again.
    """
    spans = {id_: standings(history) for id_, history in found.items()}
    if found:
        _forget(list(found))
    add(
        Standing,
        [
            columns(span) | {"recommendation_id": id_}
            for id_, rows in spans.items()
            for span in rows
        ],
    )
    mark = {} if listed_in is None else {"listed_in": listed_in}
    kept = {id_: kept_values(rows, on) | mark for id_, rows in spans.items()}
    there = held or {}
    _keep({id_: row for id_, row in kept.items() if there.get(id_) != row})


def _forget(ids: Sequence[int]) -> None:
    """Take the standings away; nothing hangs on them, so nothing need be looked for."""
    marks = ", ".join(["%s"] * len(ids))
    with connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM recommendations_standing"
            f" WHERE recommendation_id IN ({marks})",
            list(ids),
        )


def differences(*, recommendations: Sequence[int], on: date) -> list[str]:
    """Where the derived rows differ from the record, one sentence each."""
    found: list[str] = []
    for ids in chunks(recommendations):
        for id_, history in histories(ids).items():
            found += _span_differences(id_, standings(history))
            found += _kept_differences(id_, standings(history), on)
    return found


def _clear_unpublished(ids: Sequence[int]) -> None:
    hidden = Recommendation.objects.filter(id__in=ids, published_at__isnull=True)
    Standing.objects.filter(recommendation__in=hidden).delete()


def columns(span: Span) -> dict[str, Any]:
    """The columns of a standing's row for a span."""
    values = dict(span.stand.__dict__)
    values["asks"] = [ask.as_json() for ask in span.stand.asks]
    return values | {
        "effective_from": span.effective_from,
        "effective_until": span.effective_until,
        "known_from": span.known_from,
        "known_until": span.known_until,
    }


def _current(spans: Sequence[Span], on: date) -> Span | None:
    """The span that holds today as now known; the first one before the issue."""
    now = [span for span in spans if span.known_until == FAR_FUTURE]
    now.sort(key=lambda span: span.effective_from)
    held = [span for span in now if span.effective_from <= on]
    return held[-1] if held else None


def kept_values(spans: Sequence[Span], on: date) -> dict[str, Any]:
    """The columns kept on the recommendation for ``on``."""
    span = _current(spans, on)
    if span is None:
        first = min((s.effective_from for s in spans), default=None)
        blank = Recommendation()
        return {name: getattr(blank, name) for name in ALL_KEPT} | {
            "stands_until": first
        }
    values = {
        column: getattr(span.stand, name) for column, name in KEPT_COLUMNS.items()
    }
    values |= {name: give(span.stand) for name, give in MADE_COLUMNS.items()}
    ends = span.effective_until
    return values | {"stands_until": None if ends == FAR_FUTURE else ends}


def _keep(values: Mapping[int, dict[str, Any]]) -> None:
    """Write the kept columns; each row has the same."""
    rows = [row | {"id": id_} for id_, row in values.items()]
    names = {name for row in rows[:1] for name in row} - {"id"}
    update(Recommendation, names, rows)


def _span_differences(recommendation_id: int, spans: Sequence[Span]) -> list[str]:
    rows = Standing.objects.filter(recommendation=recommendation_id)
    held = [dict(row) for row in rows.values(*STANDING_COLUMNS)]
    made = [columns(span) for span in spans]
    key = lambda row: (row["known_from"], row["effective_from"])  # noqa: E731
    if sorted(held, key=key) == sorted(made, key=key):
        return []
    return [f"recommendation {recommendation_id}: its standings differ"]


def _kept_differences(
    recommendation_id: int, spans: Sequence[Span], on: date
) -> list[str]:
    wanted = kept_values(spans, on)
    held = Recommendation.objects.values(*wanted).get(id=recommendation_id)
    return [
        f"recommendation {recommendation_id}: {name} is {held[name]!r},"
        f" the record says {value!r}"
        for name, value in wanted.items()
        if held[name] != value
    ]
