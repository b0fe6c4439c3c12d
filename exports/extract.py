"""What a file is made of: a dataset, a view, its rows, and what it says of itself.

Rows are tuples in the order of the columns, so that a quarter of a million of them
can be written without a dictionary for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.conf import settings

from scorecard import selectors

from .datasets import Dataset, Record, Scope

DATA_LICENCE = "CC-BY-4.0"
DATA_LICENCE_NAME = "Creative Commons Attribution 4.0 International"
DATA_LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"


@dataclass(frozen=True)
class Extract:
    """Rows of one dataset in one view, ready to be written.

    query: the filters that chose them, as in the address of the list; empty for all.
    """

    dataset: Dataset
    scope: Scope
    rows: Iterable[Record]
    query: str = ""

    def about(self) -> Mapping[str, str | None]:
        """What a file says of itself, in the order in which it says it."""
        site = settings.SITE_URL.rstrip("/")
        report = self.scope.report
        return {
            "dataset": self.dataset.name,
            "title": str(self.dataset.title),
            "report": report.slug if report else None,
            "query": self.query or None,
            "as_of": self.scope.view.on.isoformat(),
            "known_at": self.scope.known_at.isoformat(),
            "method": selectors.method_version(self.scope.view),
            "license": DATA_LICENCE,
            "site": site,
            "documentation": f"{site}/data/",
        }


def whole(dataset: Dataset, scope: Scope) -> Extract:
    """Every row of a dataset in a view."""
    return Extract(dataset, scope, records(dataset, scope))


def records(dataset: Dataset, scope: Scope) -> Iterator[Record]:
    """The rows of a dataset as tuples in the order of its columns."""
    if dataset.records is not None:
        yield from dataset.records(None, scope)
        return
    names = dataset.names
    for row in dataset.rows(scope):
        yield tuple([row[name] for name in names])
