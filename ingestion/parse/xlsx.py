"""XLSX by openpyxl, row by row; a formula is its own text, never its result."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from .archives import no_sheet, open_archive
from .cells import clean
from .table import Line, UnreadableFileError

DECIMALS = re.compile(r"0\.(0+)$")
BROKEN = (
    InvalidFileException,
    SyntaxError,  # of XML, by either parser
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    IndexError,
    OverflowError,
    EOFError,
    OSError,
    zipfile.BadZipFile,
)


def rows(file: Path, *, sheet: str = "") -> Iterator[Line]:
    """The rows of one sheet: the one named, else the first that is not hidden."""
    open_archive(file).close()
    with file.open("rb") as data:
        try:
            yield from _rows(data, sheet)
        except UnreadableFileError:
            raise
        except BROKEN as error:
            raise UnreadableFileError(
                _("The spreadsheet is damaged; save it again.")
            ) from error


def sheets(file: Path) -> list[str]:
    """The names of the sheets that are not hidden."""
    open_archive(file).close()
    try:
        with file.open("rb") as data:
            book = load_workbook(data, read_only=True, keep_links=False)
            return [one.title for one in book.worksheets if _is_shown(one)]
    except BROKEN as error:
        raise UnreadableFileError(
            _("The spreadsheet is damaged; save it again.")
        ) from error


def _is_shown(page: Any) -> bool:
    return bool(page.sheet_state == "visible")


def _rows(data: IO[bytes], sheet: str) -> Iterator[Line]:
    book = load_workbook(data, read_only=True, data_only=False, keep_links=False)
    page = _sheet(book, sheet)
    page.reset_dimensions()
    for number, cells in enumerate(page.iter_rows(), 1):
        yield Line(number, tuple(clean(_text(cell)) for cell in cells))


def _sheet(book: Any, name: str) -> Any:
    pages = [page for page in book.worksheets if _is_shown(page)]
    if name:
        pages = [page for page in book.worksheets if page.title == name]
    if not pages:
        raise UnreadableFileError(no_sheet(name))
    return pages[0]


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    return _number(cell, value)


def _number(cell: Any, value: Any) -> str:
    """As the sheet shows it where that matters: 2.10 is another item than 2.1."""
    if isinstance(value, float) and abs(value) < 1e15:
        shown = DECIMALS.search(str(cell.number_format or ""))
        if shown:
            return f"{value:.{len(shown[1])}f}"
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, int):
        shown = DECIMALS.search(str(cell.number_format or ""))
        return f"{value:.{len(shown[1])}f}" if shown else str(value)
    return str(value)
