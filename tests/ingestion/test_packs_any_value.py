"""Whatever stands in a field, a pack is read or refused in words, never a crash."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from ingestion.packs.complaints import BrokenPackError, Complaint, Place
from ingestion.packs.files import KINDS, Document
from ingestion.packs.reading import pack_of

from .small_pack import small_pack

ODD: list[Any] = [
    None,
    True,
    -7,
    1e308,
    "",
    "x",
    "2021-13",
    b"x",
    [],
    [[]],
    {},
    {"a": 1},
]


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every field and item below a value."""
    parts = value.items() if isinstance(value, dict) else enumerate(value)
    for key, below in parts:
        yield (*path, key)
        if isinstance(below, dict | list):
            yield from places(below, (*path, key))


def at(pack: dict[str, Any], path: tuple[Any, ...]) -> tuple[Any, Any]:
    """The place that holds the last step of a path, and that step."""
    place: Any = pack
    for step in path[:-1]:
        place = place[step]
    return place, path[-1]


def read(pack: dict[str, Any]) -> list[Complaint]:
    """The complaints about the contents of a pack."""
    complaints: list[Complaint] = []
    order = list(KINDS)
    found = sorted(
        (next(order.index(mark) for mark in KINDS if mark in content), name, content)
        for name, content in pack.items()
        if isinstance(content, dict) and set(KINDS) & set(content)
    )
    documents = [
        Document(KINDS[order[number]], content, Place(name, "", complaints))
        for number, name, content in found
    ]
    try:
        pack_of(documents, complaints)
    except BrokenPackError as error:
        return error.complaints
    return []


@pytest.mark.django_db
class AnyValueTests:
    @pytest.mark.parametrize("odd", ODD, ids=repr)
    def test_an_odd_value_anywhere_is_no_crash(self, odd):
        pack = small_pack()
        found = 0
        for path in list(places(pack)):
            place, last = at(pack, path)
            kept, place[last] = place[last], odd
            found += len(read(pack))
            place[last] = kept

        assert found
        assert read(pack) == []

    def test_a_missing_field_anywhere_is_no_crash(self):
        whole, found = small_pack(), 0
        for path in list(places(whole)):
            pack = deepcopy(whole)
            place, last = at(pack, path)
            del place[last]
            found += len(read(pack))

        assert found
