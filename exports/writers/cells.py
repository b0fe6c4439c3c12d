"""Values as cells: safe for spreadsheets, the same words in every format of text.

A text that a spreadsheet would run as a formula gets an apostrophe in front; so
does a text that begins with apostrophes and then such a sign. Taking one apostrophe
off again from whatever matches ``GUARDED`` therefore gives back exactly what stood
there. Numbers are never touched: a negative number is no formula.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

from ..datasets import Column

STARTERS = "=+-@\t\r\n＝＋－＠"
FORMULA = re.compile(f"'*[{re.escape(STARTERS)}]")
GUARDED = re.compile(f"'+[{re.escape(STARTERS)}]")
TO_QUOTE = re.compile('[,"\r\n]')
BOOLEANS = {True: "true", False: "false"}
_SUSPECTS = frozenset(STARTERS + "'")

Cells = Callable[[Sequence[Any]], list[str]]


def guarded(text: str) -> str:
    """The text as no spreadsheet runs it."""
    return f"'{text}" if FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The text that ``guarded`` was given."""
    return text[1:] if GUARDED.match(text) else text


def column_of_text(column: Column) -> Cells:
    """How the values of this column become cells of a text file, many at once.

    They are quoted where they must be (RFC 4180, 2.6). The library's own writer looks
    at each sign of each cell on its own and takes three times as long.
    """
    if column.type == "list":
        return _joined(column.separator)
    return {
        "code": _plain,
        "integer": _plain,
        "number": _plain,
        "date": _plain,
        "boolean": _booleans,
        "timestamp": _moments,
    }.get(column.type, _texts)


def moment(value: datetime) -> str:
    """A moment in UTC, to the second: 2026-06-30T09:00:00Z."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day_number(value: date) -> int | None:
    """The number by which spreadsheets know a day; None before 1 March 1900."""
    number = value.toordinal() - date(1899, 12, 30).toordinal()
    return number if number > 60 else None


def _plain(values: Sequence[Any]) -> list[str]:
    """Codes, numbers and days, in which nothing needs quotes; nothing for None."""
    return ["" if v is None else str(v) for v in values]


def _texts(values: Sequence[Any]) -> list[str]:
    return [
        quoted(guarded(v) if v[:1] in _SUSPECTS else v)
        if v.__class__ is str
        else ("" if v is None else quoted(str(v)))
        for v in values
    ]


def quoted(text: str) -> str:
    """The text as a field of CSV."""
    if TO_QUOTE.search(text) is None:
        return text
    return '"' + text.replace('"', '""') + '"'


def _booleans(values: Sequence[Any]) -> list[str]:
    return _plain([BOOLEANS.get(v, v) for v in values])


def _moments(values: Sequence[Any]) -> list[str]:
    return _plain([moment(v) if v.__class__ is datetime else v for v in values])


def _joined(separator: str) -> Cells:
    def joined(values: Sequence[Any]) -> list[str]:
        return _texts(
            [separator.join(v) if v.__class__ is tuple else v for v in values]
        )

    return joined
