"""Values as cells of a sheet's XML: texts are texts, days are days, nothing is run.

Written here rather than by the library, which takes ten times as long for each cell:
a quarter of a million recommendations are twelve million cells.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from html import escape
from typing import Any

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from ..datasets import Column, Record, Unknown
from .cells import day_number, moment

CHARACTERS_OF_A_CELL = 32_767
NOT_PLAIN = re.compile("[&<>\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_x|^\\s|\\s$")
# Excel's own way to write what XML can't hold, and what looks like it (ECMA-376, 22.9).
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
LOOKS_ESCAPED = re.compile("_(x[0-9a-fA-F]{4}_)")

Cell = Callable[[Any], str]
"""The rest of a cell's XML, from behind its address on."""


def lines(
    columns: Sequence[Column], records: Iterable[Record], first: int, day: str
) -> Iterator[str]:
    """Each record as a row of the sheet; the rows are numbered from ``first``.

    day: the number of the style in which days are shown.
    """
    makes = [
        (f'<c r="{xl_col_to_name(number)}', cell(column, day))
        for number, column in enumerate(columns)
    ]
    for line, record in enumerate(records, first):
        cells = [
            f'{address}{line}"{make(value)}'
            for (address, make), value in zip(makes, record, strict=True)
            if value is not None
        ]
        yield f'<row r="{line}">{"".join(cells)}</row>'


def cell(column: Column, day: str) -> Cell:
    """How a value of this column is written."""

    @lru_cache(maxsize=4096)
    def as_day(value: Any) -> str:
        serial = day_number(value) if value.__class__ is date else None
        if serial is None:
            return text(value)
        return f' s="{day}"><v>{serial}</v></c>'

    def listed(value: Any) -> str:
        return text(column.separator.join(value) if value.__class__ is tuple else value)

    makes: Mapping[str, Cell] = {
        "integer": number,
        "number": number,
        "boolean": boolean,
        "date": as_day,
        "list": listed,
    }
    return makes.get(column.type, text)


def number(value: Any) -> str:
    """A number, or the code of why there is none."""
    return text(value) if value.__class__ is Unknown else f"><v>{value!r}</v></c>"


def boolean(value: Any) -> str:
    """True or false, or the code of why neither is known."""
    return f' t="b"><v>{value:d}</v></c>' if value.__class__ is bool else text(value)


def text(value: Any) -> str:
    """A text as it stands, whatever it begins with; nothing for an empty one."""
    words = value if value.__class__ is str else plain(value)
    if not words:
        return "/>"
    if len(words) > CHARACTERS_OF_A_CELL:
        words = shortened(words)
    if NOT_PLAIN.search(words):
        return f' t="inlineStr"><is><t xml:space="preserve">{kept(words)}</t></is></c>'
    return f' t="inlineStr"><is><t>{words}</t></is></c>'


def kept(words: str) -> str:
    """The text in XML, with what XML can't hold in Excel's own writing."""
    words = LOOKS_ESCAPED.sub(r"_x005F_\1", words)
    words = UNPRINTABLE.sub(lambda found: f"_x{ord(found[0]):04X}_", words)
    return escape(words, quote=False)


def plain(value: Any) -> str:
    """A value as the words of a cell."""
    if value.__class__ is Unknown:
        return str(value.value)
    return moment(value) if isinstance(value, datetime) else str(value)


def shortened(words: str) -> str:
    """The text as a cell can hold it, with words where it had to be cut."""
    note = _(" … [cut: the whole text is in the CSV and JSON files]")
    return words[: CHARACTERS_OF_A_CELL - len(note)] + note
