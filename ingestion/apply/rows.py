"""Writes recommendations, who is asked to act, dates and answers, many at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Max

from recommendations.actions.standings import kept_values
from recommendations.bulk import insert
from recommendations.choices import Role
from recommendations.histories import utc_day
from recommendations.models import (
    Ask,
    DueDate,
    Recommendation,
    Report,
    Response,
    Responsibility,
)
from recommendations.standing import AskLine, History, standings

from ..plan.rows import PlannedRow
from .provenance import Origin
from .registry import Registry

COLUMNS = ("title", "summary", "category", "issued_on")


class RowWriter:
    """Writes runs of rows of one import."""

    def __init__(self, report: Report, origin: Origin) -> None:
        self.report = report
        self.origin = origin
        self.registry = Registry(report, origin)
        last = report.recommendations.aggregate(last=Max("position"))["last"]
        self._position = last or 0
        self.named: set[int] = set()  # agencies that some row names anew
        self.kept: dict[int, dict[str, Any]] = {}  # of the new rows of the last run
        self._unchecked: dict[date, dict[str, Any]] = {}

    def make(self, rows: Sequence[PlannedRow], *, listed_in: int) -> None:
        """Create the new recommendations of a run, each with one ask; sets row.id.

        listed_in: the record version in which they come into the list.
        """
        kept = [self._kept(row) for row in rows]
        heads = [
            self._recommendation(row) | derived | {"listed_in": listed_in}
            for row, derived in zip(rows, kept, strict=True)
        ]
        made = self.save(Recommendation, heads)
        self.kept = dict(zip(made, kept, strict=True))
        for row, id_ in zip(rows, made, strict=True):
            row.id = id_
        self.save(
            Ask,
            (
                {
                    "recommendation_id": row.id,
                    "code": "a",
                    "text": row.values.title or row.values.summary,
                }
                for row in rows
            ),
        )

    def _recommendation(self, row: PlannedRow) -> dict[str, Any]:
        columns = dict(row.writes.columns)
        self._position += 1
        return {
            "report_id": self.report.pk,
            "reference": row.reference,
            "position": self._position,
            "category_id": self.registry.category(columns.pop("category")),
            "published_at": self.origin.at if _is_named(row) else None,
            **columns,
        }

    def _kept(self, row: PlannedRow) -> dict[str, Any]:
        """The kept columns of a recommendation with one ask that nobody has checked.

        So most new rows are written once: few bring a date or an answer along. One
        that readers cannot see yet has none.
        """
        if not _is_named(row):
            return {}
        issued_on = row.writes.columns["issued_on"]
        if issued_on not in self._unchecked:
            today = utc_day(self.origin.at)
            alone = History(issued_on, known_from=today, asks=(AskLine("a"),))
            self._unchecked[issued_on] = kept_values(standings(alone), today)
        return self._unchecked[issued_on]

    def change(self, rows: Sequence[PlannedRow]) -> None:
        """Write changed columns of recommendations that the record holds."""
        wanted = {row.id: row.writes.columns for row in rows if row.writes.columns}
        found = list(Recommendation.objects.filter(id__in=list(wanted)))
        for thing in found:
            columns = dict(wanted[thing.pk])
            if "category" in columns:
                thing.category_id = self.registry.category(columns.pop("category"))
            for name, value in columns.items():
                setattr(thing, name, value)
        if found:
            Recommendation.objects.bulk_update(found, COLUMNS, batch_size=100)
            changed = [thing.pk for thing in found]
            self.origin.keep_history(Recommendation, changed, kind="~")

    def name_agencies(self, rows: Sequence[PlannedRow]) -> None:
        """Add the agencies a run names, and move those whose role is another now."""
        named: dict[int, set[int]] = defaultdict(set)
        added = []
        for row in rows:
            both = (
                (Role.LEAD, row.writes.leads),
                (Role.SUPPORTING, row.writes.supports),
            )
            for role, names in both:
                for position, name in enumerate(names, 1):
                    agency = self.registry.agency(name)
                    self.named.add(agency)
                    if agency not in named[row.id]:
                        named[row.id].add(agency)
                        added.append(
                            {
                                "recommendation_id": row.id,
                                "agency_id": agency,
                                "role": role.value,
                                "position": position,
                            }
                        )
        self.save(Responsibility, added)
        for row in rows:
            self._move_roles(row)

    def _move_roles(self, row: PlannedRow) -> None:
        for slug, role in row.writes.roles.items():
            held: Any = Responsibility.objects.get(
                recommendation=row.id, agency__slug=slug
            )
            held.role = role
            held._change_reason = self.origin.reason
            held._history_user = self.origin.by
            held.save()

    def set_dates(self, rows: Sequence[PlannedRow]) -> None:
        """The first due date, or a revision of it without a reason given."""
        wanted = [row for row in rows if row.writes.due_on]
        ids = [row.id for row in wanted]
        dated = DueDate.objects.filter(recommendation__in=ids, is_revision=False)
        there = set(dated.values_list("recommendation_id", flat=True))
        issued = dict(
            Recommendation.objects.filter(id__in=ids).values_list("id", "issued_on")
        )
        self.save(
            DueDate,
            (
                {
                    "recommendation_id": row.id,
                    "due_on": row.writes.due_on,
                    "announced_on": self.origin.today
                    if row.id in there
                    else issued[row.id],
                    "is_revision": row.id in there,
                    "reason": self._why_revised() if row.id in there else "",
                    "published_at": self.origin.at,
                }
                for row in wanted
            ),
        )

    def _why_revised(self) -> str:
        return f"No reason was given. {self.origin.reason}."

    def record_answers(self, rows: Sequence[PlannedRow]) -> None:
        """The answers of agencies; one without a day has that of the import."""
        self.save(
            Response,
            (
                {
                    "recommendation_id": row.id,
                    "agency_id": self.registry.agency(row.writes.answered_by),
                    "kind": row.values.response,
                    "text": row.values.response_text,
                    "responded_on": row.values.response_on or self.origin.today,
                    "published_at": self.origin.at,
                }
                for row in rows
                if row.writes.answered_by
            ),
        )

    def save(self, model: Any, rows: Iterable[dict[str, Any]]) -> list[int]:
        """Create rows of one table in bulk, with their history; their ids."""
        ids = insert(model, list(rows))
        self.origin.keep_history(model, ids)
        return ids


def _is_named(row: PlannedRow) -> bool:
    """Whether it says who has to act; only then do readers see it."""
    return bool(row.writes.leads or row.writes.supports)
