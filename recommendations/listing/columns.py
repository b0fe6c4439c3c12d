"""What the list can be filtered, counted and sorted by, as arrays, for one view."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from itertools import islice, pairwise
from typing import Any

import numpy as np
from django.db.models import CharField, F
from django.db.models.functions import Cast

from ..as_of import AsOf
from ..choices import AskStatus, Confidence, Priority, ResponseKind, Schedule
from ..models import Recommendation, Responsibility
from ..models.stood import steps_in_short
from ..streamed import streamed

Array = np.ndarray[Any, Any]

CODED: dict[str, tuple[str, list[str]]] = {
    "status": ("stood_status", AskStatus.values),
    "response": ("stood_response", ResponseKind.values),
    "schedule": ("stood_schedule", Schedule.values),
    "priority": ("priority", Priority.values),
    "confidence": ("stood_confidence", Confidence.values),
}
"""Columns of a vocabulary: what the record calls them, and their codes in order."""

DATED = {
    "due": "stood_due_on",
    "issued": "issued_on",
    "assessed": "stood_assessed_on",
    "verified": "stood_verified_on",
}
SCORED = {
    "score": "stood_score",
    "coverage": "stood_coverage",
    "low": "stood_low",
    "high": "stood_high",
    "weight": "weight",
}
OF_LINKS = (
    "link rows",
    "link agencies",
    "link leads",
    "held links",
    "link spans",
    "links by agency",
    "agencies in order",
)
"""What is worked out from the links and the ids alone."""

KEYS = ("id", "report_id", "category_id", "position", "listed_in")
CHUNK = 5000
N_STEPS = len(AskStatus)
PLACES = [{code: n for n, code in enumerate(codes)} for _name, codes in CODED.values()]
BOUNDS = np.cumsum([0, *map(len, (KEYS, CODED, SCORED, DATED)), 2]).tolist()
"""Where each kind of column begins and ends in a row."""


@dataclass(frozen=True)
class Columns:
    """The recommendations of one view, in the order of their ids.

    Codes are places in their vocabulary, -1 for none; days are ordinals, 0 for
    none; scores are NaN for none, and ``weight`` where no reason sets one. ``steps``
    counts the asks at each status. ``titles`` are hashes, to notice that one changed.
    ``linked`` is one row for each named agency: recommendation, agency, is lead;
    those of one recommendation stand together. ``versions`` are the record versions
    in which the rows last changed.
    """

    ids: Array
    report: Array
    category: Array
    position: Array
    titles: Array
    versions: Array
    codes: dict[str, Array]
    days: dict[str, Array]
    scores: dict[str, Array]
    steps: Array
    linked: Array
    memo: dict[Any, Any] = field(default_factory=dict, compare=False)

    def __len__(self) -> int:
        return len(self.ids)

    def rows_of(self, ids: Array) -> Array:
        """Where these ids stand; those that the view lacks are left out."""
        places = np.searchsorted(self.ids, ids)
        found: Array = places[np.append(self.ids, -1)[places] == ids]
        return found

    def leads_of(self, rows: Array) -> list[list[int]]:
        """Ids of the agencies that lead each of these rows, in their order."""
        first, last = self._spans_of(rows)
        found = []
        for begun, ended in zip(first.tolist(), last.tolist(), strict=True):
            leads = self.link_leads[begun:ended]
            found.append(self.link_agencies[begun:ended][leads].tolist())
        return found

    def version_of(self, report: int) -> int:
        """The record version in which a row of a report last changed; 0 without any."""
        if "report versions" not in self.memo:
            latest = np.zeros(int(self.report.max(initial=0)) + 1, dtype=np.int64)
            rising = np.argsort(self.versions, kind="stable")
            latest[self.report[rising]] = self.versions[rising]  # the last one stays
            self.memo["report versions"] = latest
        latest = self.memo["report versions"]
        return int(latest[report]) if report < len(latest) else 0

    @property
    def link_rows(self) -> Array:
        """The row of each link; -1 where the view lacks it."""
        return self._kept("link rows", self._link_rows)

    @property
    def link_agencies(self) -> Array:
        """The agency of each link, close together in memory."""
        return self._kept("link agencies", lambda: self.linked[:, 1].astype(np.int32))

    @property
    def link_leads(self) -> Array:
        """Whether the agency of each link leads, likewise."""
        return self._kept("link leads", lambda: self.linked[:, 2] == 1)

    @property
    def everywhere(self) -> Array:
        """The places of all rows."""
        return self._kept("everywhere", lambda: np.arange(len(self)))

    @property
    def held_links(self) -> Array:
        """The places of the links whose recommendation the view holds."""
        return self._kept("held links", lambda: np.flatnonzero(self.link_rows >= 0))

    def links_of_rows(self, rows: Array) -> Array:
        """The places of the links of these rows."""
        if len(rows) == len(self):
            return self.held_links
        first, last = self._spans_of(rows)
        n_links = last - first
        before = np.cumsum(n_links) - n_links
        found: Array = np.arange(n_links.sum()) + np.repeat(first - before, n_links)
        return found

    def _spans_of(self, rows: Array) -> Array:
        return self._kept("link spans", self._link_spans)[:, rows]

    def _link_spans(self) -> Array:
        """Where the links of each row begin and end."""
        owners = np.ascontiguousarray(self.linked[:, 0])
        return np.array(
            [np.searchsorted(owners, self.ids, s) for s in ("left", "right")]
        )

    def links_of_agencies(self, agencies: Collection[int]) -> Array:
        """The places of the links of these agencies that the view holds."""
        order = self._kept("links by agency", self._links_by_agency)
        named = self._kept("agencies in order", lambda: self.link_agencies[order])
        found = [
            order[slice(*np.searchsorted(named, [agency, agency + 1]))]
            for agency in agencies
        ]
        return np.concatenate(found)

    def _links_by_agency(self) -> Array:
        held = self.held_links
        return held[np.argsort(self.link_agencies[held], kind="stable")]

    def _link_rows(self) -> Array:
        owners = self.linked[:, 0]
        places = np.searchsorted(self.ids, owners)
        held = np.append(self.ids, -1)
        return np.where(held[places] == owners, places, -1).astype(np.int32)

    def _kept(self, name: str, make: Callable[[], Array]) -> Array:
        if name not in self.memo:
            self.memo[name] = make()
        found: Array = self.memo[name]
        return found

    def changed(self, ids: Collection[int], fresh: Columns) -> Columns:
        """The same with these recommendations as they are in ``fresh``."""
        gone = np.array(sorted(ids), dtype=np.int64)
        at = self.rows_of(fresh.ids)
        if len(at) == len(fresh) == len(self.rows_of(gone)):
            return self._merged(gone, fresh, lambda old, new: _put(old, at, new))
        kept = ~np.isin(self.ids, gone)
        order = np.argsort(np.concatenate([self.ids[kept], fresh.ids]), kind="stable")
        return self._merged(
            gone, fresh, lambda old, new: np.concatenate([old[kept], new])[order]
        )

    def _merged(
        self, gone: Array, fresh: Columns, merged: Callable[[Array, Array], Array]
    ) -> Columns:
        """Every column merged; of what was worked out, that which is still true."""
        made = replace(
            self,
            ids=merged(self.ids, fresh.ids),
            report=merged(self.report, fresh.report),
            category=merged(self.category, fresh.category),
            position=merged(self.position, fresh.position),
            titles=merged(self.titles, fresh.titles),
            versions=merged(self.versions, fresh.versions),
            codes={n: merged(old, fresh.codes[n]) for n, old in self.codes.items()},
            days={n: merged(old, fresh.days[n]) for n, old in self.days.items()},
            scores={n: merged(old, fresh.scores[n]) for n, old in self.scores.items()},
            steps=merged(self.steps, fresh.steps),
            linked=self._links_merged(gone, fresh),
            memo={},
        )
        still = set(OF_LINKS) if made.linked is self.linked else set()
        if np.array_equal(made.titles, self.titles):
            still.add("title ranks")
        if np.array_equal(made.ids, self.ids):
            made.memo.update({k: v for k, v in self.memo.items() if k in still})
        return made

    def _links_merged(self, gone: Array, fresh: Columns) -> Array:
        """The links; the very same array where none of them is another one."""
        of_gone = np.isin(self.linked[:, 0], gone)
        if np.array_equal(self.linked[of_gone], fresh.linked):
            return self.linked
        return _together(np.concatenate([self.linked[~of_gone], fresh.linked]))


def load(
    view: AsOf, only: Collection[int] | None = None, report: int | None = None
) -> Columns:
    """Read the columns of a view; of a few recommendations where ``only`` is given,
    of those of one report where ``report`` is.
    """
    rows = Recommendation.objects.public().standing_in(view, with_sums=True)
    if only is not None:
        rows = rows.filter(id__in=list(only))
    if report is not None:
        rows = rows.filter(report=report)
    names = [
        *KEYS,
        *(column for column, _codes in CODED.values()),
        *SCORED.values(),
        *(f"{name}_text" for name in DATED),
        "stood_steps",
        "title",
    ]
    texts = {f"{name}_text": Cast(F(col), CharField()) for name, col in DATED.items()}
    found = rows.order_by("id").annotate(**texts).values_list(*names)
    in_part = only is not None or report is not None
    return _columns(_read(found, in_part), _links(only, report))


def _read(rows: Any, in_part: bool) -> Iterator[tuple[Any, ...]]:
    """The rows: in pieces, or at once where they are a part of the record.

    PostgreSQL plans what is read in pieces so that the first come soon, which may mean
    passing over all rows in the order asked for.
    """
    return iter(rows) if in_part else streamed(rows, CHUNK)


def _columns(rows: Iterator[tuple[Any, ...]], linked: Array) -> Columns:
    chunks = iter(lambda: list(islice(rows, CHUNK)), [])
    parts = [_arrays(chunk) for chunk in chunks] or [_arrays([])]
    held = [np.concatenate(arrays) for arrays in zip(*parts, strict=True)]
    keys, codes, scores, days, (steps, titles) = _by_kind(held)
    ids, report, category, position, versions = keys
    return Columns(
        ids=ids,
        report=report.astype(np.int32),
        category=category.astype(np.int32),
        position=position.astype(np.int32),
        titles=titles,
        versions=versions,
        codes=dict(zip(CODED, codes, strict=True)),
        days=dict(zip(DATED, days, strict=True)),
        scores=dict(zip(SCORED, scores, strict=True)),
        steps=steps,
        linked=linked,
    )


def _arrays(rows: list[tuple[Any, ...]]) -> list[Array]:
    """Some rows as one array for each column.

    Going through them column by column takes a third of the time of row by row.
    """
    columns = list(zip(*rows, strict=True)) or [()] * BOUNDS[-1]
    keys, codes, scores, days, (steps, titles) = _by_kind(columns)
    tallies = b"".join(map(_tally, steps))
    return [
        *(np.array(column, dtype=np.int64) for column in keys),
        *(
            np.array([places.get(code, -1) for code in column], dtype=np.int8)
            for column, places in zip(codes, PLACES, strict=True)
        ),
        *(np.array(column, dtype=np.float64) for column in scores),  # None gives NaN
        *(np.array([_ordinal(t) for t in column], dtype=np.int32) for column in days),
        np.frombuffer(tallies, dtype=np.uint16).reshape(-1, N_STEPS),
        np.array([hash(title) for title in titles], dtype=np.int64),
    ]


def _by_kind(columns: list[Any]) -> list[list[Any]]:
    """The columns of a row: keys, codes, scores, days, and then steps and title."""
    return [columns[first:last] for first, last in pairwise(BOUNDS)]


def _put(old: Array, at: Array, new: Array) -> Array:
    """A copy with other values at these places."""
    made = old.copy()
    made[at] = new
    return made


def _together(linked: Array) -> Array:
    return linked[np.argsort(linked[:, 0], kind="stable")]


@lru_cache(maxsize=50_000)
def _ordinal(text: str | None) -> int:
    return date.fromisoformat(text[:10]).toordinal() if text else 0


def _tally(text: str | None) -> bytes:
    """How many asks stand at each status, by its place, as two bytes each."""
    return _counted(steps_in_short(text or ""))


@lru_cache(maxsize=50_000)
def _counted(steps: str) -> bytes:
    return array("H", [steps.count(str(place)) for place in range(N_STEPS)]).tobytes()


def _links(only: Collection[int] | None, report: int | None) -> Array:
    rows = Responsibility.objects.order_by("recommendation_id", "position", "id")
    if only is not None:
        rows = rows.filter(recommendation__in=list(only))
    if report is not None:
        rows = rows.filter(recommendation__report=report)
    flat = array("q")
    found = rows.values_list("recommendation_id", "agency_id", "role")
    for owner, agency, role in _read(found, only is not None or report is not None):
        flat.extend((owner, agency, role == "lead"))
    return np.array(flat, dtype=np.int64).reshape(-1, 3)
