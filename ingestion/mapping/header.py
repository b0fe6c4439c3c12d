"""Finds the header of a file and the place of each mapped column in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path

from django.utils.translation import gettext as _

from ..parse import content
from ..parse.table import Line, UnreadableFileError
from .fields import FIELDS, ROW_NUMBER, bare
from .guess import guessed
from .mapping import Mapping

LOOKED_THROUGH = 60


@dataclass(frozen=True)
class OpenedFile:
    """A file with its header found: its names, its row, and the rows below it."""

    headers: tuple[str, ...]
    header_row: int
    lines: Iterator[Line]


def opened(file: Path, mapping: Mapping) -> OpenedFile:
    """Open a file and stop below its header.

    Of several sheets that whose header is most like the one looked for is taken.
    """
    sheets = [] if mapping.sheet else content.sheets(file)
    if len(sheets) > 1:
        candidates = (replace(mapping, sheet=name) for name in sheets)
        mapping = max(candidates, key=lambda one: _sheet_likeness(file, one))
    return _opened(file, mapping)


def _sheet_likeness(file: Path, mapping: Mapping) -> int:
    lines = content.rows(file, sheet=mapping.sheet)
    head = islice(lines, LOOKED_THROUGH)
    return max((_likeness(line, mapping) for line in head), default=0)


def _opened(file: Path, mapping: Mapping) -> OpenedFile:
    lines = content.rows(
        file,
        encoding=mapping.encoding,
        separator=mapping.separator,
        sheet=mapping.sheet,
    )
    head = list(islice(lines, LOOKED_THROUGH))
    if mapping.header_row:
        skipped = chain(head, lines)
        for line in skipped:
            if line.number == mapping.header_row:
                return OpenedFile(line.cells, line.number, skipped)
        raise UnreadableFileError(
            _("Row %d is no header: it is empty.") % mapping.header_row
        )
    if not head:
        raise UnreadableFileError(_("The file holds no row."))
    place = max(range(len(head)), key=lambda i: (_likeness(head[i], mapping), -i))
    if not _likeness(head[place], mapping):
        place = _widest_first(head)
    found = head[place]
    return OpenedFile(found.cells, found.number, chain(head[place + 1 :], lines))


def _likeness(line: Line, mapping: Mapping) -> int:
    """How many names of the row are headers that are looked for."""
    if mapping.columns:
        wanted = {bare(one) for names in mapping.columns.values() for one in names}
        return sum(bare(cell) in wanted for cell in line.cells if cell)
    return len(guessed(line.cells).columns)


def _widest_first(head: list[Line]) -> int:
    """The first row with as many filled cells as most rows have."""
    filled = [sum(map(bool, line.cells)) for line in head]
    usual = sorted(filled)[len(filled) // 2]
    return next(i for i, n in enumerate(filled) if n >= usual)


def places(mapping: Mapping, headers: tuple[str, ...]) -> dict[str, tuple[int, ...]]:
    """Field to the places of its columns, -1 for the row's number.

    Refused where a header is missing or stands twice, since one of the two would
    be read and the other lost.
    """
    by_name: dict[str, list[int]] = {}
    for place, header in enumerate(headers):
        by_name.setdefault(bare(header), []).append(place)
    problems: list[str] = []
    found = {
        name: tuple(_place(name, one, by_name, problems) for one in wanted)
        for name, wanted in mapping.columns.items()
        if name in FIELDS
    }
    if problems:
        seen = ", ".join(f"“{header}”" for header in headers if header)
        told = _("Its headers are: %s.") % seen
        raise UnreadableFileError(" ".join([*problems, told]))
    return found


def _place(
    name: str, header: str, by_name: dict[str, list[int]], problems: list[str]
) -> int:
    if header == ROW_NUMBER:
        return -1
    found = by_name.get(bare(header), [])
    if len(found) == 1:
        return found[0]
    if found:
        told = _("The header “%(header)s” (%(field)s) stands in %(count)d columns.")
    else:
        told = _("There is no column “%(header)s” for %(field)s.")
    problems.append(told % {"header": header, "field": name, "count": len(found)})
    return 0
