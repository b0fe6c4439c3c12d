"""ODS, row by row: the one large part of the archive is read as a stream."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, ParseError, iterparse

from django.utils.translation import gettext as _

from .archives import no_sheet, open_archive
from .cells import clean
from .table import MOST_COLUMNS, Line, UnreadableFileError

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}
LONGEST_BLANK = 10_000
BLANKS = re.compile(r"[ \t\r\n]+")


def rows(file: Path, *, sheet: str = "") -> Iterator[Line]:
    """The rows of one sheet: the one named, else the first."""
    with open_archive(file) as archive:
        try:
            with archive.open("content.xml") as content:
                yield from _rows(content, sheet)
        except (
            KeyError,
            ParseError,
            ValueError,
            EOFError,
            zipfile.BadZipFile,
        ) as error:
            raise UnreadableFileError(
                _("The spreadsheet is damaged; save it again.")
            ) from error


def _rows(content: Any, sheet: str) -> Iterator[Line]:
    number, is_wanted, is_found = 0, False, False
    for event, element in iterparse(content, events=("start", "end")):
        if element.tag == f"{TABLE}table":
            if event == "end" and is_wanted:
                return
            if event == "start":
                name = element.get(f"{TABLE}name", "")
                is_wanted = is_found = not sheet or name == sheet
        elif event == "end" and element.tag == f"{TABLE}table-row" and is_wanted:
            cells = tuple(_cells(element))
            repeated = int(element.get(f"{TABLE}number-rows-repeated", "1"))
            element.clear()
            if not any(cells):
                number += repeated
                continue
            for _again in range(repeated):
                number += 1
                yield Line(number, cells)
    if not is_found:
        raise UnreadableFileError(no_sheet(sheet))


def _cells(row: Element) -> list[str]:
    found: list[str] = []
    blank = 0
    for cell in row:
        if cell.tag not in CELLS:
            continue
        text = clean(_text(cell))
        repeated = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
        if not text:
            blank += repeated
            continue
        found += [""] * min(blank, MOST_COLUMNS)
        found += [text] * min(repeated, MOST_COLUMNS)
        blank = 0
    return found


def _text(cell: Element) -> str:
    formula = cell.get(f"{TABLE}formula")
    if formula:
        return formula.partition(":")[2] or formula
    kind = cell.get(f"{OFFICE}value-type")
    if kind == "date":
        value = cell.get(f"{OFFICE}date-value", "")
        return value.removesuffix("T00:00:00")
    if kind == "boolean":
        return cell.get(f"{OFFICE}boolean-value", "")
    return "\n".join(_said(part) for part in cell.findall(f"{TEXT}p"))


def _said(part: Element) -> str:
    """The text of a paragraph; blanks and breaks are elements of their own."""
    found = [_collapsed(part.text)]
    for child in part:
        if child.tag == f"{TEXT}s":
            blanks = int(child.get(f"{TEXT}c", "1"))
            found.append(" " * min(blanks, LONGEST_BLANK))
        elif child.tag == f"{TEXT}tab":
            found.append("\t")
        elif child.tag == f"{TEXT}line-break":
            found.append("\n")
        elif child.tag != f"{OFFICE}annotation":
            found.append(_said(child))
        found.append(_collapsed(child.tail))
    return "".join(found)


def _collapsed(text: str | None) -> str:
    return BLANKS.sub(" ", text or "")
