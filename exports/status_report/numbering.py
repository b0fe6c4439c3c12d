"""Numbers sources in the order in which they are first cited."""

from __future__ import annotations

from typing import Any

from .content import Source


class Numbering:
    """Gives every source its number; the same page with the same tier has one.

    A page of which something was verified in one place and not in another is two.
    """

    def __init__(self) -> None:
        self._numbers: dict[tuple[object, ...], Source] = {}

    def of(self, row: Any) -> int:
        """The number of a source, a new one where it is cited for the first time."""
        key = (
            row.url or (row.publisher, row.title),
            row.published_on,
            row.tier,
            row.is_verified,
            row.note,
        )
        if key not in self._numbers:
            self._numbers[key] = _source(row, len(self._numbers) + 1)
        return self._numbers[key].number

    @property
    def sources(self) -> tuple[Source, ...]:
        """All of them, in order of their numbers."""
        return tuple(self._numbers.values())


def _source(row: Any, number: int) -> Source:
    return Source(
        number=number,
        tier=row.tier,
        title=row.title,
        title_is_described=row.title_status == "described",
        publisher=row.publisher,
        via=row.via,
        published=row.published,
        url=row.url,
        archived_url=row.archived_url,
        is_verified=row.is_verified,
        note=row.note,
    )
