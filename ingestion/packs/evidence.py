"""Reads the events of a recommendation: dated facts with their sources."""

from __future__ import annotations

import re
from typing import Any

from recommendations.choices import Bearing, EvidenceKind

from . import sources
from .fields import Fields
from .known import Known
from .rows import Row

REQUIRED = "id date kind asks bears actor agencies fact sources"
OPTIONAL = "note fact_es actor_es"
EVENT_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)


def read(item: Fields, head: Row, letters: list[str], known: Known) -> list[Row]:
    """Evidence and its sources, in the order of the file."""
    rows: list[Row] = []
    for value, at in item.items("events"):
        event = Fields(value, at, REQUIRED, OPTIONAL)
        fact = _fact(event, head, letters, known)
        rows.append(fact)
        rows += [
            Row("evidence source", (*fact.key, number), values, place)
            for number, (values, place) in enumerate(
                sources.read(event, needed=True), 1
            )
        ]
    return rows


def _fact(event: Fields, head: Row, letters: list[str], known: Known) -> Row:
    key = event.shaped("id", EVENT_ID, "an id such as 2.2-e14", 60)
    if key and not key.startswith(f"{head.key[1]}-e"):
        event.place.field("id").complain(f"does not begin with {head.key[1]}-e")
    happened = event.partial_date("date")
    values: dict[str, Any] = {
        "happened_on": happened.first_day,
        "happened_precision": happened.precision,
        "kind": event.one_of("kind", EvidenceKind.values),
        "bearing": event.one_of("bears", Bearing.values),
        "actor": event.text("actor", 300),
        "actor_es": event.note("actor_es", 300),
        "fact": event.text("fact"),
        "fact_es": event.note("fact_es"),
        "note": event.note("note"),
        "asks": _links(event.words("asks", letters, "ask"), head.key),
        "agencies": _links(event.words("agencies", known.agencies, "agency"), ()),
    }
    if not values["asks"]:
        event.place.field("asks").complain("bears on no ask")
    return Row("evidence", (*head.key, key), values, event.place)


def _links(names: list[str], owner: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(sorted((*owner, name) for name in names))


def refuse_repeated_ids(rows: list[Row]) -> None:
    """An event id is unique within the report, not only within its item."""
    seen: dict[str, Row] = {}
    for row in rows:
        if row.kind != "evidence":
            continue
        if row.key[2] in seen and seen[row.key[2]].key != row.key:
            row.place.field("id").complain("is used twice in the report")
        seen[row.key[2]] = row
