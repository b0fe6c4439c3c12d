"""JSON as it leaves the site: one object; the document closes only when it is whole.

Unknown and not applicable are both null; ``unknown`` beside a row's values says of
which of them something exists that is not known, and why. The last members are the
number of rows and ``complete``: a file that broke off is no JSON at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

import orjson

from ..datasets import Dataset, Record, Unknown
from ..extract import Extract

BATCH = 500
OPTIONS = orjson.OPT_UTC_Z | orjson.OPT_OMIT_MICROSECONDS
UNKNOWN = "unknown"


def json_chunks(extract: Extract) -> Iterator[bytes]:
    """The file in pieces, one row on a line."""
    head = orjson.dumps(dict(extract.about()))
    yield head[:-1] + b',"rows":['
    count, first = 0, True
    for rows in _batches(extract.rows):
        lines = b",\n".join(_lines(extract.dataset, rows))
        yield (b"\n" if first else b",\n") + lines
        count, first = count + len(rows), False
    yield b'\n],"n_rows":%d,"complete":true}\n' % count


def json_row(dataset: Dataset, record: Record) -> dict[str, Any]:
    """One row as JSON has it: null for every unknown, and beside it which and why."""
    row: dict[str, Any] = dict(zip(dataset.names, record, strict=True))
    why = {name: value for name, value in row.items() if value.__class__ is Unknown}
    for name in why:
        row[name] = None
    row[UNKNOWN] = {name: value.value for name, value in why.items()}
    return row


def _lines(dataset: Dataset, rows: list[Record]) -> Iterator[bytes]:
    for record in rows:
        yield orjson.dumps(json_row(dataset, record), option=OPTIONS)


def _batches(rows: Iterable[Record]) -> Iterator[list[Record]]:
    rest = iter(rows)
    while batch := list(islice(rest, BATCH)):
        yield batch
