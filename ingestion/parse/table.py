"""What every reader yields, and the limits that every file is held to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

MOST_BYTES = 60 * 1024 * 1024
MOST_ROWS = 200_000
MOST_COLUMNS = 300
LONGEST_CELL = 100_000

# Between the parts of a cell that holds a list (JSON has lists; a mapping may name
# several headers for one field).
LIST_JOINT = "\x1f"

# Begins a cell that held an object: no text, and refused where a field is read from it.
NESTED = "\x1e"


class UnreadableFileError(Exception):
    """The file is refused whole; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file.

    number: as a spreadsheet counts it, from 1, with the header and blank rows. cells:
    their text, trimmed; blank rows are never yielded.
    """

    number: int
    cells: tuple[str, ...]


def within_limits(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines that hold anything, blank cells at their ends cut off."""
    for line in lines:
        cells = _without_blank_end(line.cells)
        if not cells:
            continue
        if line.number > MOST_ROWS:
            raise UnreadableFileError(
                _("It has more than %d rows; divide it into several files.") % MOST_ROWS
            )
        if len(cells) > MOST_COLUMNS:
            raise UnreadableFileError(
                _("Row %(row)d has more than %(most)d columns.")
                % {"row": line.number, "most": MOST_COLUMNS}
            )
        yield Line(line.number, cells)


def _without_blank_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]
