"""From a line of the record to a row of a table, with every value checked."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.dateparse import parse_date, parse_datetime

from recommendations.portable import BY_LABEL, FORM, Table

MOST_SHOWN = 60


class BadRowError(Exception):
    """A line that is no row of the record; its text says why."""


@dataclass(frozen=True)
class Loaded:
    """One row: its table, its object, the members of its sets, its plain values."""

    table: Table
    row: models.Model
    sets: dict[str, list[int]]
    values: dict[str, Any]


def check_form(line: bytes) -> None:
    """The first line names the form of those that follow."""
    head = _object(line)
    if head != {"form": FORM}:
        raise BadRowError(f"the record is of a form not known here; known is {FORM}")


def loaded(line: bytes) -> Loaded:
    """The row of a line; a link that travels by name is still to be set."""
    values = _object(line)
    label = values.pop("table", None)
    table = BY_LABEL.get(label) if isinstance(label, str) else None
    if table is None:
        raise BadRowError(f"there is no table {label!r:.{MOST_SHOWN}}")
    if set(values) != {*table.columns, *table.sets}:
        odd = sorted(set(values) ^ {*table.columns, *table.sets})
        raise BadRowError(f"{label}: fields are missing or too many: {odd}")
    plain = dict(values)
    sets = {name: _members(values.pop(name), name) for name in table.sets}
    row = table.model()
    for name, field in table.columns.items():
        if name == table.by:
            continue
        setattr(row, name, _value(field, name, values[name], row))
    return Loaded(table, row, sets, plain)


def _object(line: bytes) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BadRowError("is no JSON") from error
    if not isinstance(found, dict):
        raise BadRowError("is no JSON object")
    return found


def _members(given: Any, name: str) -> list[int]:
    if isinstance(given, list) and all(type(item) is int for item in given):
        return list(given)
    raise BadRowError(f"{name} is no list of numbers")


def _value(field: Any, name: str, given: Any, row: models.Model) -> Any:
    """The value as its column holds it; refused where the column would not."""
    if isinstance(field, models.ForeignKey | models.AutoField):
        if given is None and field.null:
            return None
        if type(given) is int and 0 < given < 2**53:
            return given
        raise BadRowError(f"{name} is no number of a row")
    value = _parsed(field, given)
    if value is None and not field.null:
        raise BadRowError(f"{name} may not be empty")
    if isinstance(value, str) and "\0" in value:
        raise BadRowError(f"{name} holds characters that cannot be kept")
    try:
        if value not in (None, "") and not isinstance(field, models.JSONField):
            field.clean(value, row)
    except ValidationError as error:
        raise BadRowError(f"{name}: {' '.join(error.messages)}") from error
    return value


def _parsed(field: Any, given: Any) -> Any:
    try:
        if isinstance(field, models.DateTimeField) and isinstance(given, str):
            return parse_datetime(given)
        if isinstance(field, models.DateField) and isinstance(given, str):
            return parse_date(given)
    except ValueError as error:
        raise BadRowError(f"{field.name} is no day or moment") from error
    text = isinstance(field, models.CharField | models.TextField)
    if text and not isinstance(given, str):
        raise BadRowError(f"{field.name} is no text")
    return given
