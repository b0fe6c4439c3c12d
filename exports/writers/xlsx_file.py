"""XLSX as it leaves the site: a stream of rows in a frame that the library makes.

No cell is a formula and none is a link. What Excel can't hold is never cut in
silence: rows beyond a sheet go on in the next one, and a text beyond a cell ends in
words that say where the rest is. The list of its parts ends a workbook: one that
broke off can't be opened.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain, islice
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZipFile

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from ..datasets import Dataset, Record
from ..extract import Extract
from .xlsx_cells import lines

ROWS_OF_A_SHEET = 1_048_576
BYTES_OF_A_SHEET = 1_900_000_000  # from 2 GiB on zip needs a form that Excel refuses
BATCH = 500
EFFORT = 3  # of zlib: a tenth more bytes than usual, in half the time
WIDTH = 14
ABOUT = "xl/worksheets/sheet1.xml"
END = "</sheetData>"


def xlsx_chunks(extract: Extract) -> Iterator[bytes]:
    """The workbook in pieces: its rows first, then what holds them together."""
    stream = _Stream()
    with ZipFile(
        cast(IO[bytes], stream), "w", ZIP_DEFLATED, compresslevel=EFFORT
    ) as book:
        top = frame(extract, [1])
        rows = iter(extract.rows)
        sheets: list[int] = []
        first: list[Record] = []
        while not sheets or (first := list(islice(rows, 1))):
            written = [1]
            with book.open(_sheet_name(len(sheets)), "w") as part:
                sheet = _sheet(extract.dataset, chain(first, rows), top, written)
                for piece in sheet:
                    part.write(piece)
                    yield stream.taken()
                sheets.append(written[0])
                bottom = frame(extract, sheets)[_sheet_name(len(sheets) - 1)]
                part.write(bottom[bottom.index(END) :].encode())
        for name, text in frame(extract, sheets).items():
            if name == ABOUT or not name.startswith("xl/worksheets/"):
                with book.open(name, "w") as part:
                    part.write(text.encode())
    yield stream.taken()


def _sheet(
    dataset: Dataset, rows: Iterator[Record], top: dict[str, str], written: list[int]
) -> Iterator[bytes]:
    """The sheet to its last row, as many rows as it holds; counts its lines."""
    text = top[_sheet_name(0)]
    head = re.sub("<dimension [^>]*>", "", text[: text.index(END)])
    style = re.search(r'<col [^>]*style="(\d+)"', head)
    size = 0
    yield head.encode()
    while written[0] < ROWS_OF_A_SHEET and size < BYTES_OF_A_SHEET:
        batch = list(islice(rows, min(BATCH, ROWS_OF_A_SHEET - written[0])))
        if not batch:
            return
        day = style[1] if style else "0"
        found = lines(dataset.columns, batch, written[0] + 1, day)
        piece = "".join(found).encode()
        written[0], size = written[0] + len(batch), size + len(piece)
        yield piece


def frame(extract: Extract, sheets: Sequence[int]) -> dict[str, str]:
    """The parts of a workbook without rows; ``sheets``: how many lines each has."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    # The same content gives the same bytes, whenever it is written.
    moment = datetime.combine(extract.scope.known_at, datetime.min.time())
    book.set_properties({"title": str(extract.dataset.title), "created": moment})
    _about(book.add_worksheet(_("About")), extract)
    for number, count in enumerate(sheets, 1):
        name = extract.dataset.name
        sheet = book.add_worksheet(name if number == 1 else f"{name} {number}")
        _head(book, sheet, extract.dataset)
        sheet.autofilter(0, 0, count - 1, len(extract.dataset.columns) - 1)
    book.close()
    with ZipFile(file) as made:
        return {name: made.read(name).decode() for name in made.namelist()}


def _head(book: xlsxwriter.Workbook, sheet: Worksheet, dataset: Dataset) -> None:
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.freeze_panes(1, 1)
    for number, column in enumerate(dataset.columns):
        style = day if column.type == "date" else None
        sheet.set_column(number, number, column.width or WIDTH, style)
        sheet.write_string(0, number, column.name, bold)


def _about(sheet: Worksheet, extract: Extract) -> None:
    sheet.set_column(0, 0, 16)
    sheet.set_column(1, 1, 80)
    for line, (name, value) in enumerate(extract.about().items()):
        sheet.write_string(line, 0, name)
        sheet.write_string(line, 1, value or "")


def _sheet_name(number: int) -> str:
    return f"xl/worksheets/sheet{number + 2}.xml"


class _Stream:
    """A file that can only be written; what was is taken away piece by piece."""

    def __init__(self) -> None:
        self._written = bytearray()

    def write(self, data: bytes) -> int:
        self._written += data
        return len(data)

    def flush(self) -> None:
        """Nothing waits anywhere."""

    def taken(self) -> bytes:
        """What was written since it was last asked for."""
        found, self._written = bytes(self._written), bytearray()
        return found
