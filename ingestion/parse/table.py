"""What every reader yields, and the limits that every file is held to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

MOST_BYTES = 60 * 1024 * 1024
MOST_ROWS = 200_000
MOST_COLUMNS = 300
LONGEST_CELL = 100_000

# Between the parts of a cell that holds a list (JSON has lists; a mapping may name
# several headers for one field).
LIST_JOINT = "\x1f"


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
                f"It has more than {MOST_ROWS} rows; divide it into several files."
            )
        if len(cells) > MOST_COLUMNS:
            raise UnreadableFileError(
                f"Row {line.number} has more than {MOST_COLUMNS} columns."
            )
        yield Line(line.number, cells)


def _without_blank_end(cells: tuple[str, ...]) -> tuple[str, ...]:
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return cells[:end]
