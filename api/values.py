"""How a row of a dataset stands in JSON: null for unknown, ISO dates, lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from exports.datasets import Column, Row, Unknown, Value

SCHEMAS: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "code": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "partial_date": {"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"},
    "period": {"type": "string"},
    "timestamp": {"type": "string", "format": "date-time"},
    "list": {"type": "array", "items": {"type": "string"}},
    "address": {"type": "string"},
}


def plain(row: Row, names: Sequence[str]) -> dict[str, Any]:
    """These columns of a row as JSON has them."""
    return {name: value(row[name]) for name in names}


def value(given: Value) -> Any:
    """One value; why it is unknown is told by the columns beside it."""
    if given is None or isinstance(given, Unknown):
        return None
    if isinstance(given, datetime):
        text = given.astimezone(UTC).isoformat(timespec="seconds")
        return text.replace("+00:00", "Z")
    if isinstance(given, date):
        return given.isoformat()
    return list(given) if isinstance(given, tuple) else given


def schema(column: Column, key: Sequence[str] = ()) -> dict[str, Any]:
    """The JSON Schema of a column; only a column of the key is never null."""
    found: dict[str, Any] = dict(SCHEMAS[column.type])
    if column.name not in key:
        found["type"] = [found["type"], "null"]
    if column.codes:
        nothing = () if column.name in key else (None,)
        found["enum"] = [*column.codes, *nothing]
    return found | {"description": str(column.meaning)}


def row_schema(columns: Sequence[Column], key: Sequence[str]) -> Mapping[str, Any]:
    """The JSON Schema of a row; with ``fields`` only those asked for are there."""
    return {
        "type": "object",
        "properties": {column.name: schema(column, key) for column in columns},
        "additionalProperties": False,
    }
