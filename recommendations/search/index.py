"""Keeps the index equal to the public record, inside the writers' transactions.

``refresh`` follows an edit, ``rebuild`` makes all anew. Both are called by actions
and commands; nothing listens to signals.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connections, router, transaction

from ..models import (
    Agency,
    Category,
    Evidence,
    Indicator,
    Recommendation,
    Report,
    SearchWord,
)
from .backend import KINDS, Backend
from .documents import CHUNK, documents, public_ids
from .postgres import PostgresBackend
from .sqlite import SqliteBackend
from .vocabulary import Gathering

BACKENDS = {"sqlite": SqliteBackend, "postgresql": PostgresBackend}


def backend_on(connection: Any) -> Backend:
    """The backend of a database connection."""
    return BACKENDS[connection.vendor](connection)


def reading() -> Backend:
    """The backend that readers are served from."""
    return backend_on(connections[router.db_for_read(Recommendation)])


def writing() -> Backend:
    """The backend that editors write to."""
    return backend_on(connections[router.db_for_write(Recommendation)])


@transaction.atomic
def refresh(kind: str, ids: Sequence[int]) -> None:
    """Make the documents of these rows anew; call in the transaction that edits."""
    if not ids:
        return
    index, gathering = writing(), Gathering()
    for start in range(0, len(ids), CHUNK):
        index.remove(kind, ids[start : start + CHUNK])
    index.add(kind, gathering.through(documents(kind, ids)))
    gathering.add_missing()


def refresh_about(row: Any) -> None:
    """Make every document anew in which the words of this row stand."""
    for kind, ids in touched_by(row).items():
        refresh(kind, ids)


def refresh_report(report: Report) -> None:
    """Make the documents of a report and of everything in it anew."""
    held = list(report.recommendations.order_by("id").values_list("id", flat=True))
    refresh("report", [report.pk])
    refresh("recommendation", held)
    refresh("agency", _agencies(held))


@contextmanager
def following(row: Any) -> Iterator[None]:
    """Wrap an edit of a row; the documents that hold its words follow it.

    A report's form writes its categories, whose titles stand in recommendations.
    """
    before = _headings(row)
    yield
    refresh_about(row)
    changed = dict(_headings(row) - before)
    held = Recommendation.objects.filter(category__in=list(changed)).order_by("id")
    refresh("recommendation", list(held.values_list("id", flat=True)))


def touched_by(row: Any) -> dict[str, list[int]]:
    """Ids of documents that an edit of a row can change, by kind."""
    if isinstance(row, Recommendation):
        return {"recommendation": [row.pk], "agency": _agencies([row.pk])}
    if isinstance(row, Agency):
        named = row.responsibilities.values_list("recommendation_id", flat=True)
        return {"agency": [row.pk], "recommendation": sorted(set(named))}
    if isinstance(row, Report):
        return {"report": [row.pk]}
    if isinstance(row, Indicator):
        return {"indicator": [row.pk]}
    if isinstance(row, Category):
        held = row.recommendations.order_by("id").values_list("id", flat=True)
        return {"recommendation": list(held)}
    if isinstance(row, Evidence):
        return {"recommendation": [row.recommendation_id]}
    return {}


def _headings(row: Any) -> set[tuple[int, tuple[str, str]]]:
    if not isinstance(row, Report) or row.pk is None:
        return set()
    found = row.categories.values_list("id", "title", "title_es")
    return {(id_, (title, title_es)) for id_, title, title_es in found}


def rebuild() -> dict[str, int]:
    """Make the whole index anew; how many documents of each kind there are."""
    index, gathering, made = writing(), Gathering(), {}
    with transaction.atomic():
        SearchWord.objects.all().delete()
        for kind in KINDS:
            ids = public_ids(kind)
            index.drop(kind)
            index.create(kind)
            index.add(kind, gathering.through(documents(kind, ids)))
            made[kind] = len(ids)
        gathering.replace_all()
    for kind in KINDS:
        index.finish(kind)
    return made


def _agencies(recommendations: Sequence[int]) -> list[int]:
    """Agencies that become or stay findable with these recommendations."""
    named = Agency.objects.filter(responsibilities__recommendation__in=recommendations)
    return list(named.order_by("id").values_list("id", flat=True).distinct())
