"""Writes a plan in one transaction, through the actions of the record."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, time
from typing import Any

from django.db import IntegrityError, transaction

from recommendations.actions import assessments, record_version, standings
from recommendations.actions.holding import hold
from recommendations.choices import ChangeCause
from recommendations.histories import histories, utc_day
from recommendations.models import (
    Assessment,
    Judgement,
    Recommendation,
    Responsibility,
    SecondReading,
)
from recommendations.search import index
from recommendations.search.backend import KINDS

from . import writing
from .plan import CHANGED, NEW, Plan, make_plan
from .rows import Key, Pack, Row
from .tables import ASSESSMENT, BY_KIND, MOVING, OWNERS, TABLES
from .writing import Ids


class RefusedPackError(Exception):
    """The record does not take the pack; its text says why."""


def load(pack: Pack, *, now: datetime) -> Plan:
    """Plan and write a pack, all or nothing; the plan that was written.

    now: the moment of publication of what has none of its own. With nothing to do,
    nothing is written. Raises RefusedPackError where a
    constraint of the database stands against it.
    """
    try:
        with transaction.atomic():
            plan = make_plan(pack)
            if plan.writes:
                _write(plan, published_at(plan, now), now)
            return plan
    except IntegrityError as error:
        raise RefusedPackError(
            f"the database refuses the pack, which contradicts the record: {error}"
        ) from error


def published_at(plan: Plan, now: datetime) -> datetime:
    """The moment that stands as date of publication.

    The date of the release, at 00:00 UTC, where every report of the pack is new;
    else now, since what was not published then must not seem to have been.
    """
    release, new = plan.release, plan.of("report", NEW)
    reports = [item for item in plan.items if item.row.kind == "report"]
    if release is None or not new or len(new) < len(reports):
        return now
    return datetime.combine(release.published_on, time.min, tzinfo=UTC)


def _write(plan: Plan, at: datetime, now: datetime) -> None:
    ids = Ids()
    for item in plan.items:
        if item.id is not None:
            ids.learn(item.row.kind, item.row.key, item.id)
    moved = _moved(plan, ids)
    hold(moved)
    before = histories(moved)
    _write_tables(plan, ids, at)
    if before:
        assessments.refresh_after(
            before, cause=ChangeCause.EVIDENCE, at=at, on=utc_day(at)
        )
    rows = [item.row for item in plan.of(ASSESSMENT, NEW)]
    if rows:
        published = _drafts(rows, ids)
        assessments.publish_rows(published, at=at)
        _bring_up_to(now, published, at)
    written = _written(plan, ids)
    record_version.bump(at=at, recommendations=written.get("recommendation", ()))
    for kind, found in written.items():
        index.refresh(kind, found)


NAMED_IN = {"agency": "responsibilities__agency", "category": "category"}
"""Whose names stand in the documents of recommendations, and the way there."""


def _written(plan: Plan, ids: Ids) -> dict[str, list[int]]:
    """What the plan wrote or wrote a part of, by the kinds that can be found.

    New and renamed agencies and categories bring the recommendations along in
    which their names stand.
    """
    keys: dict[str, set[Key]] = {kind: set() for kind in KINDS}
    for item in plan.items:
        if item.outcome in (NEW, CHANGED):
            for kind, length in OWNERS.get(item.row.kind, {}).items():
                keys[kind].add(item.row.key[:length])
    found = {
        kind: {ids.get(kind, key) for key in owned} for kind, owned in keys.items()
    }
    for kind, name in (
        ("agency", "responsibilities__agency"),
        ("category", "category"),
    ):
        renamed = [item.id for item in plan.of(kind, CHANGED)]
        held = Recommendation.objects.filter(**{f"{name}__in": renamed})
        found["recommendation"] |= set(held.values_list("id", flat=True))
    named = Responsibility.objects.filter(recommendation__in=found["recommendation"])
    found["agency"] |= set(named.values_list("agency", flat=True))
    return {kind: sorted(owned) for kind, owned in found.items()}


def _bring_up_to(now: datetime, published: list[Assessment], at: datetime) -> None:
    """What is kept for today must not stay at an earlier day of publication."""
    if utc_day(now) != utc_day(at):
        ids = sorted({row.recommendation_id for row in published})
        standings.rebuild(recommendations=ids, on=utc_day(now))


def _moved(plan: Plan, ids: Ids) -> list[int]:
    """Recommendations of the record whose standing the plan can move."""
    there = {
        item.row.key: item.id
        for item in plan.items
        if item.row.kind == "recommendation" and item.id is not None
    }
    fresh = {item.row.key for item in plan.of("recommendation", NEW)}
    touched = {
        item.row.key[:2]
        for item in plan.items
        if item.row.kind in MOVING and item.outcome in (NEW, CHANGED)
    }
    return sorted(
        there.get(key) or ids.get("recommendation", key) for key in touched - fresh
    )


def _write_tables(plan: Plan, ids: Ids, at: datetime) -> None:
    made = []
    for table in TABLES:
        rows = [item.row for item in plan.of(table.kind, NEW)]
        if rows:
            made.append(writing.make(table, rows, ids, {"published_at": at}))
    for part in made:
        writing.finish(part, ids)
    for table in TABLES:
        for item in plan.of(table.kind, CHANGED):
            writing.change(BY_KIND[table.kind], item, ids)


def _drafts(rows: list[Row], ids: Ids) -> list[Assessment]:
    """The new assessments with their steps and evidence, in order of their day."""
    ordered = sorted(rows, key=lambda row: (row.key[2], row.key[:2]))
    read_again = _read_again(ordered)
    drafts = [
        Assessment(
            recommendation_id=ids.get("recommendation", row.key[:2]),
            effective_on=row.key[2],
            is_single_coded=row.key not in read_again,
            **row.initial,
            **_texts(row),
        )
        for row in ordered
    ]
    Assessment.objects.bulk_create(drafts, batch_size=writing.BATCH)
    _add_steps(ordered, drafts, ids)
    members = {
        draft.pk: [
            ids.get("evidence", (*row.key[:2], key)) for key in row.values["evidence"]
        ]
        for row, draft in zip(ordered, drafts, strict=True)
    }
    writing.add_members(Assessment, "evidence", members)
    writing.write_history(Assessment, drafts, {"evidence": members})
    return drafts


def _add_steps(rows: list[Row], drafts: list[Assessment], ids: Ids) -> None:
    steps = [
        Judgement(
            assessment=draft, ask_id=ids.get("ask", (*row.key[:2], letter)), status=step
        )
        for row, draft in zip(rows, drafts, strict=True)
        for letter, step in row.values["steps"].items()
    ]
    Judgement.objects.bulk_create(steps, batch_size=writing.BATCH)
    writing.write_history(Judgement, steps, {})


def _texts(row: Row) -> dict[str, Any]:
    return {n: v for n, v in row.values.items() if n not in ("steps", "evidence")}


def _read_again(rows: Iterable[Row]) -> set[Key]:
    """Which recommendations and days have a second reading."""
    readings = SecondReading.objects.filter(
        recommendation__report__slug__in={row.key[0] for row in rows},
        published_at__isnull=False,
    )
    return set(
        readings.values_list(
            "recommendation__report__slug", "recommendation__reference", "effective_on"
        )
    )
