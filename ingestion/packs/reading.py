"""From the paths of a pack to its rows, or to everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from . import agencies, indicators, release, reports, second_reading
from .complaints import BrokenPackError, Complaint, Place
from .files import Document, documents
from .known import Known
from .rows import Pack, Release, Row

Reader = Callable[[object, Place, Known], list[Row]]

READERS: dict[str, Reader] = {
    "agencies": agencies.read,
    "report": reports.read,
    "indicators": indicators.read,
    "second reading": second_reading.read,
}


def read_pack(paths: Iterable[str]) -> Pack:
    """The pack at these folders or files; BrokenPackError with every complaint."""
    complaints: list[Complaint] = []
    return pack_of(documents(paths, complaints), complaints)


def pack_of(found: list[Document], complaints: list[Complaint]) -> Pack:
    """The pack that these documents make up, unless something is wrong with it.

    complaints: those found so far, to which the places of the documents add.
    """
    known = Known.of_record()
    rows: list[Row] = []
    for document in found:
        if document.kind in READERS:
            reader = READERS[document.kind]
            rows += reader(document.content, document.place, known)
    released = _release(found)
    if released:
        release.check(released, known)
        release.mark(rows, released)
    _refuse_twice(rows)
    if complaints:
        raise BrokenPackError(complaints)
    return Pack(rows, released)


def _release(found: list[Document]) -> Release | None:
    heads = [document for document in found if document.kind == "release"]
    for document in heads[1:]:
        document.place.complain("a second release file")
    return release.read(heads[0].content, heads[0].place) if heads else None


def _refuse_twice(rows: list[Row]) -> None:
    seen: set[tuple[object, ...]] = set()
    for row in rows:
        name = (row.kind, *row.key)
        if name in seen:
            row.place.complain(f"{row.kind} {row.reference} is given twice")
        seen.add(name)
