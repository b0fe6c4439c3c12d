"""Where a walk through a list stands: numbers alone, so that any cursor is a place.

A cursor is one to three natural numbers joined by hyphens. What they mean is the
business of the walk that made them; to a client they mean nothing.
"""

from __future__ import annotations

import re
import struct
import zlib
from typing import TypeAlias

PATTERN = r"^[0-9]{1,18}(-[0-9]{1,19}){0,2}$"
MOST = 2**63 - 1

Cursor: TypeAlias = tuple[int, ...]


def parse(text: str) -> Cursor | None:
    """The numbers of a cursor; None where the text is none."""
    if not re.fullmatch(PATTERN.strip("^$"), text, re.ASCII):
        return None
    return tuple(min(int(part), MOST) for part in text.split("-"))


def written(cursor: Cursor) -> str:
    """A cursor as it stands in an address."""
    return "-".join(map(str, cursor))


def mark(*texts: object) -> int:
    """A number for a row that has a key but none of its own."""
    return zlib.crc32("\0".join(map(str, texts)).encode())


def number_of(value: float) -> int:
    """A value that lists are sorted by, 0 or more, exactly, as a natural number."""
    (bits,) = struct.unpack(">Q", struct.pack(">d", float(value)))
    return int(bits)


def score_of(number: int) -> float:
    """The other way round; what is not a number counts as 0."""
    (value,) = struct.unpack(">d", struct.pack(">Q", number))
    return float(value) if value == value and abs(value) < 1e9 else 0.0
