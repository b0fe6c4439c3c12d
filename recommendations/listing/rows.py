"""Recommendations of the list as objects, in its order, a slice at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, overload

from ..as_of import AsOf
from ..models import Recommendation
from .columns import Array

CHUNK = 500


class OrderedRows:
    """Like a queryset that can be counted, sliced and walked through once or often.

    Only the rows of a slice are read; none has to be skipped to get there.
    """

    def __init__(self, ids: Array, view: AsOf) -> None:
        self._ids = ids
        self._view = view

    def __len__(self) -> int:
        return len(self._ids)

    def count(self) -> int:
        """How many there are; costs nothing."""
        return len(self._ids)

    @overload
    def __getitem__(self, place: int) -> Any: ...

    @overload
    def __getitem__(self, place: slice) -> list[Any]: ...

    def __getitem__(self, place: int | slice) -> Any:
        if isinstance(place, slice):
            return self._read(self._ids[place])
        return self._read(self._ids[[place]])[0]

    def __iter__(self) -> Iterator[Any]:
        for start in range(0, len(self), CHUNK):
            yield from self[start : start + CHUNK]

    def _read(self, ids: Array) -> list[Any]:
        wanted = ids.tolist()
        rows = Recommendation.objects.public().standing_in(self._view)
        found = rows.select_related("report").in_bulk(wanted)
        return [found[id_] for id_ in wanted if id_ in found]
