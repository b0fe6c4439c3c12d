"""Which part of a file a client asks for (RFC 9110, section 14): one range, or all."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.http import HttpRequest

from scorecard.last_modified import is_told

ONE_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


@dataclass(frozen=True)
class Span:
    """The bytes to be sent, both ends included, and the status that goes with it."""

    first: int
    last: int
    status: int

    @property
    def length(self) -> int:
        """How many bytes that is."""
        return self.last - self.first + 1


def wants_part(request: HttpRequest, tag: str, changed: str | None) -> bool:
    """Whether a part is asked for of what would be sent now.

    A client that has begun with another state of the record (``If-Range``) gets the
    whole file. Several ranges at once are not served in parts, nor is HEAD.
    """
    asked = request.headers.get("Range", "")
    if request.method != "GET" or not _ends(asked):
        return False
    condition = request.headers.get("If-Range")
    return condition is None or condition == tag or is_told(condition, changed)


def _ends(asked: str) -> tuple[str, str] | None:
    match = ONE_RANGE.fullmatch(asked.replace(" ", ""))
    if match is None or not (match[1] or match[2]):
        return None
    if match[1] and match[2] and int(match[1]) > int(match[2]):
        return None
    return match[1], match[2]


def asked_for(part: str, size: int) -> Span | None:
    """The part asked for of so many bytes; None where it has no such bytes.

    part: the header ``Range``, understood by ``wants_part``; empty for the whole.
    """
    ends = _ends(part)
    if ends is None:
        return Span(0, size - 1, 200)
    first, last = ends
    if not first:
        length = min(int(last), size)
        return Span(size - length, size - 1, 206) if length else None
    if int(first) >= size:
        return None
    return Span(int(first), min(int(last) if last else size, size - 1), 206)
