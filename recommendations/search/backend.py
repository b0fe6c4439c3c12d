"""The small interface behind which SQLite FTS5 and PostgreSQL do the same.

A document is four fields of tokens under the id of the row it describes. Which
fields a match may stand in is a prefix of ``FIELDS``, the most telling first.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

import numpy as np

from .question import Question, Term

FIELDS = ("title", "body", "names", "evidence")
KINDS = ("recommendation", "report", "agency", "indicator")

Ids = np.ndarray[Any, np.dtype[np.int64]]
Counts = Mapping[str, Sequence[int]]
"""A term as written to how often it stands in each field."""


@dataclass(frozen=True)
class Document:
    """The tokens of one row, by field, and its words as they are written, folded."""

    id: int
    fields: tuple[Sequence[str], ...]
    words: Set[str]


def table(kind: str) -> str:
    """The table that holds the documents of a kind."""
    return f"recommendations_search_{kind}"


class Backend(ABC):
    """Keeps documents and finds those that have every term of a question."""

    def __init__(self, connection: Any) -> None:
        self.connection = connection

    @abstractmethod
    def create(self, kind: str) -> None:
        """Make the empty table of a kind."""

    @abstractmethod
    def add(self, kind: str, documents: Iterable[Document]) -> None:
        """Store documents whose ids are not there."""

    @abstractmethod
    def expression(self, question: Question, depth: int) -> str:
        """The question in the database's language, for the first ``depth`` fields."""

    @abstractmethod
    def matching(self, kind: str) -> str:
        """SQL whose one parameter is an expression, giving ``id`` of matches."""

    def rows_of(self, kind: str) -> list[Any]:
        """Everything that is kept of a kind, in order of id: to compare or to copy."""
        return self._rows(f"SELECT {self.columns} FROM {table(kind)} ORDER BY 1")

    @abstractmethod
    def counts(
        self, kind: str, ids: Sequence[int], terms: Sequence[Term]
    ) -> dict[int, Counts]:
        """How often each term stands in each field, for a few documents."""

    def by_depth(self, kind: str, question: Question, depth: int) -> Iterator[Ids]:
        """The matches in the first field, in the first two, and so on to ``depth``."""
        for fields in range(1, depth):
            yield self.ids(kind, question, fields)

    def drop(self, kind: str) -> None:
        """Take the table of a kind away."""
        self._run(f"DROP TABLE IF EXISTS {table(kind)}")

    @abstractmethod
    def finish(self, kind: str) -> None:
        """Bring a newly filled table into its best shape."""

    def remove(self, kind: str, ids: Sequence[int]) -> None:
        """Forget documents, where there are any."""
        marks = ", ".join(["%s"] * len(ids))
        if ids:
            self._run(f"DELETE FROM {table(kind)} WHERE {self.key} IN ({marks})", ids)

    key = "id"
    columns = "id, vector::text"

    def ids(self, kind: str, question: Question, depth: int = len(FIELDS)) -> Ids:
        """Ids of the documents that have every term in the first fields.

        They come as one text, which is many times quicker to read than rows.
        """
        sql = f"SELECT {self.joined} FROM ({self.matching(kind)}) AS found"
        rows = self._rows(sql, [self.expression(question, depth)])
        return as_ids(rows[0][0])

    joined = "group_concat(id)"

    def has(self, kind: str, question: Question, depth: int = len(FIELDS)) -> bool:
        """Whether any document has every term."""
        sql = f"{self.matching(kind)} LIMIT 1"
        return bool(self._rows(sql, [self.expression(question, depth)]))

    def _run(self, sql: str, params: Any = None) -> None:
        with self.connection.cursor() as cursor:
            cursor.execute(sql, params)

    def _rows(self, sql: str, params: Any = None) -> list[Any]:
        with self.connection.cursor() as cursor:
            cursor.execute(sql, params)
            rows: list[Any] = cursor.fetchall()
            return rows


def as_ids(text: str | None) -> Ids:
    """Numbers written one after another, with commas between."""
    return np.fromstring(text or "", dtype=np.int64, sep=",")


def in_batches(rows: Iterable[Any], size: int = 500) -> Iterator[list[Any]]:
    """The rows in lists of at most ``size``."""
    batch: list[Any] = []
    for row in rows:
        batch.append(row)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
