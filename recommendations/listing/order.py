"""The rows of the list in each order a reader can ask for.

Unknown values come last, either way round; equal ones by their place: newest report
first, then as the report has them. No two rows share a place.
"""

from __future__ import annotations

import numpy as np
from django.db.models import F, Window
from django.db.models.functions import DenseRank

from ..models import Recommendation
from .columns import Array, Columns
from .names import Names

DEFAULT = "reference"
RELEVANCE = "relevance"
CODED = ("status", "confidence", "response")
SCORED = ("score", "coverage")
DATED = ("due", "issued", "assessed", "verified")
FEW = 10  # one row in so many: sorting those is quicker than passing over all
SORTS = ("title", *CODED, *SCORED, *DATED)


def in_order(columns: Columns, names: Names, sort: str) -> Array:
    """Every row in the order of a sort code, a minus in front turned round."""
    key = ("order", sort)
    if key not in columns.memo:
        columns.memo[key] = _made(columns, names, sort)
    found: Array = columns.memo[key]
    return found


def ordered(columns: Columns, names: Names, sort: str, rows: Array) -> Array:
    """Some rows, given by their places from the first to the last, in that order."""
    everything = in_order(columns, names, sort)
    if len(rows) == len(columns):
        return everything
    if len(rows) * FEW < len(columns):
        found: Array = rows[np.argsort(_ranks(columns, everything, sort)[rows])]
        return found
    fits = np.zeros(len(columns), dtype=bool)
    fits[rows] = True
    found = everything[fits[everything]]
    return found


def keep(before: tuple[Columns, Names], after: tuple[Columns, Names]) -> None:
    """Take over from an earlier state the orders in which no row can have moved."""
    (old, old_names), (new, new_names) = before, after
    if not (
        np.array_equal(old.ids, new.ids)
        and np.array_equal(old.report, new.report)
        and np.array_equal(old.position, new.position)
        and np.array_equal(old_names.report_ranks, new_names.report_ranks)
    ):
        return
    for key in old.memo:
        if key[0] in ("order", "ranks") and _stands(key[1].removeprefix("-"), old, new):
            new.memo[key] = old.memo[key]


def _stands(name: str, old: Columns, new: Columns) -> bool:
    """Whether every row has the same key of a sort in both states."""
    if name == DEFAULT:
        return True
    if name == "title":
        return "title ranks" in new.memo
    pairs = zip(key_of(old, name), key_of(new, name), strict=True)
    return all(np.array_equal(one, other) for one, other in pairs)


def _ranks(columns: Columns, everything: Array, sort: str) -> Array:
    """The place of each row in an order."""
    key = ("ranks", sort)
    if key not in columns.memo:
        ranks = np.empty(len(everything), dtype=np.int32)
        ranks[everything] = np.arange(len(everything), dtype=np.int32)
        columns.memo[key] = ranks
    found: Array = columns.memo[key]
    return found


def _made(columns: Columns, names: Names, sort: str) -> Array:
    if sort == DEFAULT:
        ranks = names.report_ranks[columns.report]
        return np.lexsort((columns.ids, columns.position, ranks))
    place = in_order(columns, names, DEFAULT)
    name, descending = sort.removeprefix("-"), sort.startswith("-")
    if name == DEFAULT:
        return place[::-1]
    values, unknown = key_of(columns, name)
    key = -values if descending else values
    return place[np.lexsort((key[place], unknown[place]))]


def key_of(columns: Columns, name: str) -> tuple[Array, Array]:
    """What to sort by, and where that is unknown."""
    if name in CODED:
        codes = columns.codes[name]
        return codes, codes < 0
    if name in SCORED:
        scores = columns.scores[name]
        unknown = np.isnan(scores)
        return np.where(unknown, 0, scores), unknown
    if name in DATED:
        days = columns.days[name]
        return days, days == 0
    ranks = _title_ranks(columns)
    return ranks, np.zeros(len(ranks), dtype=bool)


def _title_ranks(columns: Columns) -> Array:
    """The rank of each title as the database sorts them; equal titles share one."""
    if "title ranks" not in columns.memo:
        ranked = Recommendation.objects.public().annotate(
            rank=Window(DenseRank(), order_by=F("title").asc())
        )
        pairs = np.array(list(ranked.values_list("id", "rank")), dtype=np.int64)
        ranks = np.zeros(len(columns), dtype=np.int32)
        if len(pairs):
            held = pairs[np.isin(pairs[:, 0], columns.ids)]
            ranks[columns.rows_of(held[:, 0])] = held[:, 1]
        columns.memo["title ranks"] = ranks
    found: Array = columns.memo["title ranks"]
    return found
