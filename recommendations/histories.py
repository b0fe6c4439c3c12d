"""Reads the published history of recommendations in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, date, datetime
from itertools import groupby
from typing import Any

from .models import (
    Assessment,
    DueDate,
    Evidence,
    Recommendation,
    Response,
    SecondJudgement,
)
from .prepared import Prepared
from .standing import (
    AskLine,
    AssessmentLine,
    DueLine,
    EvidenceLine,
    History,
    ReadingLine,
    ResponseLine,
)

Rows = dict[int, list[Any]]


def utc_day(moment: datetime | None) -> date:
    """The UTC day of a moment of publication: the day by whose end it was known.

    A moment without a zone is in UTC, as SQLite keeps it.
    """
    if moment is None:
        raise ValueError("Only what is published has a day of publication.")
    return (moment.astimezone(UTC) if moment.tzinfo else moment).date()


def histories(recommendation_ids: Sequence[int]) -> dict[int, History]:
    """The history of each published recommendation, by id; seven queries at most."""
    assessments = _assessments(recommendation_ids)
    evidence = _evidence(recommendation_ids)
    readings = _readings(recommendation_ids)
    responses = _responses(recommendation_ids)
    due_dates = _due_dates(recommendation_ids)
    return {
        id_: History(
            issued_on=issued_on,
            known_from=known_from,
            asks=tuple(asks),
            assessments=tuple(assessments[id_]),
            evidence=tuple(evidence[id_]),
            readings=tuple(readings[id_]),
            responses=tuple(responses[id_]),
            due_dates=tuple(due_dates[id_]),
        )
        for id_, (issued_on, known_from, asks) in _heads(recommendation_ids).items()
    }


HEADS = Prepared(
    lambda ids: (
        Recommendation.objects.filter(id__in=ids, published_at__isnull=False)
        .order_by("id", "asks__position", "asks__code")
        .values_list("id", "issued_on", "published_at", "asks__code", "asks__weight")
    )
)
"""A row for each ask of a recommendation, and one for a recommendation without."""
ASSESSMENTS = Prepared(
    lambda ids: (
        Assessment.objects.filter(recommendation__in=ids, published_at__isnull=False)
        .order_by("effective_on", "published_at", "id")
        .values_list(
            "recommendation_id",
            "id",
            "effective_on",
            "published_at",
            "withdrawn_at",
            "judgements__ask__code",
            "judgements__status",
        )
    )
)
"""A row for each step of an assessment, and one for an assessment without."""
EVIDENCE = Prepared(
    lambda ids: (
        Evidence.objects.filter(recommendation__in=ids, published_at__isnull=False)
        .order_by("happened_on", "id", "sources__id")
        .values_list(
            "recommendation_id",
            "id",
            "happened_on",
            "published_at",
            "bearing",
            "withdrawn_at",
            "sources__tier",
            "sources__publisher",
        )
    )
)
"""A row for each source of an item, and one for an item without."""
ASKS_OF_EVIDENCE = Prepared(
    lambda ids: (
        Evidence.asks.through.objects.filter(evidence__recommendation__in=ids)
        .order_by()
        .values_list("evidence_id", "ask__code")
    )
)
READINGS = Prepared(
    lambda ids: (
        SecondJudgement.objects.filter(
            reading__recommendation__in=ids, reading__published_at__isnull=False
        )
        .order_by()
        .values_list(
            "reading_id",
            "reading__recommendation_id",
            "reading__effective_on",
            "reading__published_at",
            "ask__code",
            "status",
        )
    )
)
RESPONSES = Prepared(
    lambda ids: (
        Response.objects.filter(recommendation__in=ids, published_at__isnull=False)
        .order_by("responded_on", "id")
        .values_list(
            "recommendation_id",
            "id",
            "responded_on",
            "published_at",
            "kind",
            "is_disputed_with_documents",
        )
    )
)
DUE_DATES = Prepared(
    lambda ids: (
        DueDate.objects.filter(recommendation__in=ids, published_at__isnull=False)
        .order_by("announced_on", "id")
        .values_list(
            "recommendation_id",
            "id",
            "announced_on",
            "published_at",
            "due_on",
            "is_revision",
        )
    )
)


def _heads(ids: Sequence[int]) -> dict[int, tuple[date, date, list[AskLine]]]:
    """When each was issued, since when the record holds it, and its asks."""
    found: dict[int, tuple[date, date, list[AskLine]]] = {}
    for id_, issued_on, published_at, code, weight in HEADS.rows(ids):
        head = found.setdefault(id_, (issued_on, utc_day(published_at), []))
        if code is not None:
            head[2].append(AskLine(code, weight))
    return found


def _assessments(ids: Sequence[int]) -> Rows:
    found: Rows = defaultdict(list)
    steps: dict[int, dict[str, str]] = {}
    for owner, id_, effective_on, published_at, withdrawn_at, *step in ASSESSMENTS.rows(
        ids
    ):
        if id_ not in steps:
            line = AssessmentLine(
                id=id_,
                effective_on=effective_on,
                published_on=utc_day(published_at),
                order=len(steps),
                statuses=steps.setdefault(id_, {}),
                withdrawn_on=withdrawn_at and utc_day(withdrawn_at),
            )
            found[owner].append(line)
        code, status = step
        if code is not None:
            steps[id_][code] = status
    return found


def _evidence(ids: Sequence[int]) -> Rows:
    found: Rows = defaultdict(list)
    rows = EVIDENCE.rows(ids)
    if not rows:
        return found
    asks: dict[int, set[str]] = defaultdict(set)
    for owner, code in ASKS_OF_EVIDENCE.rows(ids):
        asks[owner].add(code)
    for (owner, id_, *dates), of_item in groupby(rows, key=lambda row: row[:6]):
        happened_on, published_at, bearing, withdrawn_at = dates
        sources = [(tier, publisher) for *_item, tier, publisher in of_item]
        found[owner].append(
            EvidenceLine(
                effective_on=happened_on,
                published_on=utc_day(published_at),
                order=id_,
                bearing=bearing,
                asks=frozenset(asks[id_]),
                sources=tuple(one for one in sources if one != NO_SOURCE),
                withdrawn_on=withdrawn_at and utc_day(withdrawn_at),
            )
        )
    return found


NO_SOURCE = (None, None)


def _readings(ids: Sequence[int]) -> Rows:
    found: Rows = defaultdict(list)
    steps: dict[int, dict[str, str]] = defaultdict(dict)
    heads: dict[int, tuple[int, date, datetime | None]] = {}
    for reading, owner, effective_on, published_at, code, status in READINGS.rows(ids):
        heads[reading] = (owner, effective_on, published_at)
        steps[reading][code] = status
    for reading, (owner, effective_on, published_at) in sorted(heads.items()):
        found[owner].append(
            ReadingLine(effective_on, utc_day(published_at), reading, steps[reading])
        )
    return found


def _responses(ids: Sequence[int]) -> Rows:
    found: Rows = defaultdict(list)
    for owner, id_, responded_on, published_at, kind, is_disputed in RESPONSES.rows(
        ids
    ):
        found[owner].append(
            ResponseLine(
                effective_on=responded_on,
                published_on=utc_day(published_at),
                order=id_,
                kind=kind,
                is_disputed=bool(is_disputed),
            )
        )
    return found


def _due_dates(ids: Sequence[int]) -> Rows:
    found: Rows = defaultdict(list)
    for owner, id_, announced_on, published_at, due_on, is_revision in DUE_DATES.rows(
        ids
    ):
        found[owner].append(
            DueLine(
                effective_on=announced_on,
                published_on=utc_day(published_at),
                order=id_,
                due_on=due_on,
                is_revision=bool(is_revision),
            )
        )
    return found
