"""The public record as plain rows: which tables, which of their columns, in which form.

``exports`` writes these rows into the open-data package and ``ingestion`` loads them
into an empty installation, so what both must agree on stands here. A row keeps its
primary key, which addresses and numbers of the public record are made of. People,
private notes, drafts and everything derived are no part of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models.fields.related import ForeignKey, ManyToManyField

FORM = 1

# Names that never leave: who did it, what the desk alone sees, what is made anew.
NEVER = frozenset(
    {
        "added_by",
        "answered_by",
        "assigned_to",
        "asked_by",
        "author",
        "made_by",
        "replied_by",
        "reviewer",
        "private_note",
        "created_at",
        "submitted_at",
        "returned_at",
        "returned_reason",
        "revision",
        "current_status",
        "current_score",
        "current_coverage",
        "current_low",
        "current_high",
        "current_steps",
        "current_confidence",
        "current_response",
        "current_due_on",
        "first_due_on",
        "delivered_on",
        "last_assessed_on",
        "last_verified_on",
        "listed_in",
        "n_asks_capped",
        "n_asks_differing",
        "review_due_on",
        "stands_until",
    }
)


@dataclass(frozen=True)
class Table:
    """One table of the record as it travels.

    label: of its model. late: links that can be set only when all rows are there.
    by: a link that travels as this column of the row it names, not as its key.
    """

    label: str
    late: frozenset[str] = frozenset()
    by: str = ""

    @property
    def model(self) -> type[models.Model]:
        """The model its rows belong to."""
        return apps.get_model(self.label)

    @cached_property
    def columns(self) -> dict[str, models.Field[Any, Any]]:
        """The columns that travel, by the name they have in a row."""
        fields: Any = self.model._meta.concrete_fields
        return {field.attname: field for field in fields if field.name not in NEVER}

    @cached_property
    def sets(self) -> dict[str, ManyToManyField[Any, Any]]:
        """The sets of links that travel, by name."""
        return {field.name: field for field in self.model._meta.many_to_many}


TABLES: tuple[Table, ...] = (
    Table("recommendations.methodversion"),
    Table("recommendations.agency", late=frozenset({"parent_id", "successor_id"})),
    Table("recommendations.report", late=frozenset({"primary_indicator_id"})),
    Table("recommendations.category"),
    Table("recommendations.recommendation"),
    Table("recommendations.ask"),
    Table("recommendations.responsibility"),
    Table("recommendations.statedmetric"),
    Table("recommendations.evidence"),
    Table("recommendations.indicator"),
    Table("recommendations.source"),
    Table("recommendations.observation"),
    Table("recommendations.interimtarget"),
    Table("recommendations.unmeasuredmetric"),
    Table("recommendations.assessment"),
    Table("recommendations.judgement"),
    Table("recommendations.replyrequest"),
    Table("recommendations.secondreading"),
    Table("recommendations.secondjudgement"),
    Table("recommendations.response"),
    Table("recommendations.duedate"),
    Table("recommendations.correction"),
    Table("recommendations.statuschange"),
    Table("scorecard.snapshot", by="method_version_id"),
)
"""In the order of loading: what is referred to comes first."""

BY_LABEL = {table.label: table for table in TABLES}


def plain(value: Any) -> Any:
    """A value of a column as JSON holds it, nothing lost.

    Entries go by name: each database has an order of its own.
    """
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: plain(value[name]) for name in sorted(value)}
    return [plain(one) for one in value] if isinstance(value, list) else value


def row_of(
    table: Table, row: models.Model, sets: Mapping[str, Collection[int]]
) -> dict[str, Any]:
    """One row as it travels; sets: the members that travel, by the name of the set."""
    values = {name: plain(getattr(row, name)) for name in table.columns}
    if table.by:
        values[table.by] = str(getattr(row, table.by.removesuffix("_id")))
    return values | {name: sorted(members) for name, members in sets.items()}


def links(table: Table) -> dict[str, type[models.Model]]:
    """The foreign keys that travel, by column, with the model they name."""
    found: dict[str, type[models.Model]] = {}
    for name, field in table.columns.items():
        if isinstance(field, ForeignKey):
            found[name] = field.related_model
    return found
