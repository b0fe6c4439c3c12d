"""The list of recommendations as a file: the rows and the order of the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from recommendations.as_of import AsOf, Problem, parse_as_of
from recommendations.filters import Listed, recommendation_rows

from .datasets import BY_NAME, Scope
from .extract import Extract

DATASET = BY_NAME["recommendations"]
PAGING = ("page", "per_page")
CHUNK = 5000


@dataclass(frozen=True)
class ListFile:
    """What an address of the list asks for as a file.

    problems: what was not understood; then there is no file, since a file has no
    place to say so.
    """

    view: AsOf
    listed: Listed
    query: str
    problems: tuple[Problem, ...]

    @property
    def number(self) -> int:
        """How many rows it has."""
        return len(self.listed.rows)

    def extract(self) -> Extract:
        """The rows, read when they are written."""
        assert DATASET.records is not None
        scope = Scope(self.view)
        return Extract(DATASET, scope, DATASET.records(self._ids(), scope), self.query)

    def _ids(self) -> Iterator[int]:
        """The recommendations in their order, out of the list's eight bytes each."""
        ids = self.listed.held.columns.ids[self.listed.rows]
        for start in range(0, len(ids), CHUNK):
            yield from ids[start : start + CHUNK].tolist()


def list_file(params: QueryDict, today: date) -> ListFile:
    """Read the parameters of the list; those of its pages don't matter here."""
    view, problems = parse_as_of(params, today)
    listed = recommendation_rows(params, view)
    kept = params.copy()
    for name in PAGING:
        kept.pop(name, None)
    query = kept.urlencode()
    return ListFile(view, listed, query, (*problems, *listed.problems))
