"""Reads a second coder's judgment of the asks of a pack."""

from __future__ import annotations

from typing import Any

from recommendations.choices import AskStatus, EditorConfidence

from .complaints import Place, shown
from .fields import Fields
from .known import Known
from .rows import Row


def read(content: object, place: Place, known: Known) -> list[Row]:
    """The readings and their steps, one reading for each recommendation."""
    document = Fields(content, place, "reading recommendations")
    at = place.field("reading")
    head = Fields(document.given.get("reading"), at, "coder made_on basis")
    coder = head.text("coder", 100)
    about = {"made_on": head.day("made_on"), "basis": head.text("basis")}
    rows: list[Row] = []
    for value, item_at in document.items("recommendations", "recommendation"):
        item = Fields(value, item_at, "recommendation as_of asks")
        rows += _reading(item, coder, about, known)
    return rows


def _reading(
    item: Fields, coder: str, about: dict[str, Any], known: Known
) -> list[Row]:
    name, day = item.given.get("recommendation"), item.day("as_of")
    if not isinstance(name, str) or name not in known.recommendations:
        item.place.field("recommendation").complain(
            f"recommendation {shown(name)} does not exist"
        )
        return []
    if not known.may_be_read_again_on(name, day):
        item.place.field("as_of").complain("is not the day of the last assessment")
    key = (*name.split("/", 1), day, coder)
    steps = _steps(item, key, known.asks_of(name))
    return [Row("second reading", key, about, item.place), *steps]


def _steps(item: Fields, key: tuple[Any, ...], letters: list[str]) -> list[Row]:
    given: Any = item.given.get("asks")
    place = item.place.field("asks")
    if not isinstance(given, dict) or set(given) != set(letters):
        place.complain("does not judge each ask of the recommendation")
        return []
    rows = []
    for letter, value in given.items():
        step = Fields(value, place.field(letter), "status confidence reason reason_es")
        values = {
            "ask": (*key[:2], letter),
            "status": step.one_of("status", AskStatus.values),
            "confidence": step.one_of("confidence", EditorConfidence.values),
            "reason": step.note("reason"),
            "reason_es": step.note("reason_es"),
        }
        rows.append(Row("second judgement", (*key, letter), values, step.place))
    return rows
