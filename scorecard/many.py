"""Groups of very many recommendations, rolled up from the columns of the list.

Reading thousands of recommendations for the few that a page shows would take a second;
their columns are in memory (``recommendations/listing``), so sums cost milliseconds.
Figures are those that ``build`` gives for the same rows; only ``lines`` are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from math import fsum
from typing import Any

import numpy as np
from django.core.cache import cache

from recommendations.agreement import Agreement as ReportAgreement
from recommendations.as_of import AsOf
from recommendations.choices import AskStatus, Priority
from recommendations.listing.columns import Array, Columns, load
from recommendations.listing.store import listing

from . import method
from .build import Agreement, Counts, Group, Line, weight
from .code_version import code_version
from .sums import Sums

MANY = 250
"""Recommendations beyond which a group is rolled up from the columns.

Every line of some 300 would be half of what a first view may weigh (60 kB), and more
than anybody reads on a phone; the list has them all, to filter and to take away.
"""

KEPT_FOR_SECONDS = 24 * 60 * 60
STATUSES = AskStatus.values
REVERSED = STATUSES.index(AskStatus.REVERSED)
PRIORITIES = Priority.values


def columns_of(view: AsOf, report: int | None = None) -> Columns:
    """The columns of a view: those in memory, or of one report as of another day."""
    if view.is_today or report is None:
        return listing(view).columns
    return load(view, report=report)


def kept(
    name: str, report: int, columns: Columns, view: AsOf, make: Callable[[Array], Any]
) -> Any:
    """What ``make`` gives for the rows of a report, made again once one has changed."""
    places = np.flatnonzero(columns.report == report)
    state = f"{columns.version_of(report)}:{len(places)}" if len(places) else "none"
    seen = f"{view.on}:{view.known_at or 'now'}:{view.today}"
    key = f"{name}:{report}:{seen}:{state}:{code_version()}"
    found = cache.get(key)
    if found is None:
        found = make(places)
        cache.set(key, found, KEPT_FOR_SECONDS)
    return found


@dataclass
class Rows:
    """What some recommendations bring to a group: NaN for unknown, one row for each.

    weight: that with which it enters. status: places among the statuses. steps: how
    many of its asks stand at each.
    """

    ids: Array
    score: Array
    coverage: Array
    low: Array
    high: Array
    weight: Array
    status: Array
    steps: Array

    @classmethod
    def at(cls, columns: Columns, places: Array) -> Rows:
        """The rows at these places of the columns."""
        scores = columns.scores
        return cls(
            ids=columns.ids[places],
            score=scores["score"][places],
            coverage=scores["coverage"][places],
            low=scores["low"][places],
            high=scores["high"][places],
            weight=weights(columns)[places],
            status=columns.codes["status"][places],
            steps=columns.steps[places],
        )

    def narrow(self, line: Line) -> None:
        """Put a line that is judged on some of its asks in the place of its row."""
        found = np.flatnonzero(self.ids == line.id)
        for name in ("score", "coverage", "low", "high"):
            value = getattr(line, name)
            getattr(self, name)[found] = np.nan if value is None else value
        self.status[found] = STATUSES.index(line.status)
        asks = [STATUSES.index(ask.status) for ask in line.asks]
        self.steps[found] = np.bincount(asks, minlength=len(STATUSES))

    def only(self, kept: Array) -> Rows:
        """Some of them."""
        return Rows(*(getattr(self, column.name)[kept] for column in fields(self)))

    def rolled_up(self) -> method.GroupScore:
        """The method's roll-up of these rows."""
        held = ~np.isnan(self.coverage)
        scored = held & ~np.isnan(self.score)
        return method.rollup_applicable(
            method.Applicable(
                coverages=self.coverage[held].tolist(),
                lows=self.low[held].tolist(),
                highs=self.high[held].tolist(),
                weights=self.weight[held].tolist(),
                scores=self.score[scored].tolist(),
                scored_weights=self.weight[scored].tolist(),
            )
        )

    def sums(self, title: str, url: str) -> Sums:
        """What they bring to the score of a group they are a part of."""
        held = ~np.isnan(self.coverage)
        scored = held & ~np.isnan(self.score)
        return Sums(
            title=title,
            url=url,
            n=int(held.sum()),
            n_scored=int(scored.sum()),
            weight=fsum(self.weight[scored].tolist()),
            points=fsum((self.weight[scored] * self.score[scored]).tolist()),
        )


def weights(columns: Columns) -> Array:
    """The weight of each row, by ``build.weight``."""
    if "weights" not in columns.memo:
        own, priority = columns.scores["weight"], columns.codes["priority"]
        usual = np.array([weight(None, code) for code in PRIORITIES] + [1.0])
        columns.memo["weights"] = np.where(np.isnan(own), usual[priority], own)
    found: Array = columns.memo["weights"]
    return found


def group(kind: str, key: str, rows: Rows, **names: Any) -> Group:
    """One row of a scorecard, as ``build.group`` gives it, without its lines."""
    result = rows.rolled_up()
    return Group(
        kind=kind,
        key=key,
        title=names.pop("title", ""),
        title_es=names.pop("title_es", ""),
        lines=(),
        counts=_counts(np.bincount(rows.status, minlength=len(STATUSES))),
        ask_counts=_counts(rows.steps.sum(axis=0, dtype=np.int64)),
        n=result["n"],
        n_scored=result["n_scored"],
        score=result["score"],
        coverage=result["coverage"],
        low=result["low"],
        high=result["high"],
        level=result["level"],
        n_reversed=int((rows.steps[:, REVERSED] > 0).sum()),
        **names,
    )


def _counts(numbers: Array) -> Counts:
    return Counts.in_order(dict(zip(STATUSES, numbers.tolist(), strict=True)))


def agency_group(
    columns: Columns, links: Array, narrowed: Sequence[Line], **names: Any
) -> tuple[Group, Rows]:
    """What an agency is named for, as ``build.agency_group`` gives it.

    links: its rows of ``columns.linked`` with the place of each as a fourth column.
    narrowed: lines already narrowed to the asks that name it.
    """
    rows = Rows.at(columns, links[:, 3])
    is_lead = links[:, 2] == 1
    rows.weight = rows.weight * np.where(is_lead, 1.0, method.role_weight("supporting"))
    for line in narrowed:
        rows.narrow(line)
    n_lead = int(is_lead.sum())
    found = group(
        "agency", rows=rows, n_lead=n_lead, n_supporting=len(links) - n_lead, **names
    )
    return found, rows


def links_in(
    columns: Columns,
    places: Array | None = None,
    agencies: Sequence[int] | None = None,
) -> dict[int, Array]:
    """Agency id to its links that the view holds, each with its place.

    Only those of the rows at ``places``, or only those of ``agencies``.
    """
    if places is not None:
        found = columns.links_of_rows(places)
    elif agencies is not None:
        found = columns.links_of_agencies(agencies)
    else:
        found = columns.held_links
    links = np.column_stack([columns.linked[found], columns.link_rows[found]])
    return _parted(links, links[:, 1])


def links_of(columns: Columns, agency: int) -> Array:
    """The same of one agency; none where the view holds none."""
    found = links_in(columns, agencies=[agency])
    return found.get(agency, np.empty((0, 4), dtype=np.int64))


def by_number(found: Mapping[int, Array]) -> list[int]:
    """Agencies, those named most often first."""
    return sorted(found, key=lambda id_: (-len(found[id_]), id_))


def agreement_of(found: ReportAgreement) -> Agreement:
    """A report's agreement as its scorecard carries it."""
    return Agreement(found.alpha, found.n_double_coded, found.n_same, 0, found.gate)


def in_parts(places: Array, keys: Array) -> dict[int, Array]:
    """The places, told apart by the key of each."""
    return _parted(places, keys[places])


def _parted(rows: Array, keys: Array) -> dict[int, Array]:
    """Rows by their key, in their order."""
    order = np.argsort(keys, kind="stable")
    found, starts = np.unique(keys[order], return_index=True)
    parts = np.split(rows[order], starts[1:])
    return dict(zip(found.tolist(), parts, strict=False))  # no rows: one empty part
