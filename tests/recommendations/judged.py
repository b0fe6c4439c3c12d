"""The judged queries: what is found for each, and how well, as figures."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from recommendations.as_of import AsOf
from recommendations.filters import recommendation_rows

QUERIES = Path(__file__).parent / "samples" / "judged_queries.toml"


@dataclass(frozen=True)
class Judged:
    """One query: the references that answer it, and those found, in order."""

    query: str
    right: frozenset[str]
    found: tuple[str, ...]

    @property
    def precision(self) -> float:
        """Of the first five rows (or of as many as answer at all): the right ones.

        A query that one recommendation answers can have no more than one right row.
        """
        most = min(5, len(self.right))
        return len(self.right.intersection(self.found[:5])) / most

    @property
    def leads_right(self) -> bool:
        """Whether the first row answers."""
        return bool(self.found) and self.found[0] in self.right

    @property
    def recall(self) -> float:
        """Of what answers: the share among the first twenty rows."""
        return len(self.right.intersection(self.found[:20])) / len(self.right)


def judged(today: date) -> list[Judged]:
    """Every query, asked of the record at hand as a reader asks it."""
    queries = tomllib.loads(QUERIES.read_text("utf-8"))["queries"]
    return [
        Judged(query, frozenset(right), found(query, today))
        for query, right in queries.items()
    ]


def found(query: str, today: date) -> tuple[str, ...]:
    """The references of the rows for a query, best first."""
    listed = recommendation_rows({"q": query}, AsOf.now(today))
    return tuple(row.reference for row in listed.queryset)


def mean(values: list[float]) -> float:
    """Their mean."""
    return sum(values) / len(values)
