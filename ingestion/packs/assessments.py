"""Reads the assessments of a recommendation: a step for each ask, and why."""

from __future__ import annotations

from datetime import date
from typing import Any

from recommendations.choices import AskStatus, EditorConfidence, EditorStatus

from .complaints import shown
from .fields import Fields
from .rows import Row

REQUIRED = "as_of editor_status ask_statuses confidence events rationale"
OPTIONAL = "note rationale_es"


def read(item: Fields, head: Row, letters: list[str], facts: list[Row]) -> list[Row]:
    """The assessments of one recommendation, in order of their day."""
    happened = {
        row.key[2]: row.values["happened_on"] for row in facts if row.kind == "evidence"
    }
    rows: list[Row] = []
    for value, at in item.items("assessments", "as_of"):
        row = _row(Fields(value, at, REQUIRED, OPTIONAL), head, letters, happened)
        if rows and row.key[2] <= rows[-1].key[2]:
            at.field("as_of").complain("assessments are not in order of date")
        rows.append(row)
    if not rows:
        item.place.field("assessments").complain("no assessment")
    return rows


def _row(item: Fields, head: Row, letters: list[str], happened: dict[str, date]) -> Row:
    day = item.day("as_of")
    values = {
        "rationale": item.text("rationale"),
        "rationale_es": item.note("rationale_es"),
        "note": item.note("note"),
        "editor_confidence": item.one_of("confidence", EditorConfidence.values),
        "editor_status": item.one_of("editor_status", EditorStatus.values),
        "steps": _steps(item, letters),
        "evidence": sorted(_evidence(item, day, happened)),
    }
    return Row("assessment", (*head.key, day), values, item.place)


def _steps(item: Fields, letters: list[str]) -> dict[str, str]:
    place = item.place.field("ask_statuses")
    given: Any = item.given.get("ask_statuses")
    if not isinstance(given, dict) or list(given) != letters:
        place.complain("does not give a status for each ask, in order")
        return {}
    steps = {}
    for letter, status in given.items():
        if status not in AskStatus.values:
            place.field(letter).complain(
                f"{shown(status)} is not one of {', '.join(AskStatus.values)}"
            )
        steps[letter] = status
    return steps


def _evidence(item: Fields, day: date, happened: dict[str, date]) -> list[str]:
    named = item.words("events", happened, "event")
    if not named:
        item.place.field("events").complain("rests on no event")
    for key in named:
        if happened[key] > day:
            item.place.field("events").complain(f"event {key} is later than the day")
    return named
