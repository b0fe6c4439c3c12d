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
            yield from map(_change, item.changes)


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
            yield from map(_change, item.changes)


def _change(change: Change) -> str:
    return f"            {change.field}: {_short(change.old)} -> {_short(change.new)}"


def _short(value: Any) -> str:
    text = " ".join(str(value).split()) if value not in ("", None, ()) else "empty"
    return text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE] + "..."
