r"""CSV as it leaves the site: RFC 4180 in UTF-8, one header row, no trailer row.

A file ends with a line break only when it is whole: each row's line break is written
before the next row, the last one when all rows have been. A stream that breaks off in
the site ends in the words of ``BROKEN`` and is cut, so that no client takes it for
finished.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from ..datasets import Dataset, Record
from ..extract import Extract
from .cells import column_of_text

BOM = "\ufeff"
BATCH = 500
BROKEN = "\r\n!! INCOMPLETE: the site failed while it wrote this file !!"


def csv_chunks(extract: Extract, *, bom: bool) -> Iterator[bytes]:
    """The file in pieces; the header alone is the first, at once.

    bom: with the mark by which Excel knows UTF-8. Downloads have it; the files of a
    package do not, since their metadata name the encoding.
    """
    yield ((BOM if bom else "") + header(extract.dataset)).encode()
    try:
        for lines in _batches(extract.dataset, extract.rows):
            yield ("\r\n" + lines).encode()
    except Exception:
        yield BROKEN.encode()
        raise
    yield b"\r\n"


def header(dataset: Dataset) -> str:
    """The first line, without its line break."""
    return ",".join(dataset.names)


def _batches(dataset: Dataset, rows: Iterable[Record]) -> Iterator[str]:
    """Lines of up to ``BATCH`` rows, without the last line break."""
    makes = [column_of_text(column) for column in dataset.columns]
    rest = iter(rows)
    while batch := list(islice(rest, BATCH)):
        columns = zip(makes, zip(*batch, strict=True), strict=True)
        cells = zip(*(make(values) for make, values in columns), strict=True)
        yield "\r\n".join(map(",".join, cells))
