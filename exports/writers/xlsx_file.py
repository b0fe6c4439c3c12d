"""XLSX as it leaves the site: texts are texts, days are days, written row by row.

No cell is a formula and none is a link. What Excel can't hold is never cut in
silence: rows beyond a sheet go on in the next one, and a text beyond a cell ends in
words that say where the rest is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ..datasets import Column, Dataset, Record, Unknown
from ..extract import Extract
from .cells import day_number, moment

ROWS_OF_A_SHEET = 1_048_576
CHARACTERS_OF_A_CELL = 32_767
WIDTH = 14

Put = Callable[[Worksheet, int, int, Any], object]


def write_xlsx(extract: Extract, file: IO[bytes]) -> None:
    """Write the workbook: a sheet that says what it is, then the rows."""
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    # The same content gives the same bytes, whenever it is written.
    moment_ = datetime.combine(extract.scope.known_at, datetime.min.time())
    book.set_properties({"title": str(extract.dataset.title), "created": moment_})
    try:
        _about(book.add_worksheet(_("About")), extract)
        write_rows(book, extract.dataset, extract.rows)
    finally:
        book.close()


def write_rows(
    book: xlsxwriter.Workbook, dataset: Dataset, rows: Iterable[Record]
) -> int:
    """Write a dataset on a sheet, or on as many as it takes; how many rows."""
    puts = _puts(dataset, book.add_format({"num_format": "yyyy-mm-dd"}))
    bold = book.add_format({"bold": True})
    count, line = 0, ROWS_OF_A_SHEET
    sheet: Any = None
    for record in rows:
        if line == ROWS_OF_A_SHEET:
            _finish(sheet, dataset, line)
            sheet, line = _sheet(book, dataset, bold, count), 1
        for number, value in enumerate(record):
            if value is not None:
                puts[number](sheet, line, number, value)
        line, count = line + 1, count + 1
    if sheet is None:
        sheet, line = _sheet(book, dataset, bold, 0), 1
    _finish(sheet, dataset, line)
    return count


def _sheet(
    book: xlsxwriter.Workbook, dataset: Dataset, bold: Format, written: int
) -> Worksheet:
    number = written // (ROWS_OF_A_SHEET - 1) + 1
    name = dataset.name if number == 1 else f"{dataset.name} {number}"
    sheet: Worksheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 1)
    for number, column in enumerate(dataset.columns):
        sheet.set_column(number, number, column.width or WIDTH)
        sheet.write_string(0, number, column.name, bold)
    return sheet


def _finish(sheet: Worksheet | None, dataset: Dataset, lines: int) -> None:
    if sheet is not None:
        sheet.autofilter(0, 0, lines - 1, len(dataset.columns) - 1)


def _about(sheet: Worksheet, extract: Extract) -> None:
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 80)
    for line, (name, value) in enumerate(extract.about().items()):
        sheet.write_string(line, 0, name)
        sheet.write_string(line, 1, value or "")


def _puts(dataset: Dataset, day_format: Format) -> list[Put]:
    return [_put(column, day_format) for column in dataset.columns]


def _put(column: Column, day_format: Format) -> Put:
    """How a value of this column is written."""

    def day(sheet: Worksheet, line: int, number: int, value: Any) -> object:
        serial = day_number(value) if value.__class__ is date else None
        if serial is None:
            return _text(sheet, line, number, value)
        return sheet.write_number(line, number, serial, day_format)

    def listed(sheet: Worksheet, line: int, number: int, value: Any) -> object:
        if value.__class__ is tuple:
            value = column.separator.join(value)
        return _text(sheet, line, number, value) if value else None

    return {
        "integer": _number,
        "number": _number,
        "boolean": _boolean,
        "date": day,
        "list": listed,
    }.get(column.type, _text)


def _number(sheet: Worksheet, line: int, number: int, value: Any) -> object:
    if value.__class__ is Unknown:
        return sheet.write_string(line, number, value.value)
    return sheet.write_number(line, number, value)


def _boolean(sheet: Worksheet, line: int, number: int, value: Any) -> object:
    if value.__class__ is bool:
        return sheet.write_boolean(line, number, value)
    return _text(sheet, line, number, value)


def _text(sheet: Worksheet, line: int, number: int, value: Any) -> object:
    return sheet.write_string(line, number, shortened(plain(value)))


def plain(value: Any) -> str:
    """A value as the words of a cell."""
    if value.__class__ is str:
        return str(value)
    if value.__class__ is Unknown:
        return str(value.value)
    return moment(value) if isinstance(value, datetime) else str(value)


def shortened(text: str) -> str:
    """The text as a cell can hold it, with words where it had to be cut."""
    if len(text) <= CHARACTERS_OF_A_CELL:
        return text
    note = _(" … [cut: the whole text is in the CSV and JSON files]")
    return text[: CHARACTERS_OF_A_CELL - len(note)] + note
