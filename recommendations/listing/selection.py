"""Which rows fit the filters, and how many would fit each other choice."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from functools import cached_property, reduce
from typing import Any

import numpy as np

from ..choices import Role
from .columns import CODED, Array, Columns

NAMED = "agency and role"
KEPT_COUNTS = 2000


class Selection:
    """The rows that fit the filters of an address.

    key: what the filters say, where their counts are worth keeping: other pages and
    orders of the same filters need them again. masks: a filter's name to the rows that
    pass it. The agencies and roles asked for stand apart, since a row has to name one
    of those in one of these.
    """

    def __init__(
        self,
        columns: Columns,
        masks: Mapping[str, Array],
        agencies: Collection[int] = (),
        roles: Collection[str] = (),
        key: Hashable | None = None,
    ) -> None:
        self.key = key
        self.columns = columns
        self.masks = dict(masks)
        self.agencies, self.roles = agencies, roles
        if agencies or roles:
            self.masks[NAMED] = naming(columns, agencies, roles)

    @cached_property
    def fitting(self) -> Array:
        """Where the rows stand that fit all filters."""
        return self._beside()

    def _beside(self, without: str = "") -> Array:
        """Where the rows stand that fit all filters but one."""
        if without and without not in self.masks:
            return self.fitting
        kept = [mask for name, mask in self.masks.items() if name != without]
        if not kept:
            return self.columns.everywhere
        return np.flatnonzero(reduce(np.logical_and, kept))

    def counts(self, name: str) -> dict[int | str, int]:
        """How many rows each choice of a filter would leave beside the others.

        Codes by their word, reports, categories and agencies by their id; what
        would leave nothing is left out.
        """
        own = "" if name in ("agency", "role") else name
        key = self.key if set(self.masks) - {own} else ()
        if key is None:
            return self._counts(name)
        kept: dict[Any, Any] = self.columns.memo.setdefault("counts", {})
        if (key, name) not in kept:
            if len(kept) >= KEPT_COUNTS:
                kept.clear()
            kept[key, name] = self._counts(name)
        found: dict[int | str, int] = kept[key, name]
        return found

    def _counts(self, name: str) -> dict[int | str, int]:
        if name in CODED:
            codes = CODED[name][1]
            column = self.columns.codes[name]
            found = np.bincount(column[self._beside(name)] + 1, minlength=1)
            return {codes[n - 1]: int(c) for n, c in enumerate(found) if c and n}
        if name in ("report", "category"):
            column = getattr(self.columns, name)
            return _counted(np.bincount(column[self._beside(name)]))
        if name == "role":
            return self._roles()
        return self._agencies()

    @cached_property
    def _links(self) -> Array:
        """The links of the rows that fit all but the agencies and roles, row by row."""
        return self.columns.links_of_rows(self._beside(NAMED))

    def _agencies(self) -> dict[int | str, int]:
        """A recommendation names an agency once, so its links are its rows."""
        links = _in_role(self.columns, self._links, self.roles)
        return _counted(np.bincount(self.columns.link_agencies[links]))

    def _roles(self) -> dict[int | str, int]:
        columns, links = self.columns, self._links
        if self.agencies:
            named = columns.link_agencies[links]
            links = links[of_ids(named, self.agencies)]
        found: dict[int | str, int] = {}
        for code in Role.values:
            rows = columns.link_rows[_in_role(columns, links, [code])]
            if len(rows):
                found[code] = 1 + int(np.count_nonzero(rows[1:] != rows[:-1]))
        return found


def of_codes(columns: Columns, name: str, codes: Iterable[str]) -> Array:
    """Rows whose code is one of these."""
    vocabulary = CODED[name][1]
    places = [vocabulary.index(code) for code in codes]
    column = columns.codes[name]
    if len(places) == 1:
        return _equal(column, places[0])
    wanted = np.zeros(len(vocabulary) + 1, dtype=bool)
    wanted[places] = True
    found: Array = wanted[column]
    return found


def of_ids(column: Array, ids: Iterable[int]) -> Array:
    """Rows whose column holds one of these ids."""
    few = np.fromiter(ids, dtype=np.int64)
    if len(few) == 1:
        return _equal(column, few[0])
    wanted = np.zeros(1 + max(column.max(initial=0), few.max(initial=0)), dtype=bool)
    wanted[few] = True
    found: Array = wanted[column]
    return found


def _equal(column: Array, value: Any) -> Array:
    """The same for one value, which takes a tenth of the time."""
    found: Array = column == value
    return found


def naming(
    columns: Columns, agencies: Collection[int], roles: Collection[str]
) -> Array:
    """Rows that name one of these agencies in one of these roles; empty means any."""
    links = columns.links_of_agencies(agencies) if agencies else columns.held_links
    fits = np.zeros(len(columns), dtype=bool)
    fits[columns.link_rows[_in_role(columns, links, roles)]] = True
    return fits


def _in_role(columns: Columns, links: Array, roles: Collection[str]) -> Array:
    """Those of the links that are of one of these roles; of any where none is named."""
    if len(set(roles)) != 1:
        return links
    lead = columns.link_leads[links]
    found: Array = links[lead if Role.LEAD in roles else ~lead]
    return found


def _counted(found: Array) -> dict[int | str, int]:
    ids = np.flatnonzero(found)
    return dict(zip(ids.tolist(), found[ids].tolist(), strict=True))
