"""A pack against the record: what is new, changed or unchanged; no writes."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from .held import Held, held, published_assessments
from .rows import Key, Pack, Release, Row
from .tables import ASSESSMENT, TABLES, Table

NEW, CHANGED, UNCHANGED = "new", "changed", "unchanged"


@dataclass(frozen=True)
class Change:
    """One field: what the record holds and what the pack says."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Item:
    """What loading would do with one row.

    id: the row of the record, where there is one. follows: for an assessment,
    what it would differ in from the last one published for the same day.
    """

    row: Row
    outcome: str
    id: int | None = None
    changes: tuple[Change, ...] = ()
    follows: bool = False


@dataclass(frozen=True)
class Plan:
    """What loading a pack would do, row by row, in the order of writing."""

    items: tuple[Item, ...]
    release: Release | None = None

    @property
    def counts(self) -> Counter[str]:
        """How many rows are new, changed and unchanged."""
        return Counter(item.outcome for item in self.items)

    def of(self, kind: str, outcome: str) -> list[Item]:
        """The items of one kind with one outcome."""
        return [
            item
            for item in self.items
            if item.row.kind == kind and item.outcome == outcome
        ]

    @property
    def writes(self) -> bool:
        """Whether anything would be written."""
        return any(item.outcome in (NEW, CHANGED) for item in self.items)

    @property
    def last_line(self) -> str:
        """The line every plan ends with; a pack is taken whole or refused whole."""
        counts, order = self.counts, (NEW, CHANGED, UNCHANGED)
        return ", ".join(f"{counts[name]} {name}" for name in order) + ", 0 refused"


def make_plan(pack: Pack) -> Plan:
    """Compare a pack with the record by natural key; writes nothing."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in pack.rows:
        rows[row.kind].append(row)
    items: list[Item] = []
    for table in TABLES:
        items += _table_items(table, rows[table.kind])
    items += _assessment_items(rows[ASSESSMENT])
    return Plan(tuple(items), pack.release)


def _table_items(table: Table, rows: list[Row]) -> list[Item]:
    found = held(table, {row.key[0] for row in rows}) if rows else {}
    return [_item(row, found.get(row.key)) for row in rows]


def _item(row: Row, there: Held | None) -> Item:
    if there is None:
        return Item(row, NEW)
    changes = _changes(there.values, row.values)
    return Item(row, CHANGED if changes else UNCHANGED, there.id, changes)


def _changes(old: dict[str, Any], new: dict[str, Any]) -> tuple[Change, ...]:
    return tuple(
        Change(name, old[name], value)
        for name, value in new.items()
        if old[name] != value
    )


def _assessment_items(rows: list[Row]) -> list[Item]:
    """Published assessments never change: another reading follows the earlier one.

    A reading that was published before for the day is unchanged, even if a later
    one has taken its place or it was withdrawn: a pack undoes no correction.
    """
    found = published_assessments({row.key[0] for row in rows}) if rows else {}
    return [_assessment_item(row, found) for row in rows]


def _assessment_item(row: Row, found: dict[Key, list[dict[str, Any]]]) -> Item:
    earlier = found.get(row.key, [])
    if row.values in earlier:
        return Item(row, UNCHANGED)
    if not earlier:
        return Item(row, NEW)
    return Item(row, NEW, changes=_changes(earlier[-1], row.values), follows=True)
