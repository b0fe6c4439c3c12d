"""Values as cells: safe for spreadsheets, the same words in every format of text.

A text that a spreadsheet would run as a formula gets an apostrophe in front; so
does a text that begins with apostrophes and then such a sign. Taking one apostrophe
off again from whatever matches ``GUARDED`` therefore gives back exactly what stood
there. Numbers are never touched: a negative number is no formula.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from ..datasets import Column, Unknown

STARTERS = "=+-@\t\r\n＝＋－＠"
FORMULA = re.compile(f"'*[{re.escape(STARTERS)}]")
GUARDED = re.compile(f"'+[{re.escape(STARTERS)}]")
_SUSPECTS = frozenset(STARTERS + "'")

Cell = Callable[[Any], Any]


def guarded(text: str) -> str:
    """The text as no spreadsheet runs it."""
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that ``guarded`` was given."""
    return text[1:] if GUARDED.match(text) else text


def as_text(column: Column) -> Cell | None:
    """How a value of this column becomes a cell of a text file; None: as ``str``."""
    if column.type == "list":
        return _joined(column.separator)
    return {
        "text": _text,
        "code": None,
        "integer": None,
        "number": None,
        "date": None,
        "boolean": _boolean,
        "timestamp": _moment,
    }.get(column.type, _text)


def moment(value: datetime) -> str:
    """A moment in UTC, to the second: 2026-06-30T09:00:00Z."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day_number(value: date) -> int | None:
    """The number by which spreadsheets know a day; None before 1 March 1900."""
    number = value.toordinal() - date(1899, 12, 30).toordinal()
    return number if number > 60 else None


def _text(value: Any) -> Any:
    if value.__class__ is str and value[:1] in _SUSPECTS:
        return guarded(value)
    return value


def _boolean(value: Any) -> Any:
    return ("true" if value else "false") if value.__class__ is bool else value


def _moment(value: Any) -> Any:
    return moment(value) if value.__class__ is datetime else value


def _joined(separator: str) -> Cell:
    def joined(value: Any) -> Any:
        return _text(separator.join(value)) if value.__class__ is tuple else value

    return joined


def is_unknown(value: Any) -> bool:
    """Whether a value is one of the kinds of unknown."""
    return value.__class__ is Unknown
