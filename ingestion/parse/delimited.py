"""CSV and TSV: any usual separator, any line break, cells with breaks in quotes."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from .cells import clean, without_apostrophe
from .encoding import encoding_of
from .table import LONGEST_CELL, Line, UnreadableFileError

SEPARATORS = ",;\t|"
SAMPLE_ROWS = 60


def rows(file: Path, *, encoding: str = "", separator: str = "") -> Iterator[Line]:
    """The rows of a file of separated values.

    encoding, separator: as declared; found out where empty.
    """
    encoding = encoding_of(file, encoding)
    separator = separator or _separator(file, encoding)
    number = 0
    try:
        for number, cells in enumerate(_records(file, encoding, separator), 1):
            yield Line(number, tuple(clean(without_apostrophe(c)) for c in cells))
    except csv.Error as error:
        raise UnreadableFileError(_why(error, number + 1)) from error


def _records(file: Path, encoding: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(LONGEST_CELL)
    with file.open(encoding=encoding, newline="") as text:
        yield from csv.reader(text, delimiter=separator, strict=True)


def _separator(file: Path, encoding: str) -> str:
    """The one that cuts the first rows most evenly into the most cells."""
    return max(SEPARATORS, key=lambda one: _evenness(file, encoding, one))


def _evenness(file: Path, encoding: str, separator: str) -> tuple[float, int]:
    widths: Counter[int] = Counter()
    with suppress(csv.Error):  # told with its row when the file is read
        for cells in islice(_records(file, encoding, separator), SAMPLE_ROWS):
            if any(cells):
                widths[len(cells)] += 1
    wide = [(count, width) for width, count in widths.items() if width > 1]
    if not wide:
        return (0.0, 0)
    count, width = max(wide)
    return (round(count / widths.total(), 1), width)


def _why(error: csv.Error, number: int) -> str:
    if "field larger" in str(error) or "unexpected end" in str(error):
        return _(
            "Row %(row)d: a quotation mark is not closed, or a cell has more than"
            " %(most)d characters."
        ) % {"row": number, "most": LONGEST_CELL}
    return (
        _(
            "Row %d: after a closing quotation mark another cell has to begin; a"
            " quotation mark inside a quoted cell is written twice."
        )
        % number
    )
