"""A plan in lines of text, for the person who decides whether to write it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .plan import CHANGED, NEW, UNCHANGED, Change, Item, Plan
from .tables import ASSESSMENT, TABLES

NAMED_AT_MOST = 50
LONGEST_VALUE = 70

PLURALS = {table.kind: table.plural for table in TABLES} | {ASSESSMENT: "assessments"}


def lines(plan: Plan) -> Iterator[str]:
    """The plan without its last line: totals by kind, then what moves."""
    yield from _totals(plan)
    few = plan.counts[NEW] <= NAMED_AT_MOST
    for kind in PLURALS:
        yield from _named(plan.of(kind, NEW), few)
        for item in plan.of(kind, CHANGED):
            yield f"changed   {kind} {item.row.reference}"
            yield from _changes(item)


def _totals(plan: Plan) -> Iterator[str]:
    for kind, plural in PLURALS.items():
        numbers = [
            f"{len(found)} {outcome}"
            for outcome in (NEW, CHANGED, UNCHANGED)
            if (found := plan.of(kind, outcome))
        ]
        if numbers:
            yield f"{plural}: {', '.join(numbers)}"


def _named(items: list[Item], few: bool) -> Iterator[str]:
    """New rows by name where they are few; those that follow others in any case."""
    if few:
        for item in items:
            if not item.follows:
                yield f"new       {item.row.kind} {item.row.reference}"
    for item in items:
        if item.follows:
            yield (
                f"new       {item.row.kind} {item.row.reference}, which follows the"
                " one published for that day"
            )
            yield from _changes(item)


def _changes(item: Item) -> Iterator[str]:
    """One line for each field, or for each ask of the field that has one step each."""
    for change in item.changes:
        for name, old, new in _pairs(change):
            yield f"            {name}: {_short(old)} -> {_short(new)}"


def _pairs(change: Change) -> Iterator[tuple[str, Any, Any]]:
    if not isinstance(change.old, dict):
        yield change.field, change.old, change.new
        return
    for key in sorted({*change.old, *change.new}):
        if change.old.get(key) != change.new.get(key):
            yield f"{change.field} {key}", change.old.get(key), change.new.get(key)


def _short(value: Any) -> str:
    text = " ".join(_plain(value).split()) or "empty"
    return text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE] + "..."


def _plain(value: Any) -> str:
    """Keys of other rows as references, lists with commas, dates in ISO."""
    if value is None:
        return ""
    if not isinstance(value, tuple | list):
        return str(value)
    whole = not any(isinstance(part, tuple) for part in value)
    joint = "/" if whole and isinstance(value, tuple) else ", "
    return joint.join(_plain(part) for part in value)
