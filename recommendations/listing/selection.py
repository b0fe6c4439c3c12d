"""Which rows fit the filters, and how many would fit each other choice."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from functools import reduce
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

    def rows(self, without: Iterable[str] = ()) -> Array:
        """Whether each row fits all filters, some left out."""
        left = set(without)
        kept = [mask for name, mask in self.masks.items() if name not in left]
        if not kept:
            return np.ones(len(self.columns), dtype=bool)
        found: Array = reduce(np.logical_and, kept)
        return found

    def counts(self, name: str) -> dict[int | str, int]:
        """How many rows each choice of a filter would leave beside the others.

        Codes by their word, reports, categories and agencies by their id; what
        would leave nothing is left out.
        """
        if self.key is None:
            return self._counts(name)
        kept: dict[Any, Any] = self.columns.memo.setdefault("counts", {})
        key = (self.key, name)
        if key not in kept:
            if len(kept) >= KEPT_COUNTS:
                kept.clear()
            kept[key] = self._counts(name)
        found: dict[int | str, int] = kept[key]
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

    def _beside(self, *names: str) -> Array:
        return np.flatnonzero(self.rows(without=names))

    def _agencies(self) -> dict[int | str, int]:
        """A recommendation names an agency once, so its links are its rows."""
        links = self._links_beside() & _in_role(self.columns, self.roles)
        return _counted(np.bincount(self.columns.link_agencies[links]))

    def _roles(self) -> dict[int | str, int]:
        columns = self.columns
        links = self._links_beside() & _of_agencies(columns, self.agencies)
        found: dict[int | str, int] = {}
        for code in Role.values:
            named = np.zeros(len(columns), dtype=bool)
            named[columns.link_rows[links & _in_role(columns, [code])]] = True
            found[code] = int(np.count_nonzero(named))
        return {code: count for code, count in found.items() if count}

    def _links_beside(self) -> Array:
        """Links whose recommendation fits all filters but those of agencies."""
        fits: Array = np.append(self.rows(without=[NAMED]), False)
        return fits[self.columns.link_rows]


def of_codes(columns: Columns, name: str, codes: Iterable[str]) -> Array:
    """Rows whose code is one of these."""
    places = CODED[name][1]
    wanted = np.zeros(len(places) + 1, dtype=bool)
    wanted[[places.index(code) for code in codes]] = True
    found: Array = wanted[columns.codes[name]]
    return found


def of_ids(column: Array, ids: Iterable[int]) -> Array:
    """Rows whose column holds one of these ids."""
    wanted = np.fromiter(ids, dtype=np.int64)
    return np.isin(column, wanted)


def naming(
    columns: Columns, agencies: Collection[int], roles: Collection[str]
) -> Array:
    """Rows that name one of these agencies in one of these roles; empty means any."""
    links = _of_agencies(columns, agencies) & _in_role(columns, roles)
    fits = np.zeros(len(columns) + 1, dtype=bool)
    fits[columns.link_rows[links]] = True
    fits[-1] = False
    return fits[:-1]


def _of_agencies(columns: Columns, agencies: Collection[int]) -> Array:
    if not agencies:
        return np.ones(len(columns.linked), dtype=bool)
    return np.isin(columns.link_agencies, list(agencies))


def _in_role(columns: Columns, roles: Collection[str]) -> Array:
    if len(set(roles)) != 1:
        return np.ones(len(columns.linked), dtype=bool)
    return columns.link_leads if Role.LEAD in roles else ~columns.link_leads


def _counted(found: Array) -> dict[int | str, int]:
    return {int(id_): int(found[id_]) for id_ in np.flatnonzero(found)}
