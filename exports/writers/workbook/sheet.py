"""Tables of a workbook: named columns, cells that are values or formulas.

A text is always written as a text, so that no cell runs what somebody typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

CHARACTERS_OF_A_CELL = 32_767
LINE, MOST_LINES = 15, 20  # points of a line; of a row, what a screen can show


@dataclass(frozen=True)
class Formula:
    """A formula, and the value it has in the report as it stands."""

    text: str
    value: Any


@dataclass(frozen=True)
class Head:
    """A column: its name, its width, how its numbers are shown, what it means."""

    name: str
    width: int = 14
    number: str = ""
    is_wrapped: bool = False


@dataclass(frozen=True)
class Layout:
    """Where a table stands: its sheet, its columns, how many rows it has."""

    sheet: str
    heads: tuple[Head, ...]
    n: int

    def column(self, name: str) -> str:
        """The letters of a column."""
        names = [head.name for head in self.heads]
        return str(xl_col_to_name(names.index(name)))

    def range(self, name: str) -> str:
        """All cells of a column, as a formula of any sheet names them."""
        letters, last = self.column(name), max(self.n, 1) + 1
        return f"{self.sheet}!${letters}$2:${letters}${last}"

    def cell(self, name: str, number: int) -> str:
        """The cell of a column in the row of that number, from 0, in its own sheet."""
        return f"${self.column(name)}{number + 2}"


class Book:
    """A workbook in the making."""

    def __init__(self, file: Any, title: str, made_on: date) -> None:
        self.book = xlsxwriter.Workbook(file, {"in_memory": True})
        moment = datetime.combine(made_on, datetime.min.time())
        self.book.set_properties({"title": title, "created": moment})
        self.book.set_calc_mode("auto")
        self.bold = self.book.add_format({"bold": True})
        self.wrapped = self.book.add_format({"text_wrap": True, "valign": "top"})
        self._formats: dict[tuple[str, bool], Any] = {}

    def name(self, name: str, place: str) -> None:
        """Give a cell or a range a name that formulas use."""
        self.book.define_name(name, f"={place}")

    def format(self, number: str, is_wrapped: bool) -> Any:
        """The format of a cell, made once."""
        key = (number, is_wrapped)
        if key not in self._formats:
            values: dict[str, Any] = {"valign": "top"}
            if number:
                values["num_format"] = number
            if is_wrapped:
                values["text_wrap"] = True
            self._formats[key] = self.book.add_format(values)
        return self._formats[key]

    def table(self, layout: Layout, rows: Sequence[Sequence[Any]]) -> Worksheet:
        """A sheet with one table that can be filtered, its header frozen."""
        sheet: Worksheet = self.book.add_worksheet(layout.sheet)
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.repeat_rows(0)
        sheet.repeat_columns(0)
        last = max(len(rows), 1)
        sheet.add_table(
            0,
            0,
            last,
            len(layout.heads) - 1,
            {
                "name": f"table_{layout.sheet}",
                "style": "Table Style Light 1",
                "columns": [{"header": head.name} for head in layout.heads],
            },
        )
        for number, head in enumerate(layout.heads):
            sheet.set_column(number, number, head.width)
        wrapped = [n for n, head in enumerate(layout.heads) if head.is_wrapped]
        for line, row in enumerate(rows, 1):
            texts = [(str(row[n]), layout.heads[n].width) for n in wrapped]
            sheet.set_row(line, height(texts))
            for number, value in enumerate(row):
                head = layout.heads[number]
                shown = self.format(head.number, head.is_wrapped)
                put(sheet, line, number, value, shown, self.format("yyyy-mm-dd", False))
        return sheet

    def close(self) -> None:
        """Write the file."""
        self.book.close()


def height(texts: Sequence[tuple[str, int]]) -> int:
    """Points of a row with these texts, each in a column of so many letters.

    Not every program works it out when it opens the file.
    """
    lines = (
        sum(ceil(len(part) / width) or 1 for part in text.split("\n"))
        for text, width in texts
    )
    return LINE * min(max(lines, default=1), MOST_LINES)


def put(
    sheet: Worksheet, line: int, number: int, value: Any, shown: Any, day: Any
) -> None:
    """One value as the kind of cell it is; nothing for None."""
    if value is None:
        return
    if isinstance(value, Formula):
        known = "" if value.value is None else value.value
        sheet.write_formula(line, number, value.text, shown, known)
    elif isinstance(value, bool):
        sheet.write_boolean(line, number, value, shown)
    elif isinstance(value, int | float):
        sheet.write_number(line, number, value, shown)
    elif isinstance(value, date):
        _day(sheet, line, number, value, day)
    else:
        text = ";".join(value) if isinstance(value, tuple) else str(value)
        sheet.write_string(line, number, text[:CHARACTERS_OF_A_CELL], shown)


def _day(sheet: Worksheet, line: int, number: int, value: date, day: Any) -> None:
    """A day as a spreadsheet knows it; before 1900-03-01 as its text."""
    serial = value.toordinal() - date(1899, 12, 30).toordinal()
    if serial > 60:
        sheet.write_number(line, number, serial, day)
    else:
        sheet.write_string(line, number, value.isoformat())
