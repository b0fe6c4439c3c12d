"""Reads the published history of recommendations in a fixed number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from .models import (
    Ask,
    Assessment,
    DueDate,
    Evidence,
    Judgement,
    Recommendation,
    Response,
    SecondJudgement,
    Source,
)
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
    """The UTC day of a moment of publication: the day by whose end it was known."""
    if moment is None:
        raise ValueError("Only what is published has a day of publication.")
    return moment.astimezone(UTC).date()


def histories(recommendation_ids: Sequence[int]) -> dict[int, History]:
    """The history of each published recommendation, by id; nine queries."""
    asks = _asks(recommendation_ids)
    assessments = _assessments(recommendation_ids)
    evidence = _evidence(recommendation_ids)
    readings = _readings(recommendation_ids)
    responses = _responses(recommendation_ids)
    due_dates = _due_dates(recommendation_ids)
    heads = Recommendation.objects.filter(
        id__in=recommendation_ids, published_at__isnull=False
    ).values_list("id", "issued_on", "published_at")
    return {
        id_: History(
            issued_on=issued_on,
            known_from=utc_day(published_at),
            asks=tuple(asks[id_]),
            assessments=tuple(assessments[id_]),
            evidence=tuple(evidence[id_]),
            readings=tuple(readings[id_]),
            responses=tuple(responses[id_]),
            due_dates=tuple(due_dates[id_]),
        )
        for id_, issued_on, published_at in heads
    }


def _asks(ids: Sequence[int]) -> Rows:
    found: Rows = defaultdict(list)
    rows = Ask.objects.filter(recommendation__in=ids).order_by("position", "code")
    for owner, code, weight in rows.values_list("recommendation_id", "code", "weight"):
        found[owner].append(AskLine(code, weight))
    return found


def _by_owner(rows: Iterable[tuple[int, str, str]]) -> dict[int, dict[str, str]]:
    steps: dict[int, dict[str, str]] = defaultdict(dict)
    for owner, code, status in rows:
        steps[owner][code] = status
    return steps


def _assessments(ids: Sequence[int]) -> Rows:
    found: Rows = defaultdict(list)
    steps = _by_owner(
        Judgement.objects.filter(
            assessment__recommendation__in=ids, assessment__published_at__isnull=False
        ).values_list("assessment_id", "ask__code", "status")
    )
    rows = (
        Assessment.objects.filter(recommendation__in=ids, published_at__isnull=False)
        .order_by("effective_on", "published_at", "id")
        .values_list(
            "recommendation_id", "id", "effective_on", "published_at", "withdrawn_at"
        )
    )
    for order, (owner, id_, effective_on, published_at, withdrawn_at) in enumerate(
        rows
    ):
        found[owner].append(
            AssessmentLine(
                id=id_,
                effective_on=effective_on,
                published_on=utc_day(published_at),
                order=order,
                statuses=steps[id_],
                withdrawn_on=withdrawn_at and utc_day(withdrawn_at),
            )
        )
    return found


def _evidence(ids: Sequence[int]) -> Rows:
    found: Rows = defaultdict(list)
    asks: dict[int, set[str]] = defaultdict(set)
    links = Evidence.asks.through.objects.filter(
        evidence__recommendation__in=ids
    ).values_list("evidence_id", "ask__code")
    for owner, code in links:
        asks[owner].add(code)
    sources: dict[int, list[tuple[str, str]]] = defaultdict(list)
    tiers = Source.objects.filter(evidence__recommendation__in=ids).order_by("id")
    for owner, tier, publisher in tiers.values_list("evidence_id", "tier", "publisher"):
        sources[owner].append((tier, publisher))
    rows = (
        Evidence.objects.filter(recommendation__in=ids, published_at__isnull=False)
        .order_by("happened_on", "id")
        .values_list(
            "recommendation_id",
            "id",
            "happened_on",
            "published_at",
            "bearing",
            "withdrawn_at",
        )
    )
    for owner, id_, happened_on, published_at, bearing, withdrawn_at in rows:
        found[owner].append(
            EvidenceLine(
                effective_on=happened_on,
                published_on=utc_day(published_at),
                order=id_,
                bearing=bearing,
                asks=frozenset(asks[id_]),
                sources=tuple(sources[id_]),
                withdrawn_on=withdrawn_at and utc_day(withdrawn_at),
            )
        )
    return found


def _readings(ids: Sequence[int]) -> Rows:
    found: Rows = defaultdict(list)
    steps: dict[int, dict[str, str]] = defaultdict(dict)
    heads: dict[int, tuple[int, date, datetime | None]] = {}
    rows = SecondJudgement.objects.filter(
        reading__recommendation__in=ids, reading__published_at__isnull=False
    ).values_list(
        "reading_id",
        "reading__recommendation_id",
        "reading__effective_on",
        "reading__published_at",
        "ask__code",
        "status",
    )
    for reading, owner, effective_on, published_at, code, status in rows:
        heads[reading] = (owner, effective_on, published_at)
        steps[reading][code] = status
    for reading, (owner, effective_on, published_at) in sorted(heads.items()):
        found[owner].append(
            ReadingLine(effective_on, utc_day(published_at), reading, steps[reading])
        )
    return found


def _responses(ids: Sequence[int]) -> Rows:
    found: Rows = defaultdict(list)
    rows = Response.objects.filter(recommendation__in=ids, published_at__isnull=False)
    for row in rows:
        found[row.recommendation_id].append(
            ResponseLine(
                effective_on=row.responded_on,
                published_on=utc_day(row.published_at),
                order=row.id,
                kind=row.kind,
                is_disputed=row.is_disputed_with_documents,
            )
        )
    return found


def _due_dates(ids: Sequence[int]) -> Rows:
    found: Rows = defaultdict(list)
    rows = DueDate.objects.filter(recommendation__in=ids, published_at__isnull=False)
    for row in rows:
        found[row.recommendation_id].append(
            DueLine(
                effective_on=row.announced_on,
                published_on=utc_day(row.published_at),
                order=row.id,
                due_on=row.due_on,
                is_revision=row.is_revision,
            )
        )
    return found
