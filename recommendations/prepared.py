"""Queries whose SQL is made once and asked for other rows each time.

Making the SQL of a small query takes Django several times as long as the database
takes to answer it. What every publication asks goes through here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection

MARK = -987_654_321
"""Stands for the ids while the SQL is made; no row has it."""


class Prepared:
    """A query about the rows with some ids, which are its only parameter.

    make: gives the queryset of values for ids. The rows are as the database gives
    them: a moment on SQLite has no zone, since all of them are in UTC.
    """

    def __init__(self, make: Callable[[Sequence[int]], Any]) -> None:
        self.make = make
        self._sql: dict[str, str] = {}

    def rows(self, ids: Sequence[int]) -> list[Any]:
        """The rows for these ids, from the database that is written to."""
        if not ids:
            return []
        with connection.cursor() as cursor:
            cursor.execute(self._written(len(ids)), list(ids))
            rows: list[Any] = cursor.fetchall()
        return rows

    def _written(self, n_ids: int) -> str:
        if connection.vendor not in self._sql:
            sql, params = self.make([MARK]).query.sql_with_params()
            if params != (MARK,) or sql.count("IN (%s)") != 1:
                raise ValueError(f"The ids are not the only parameter of: {sql}")
            self._sql[connection.vendor] = sql
        marks = ", ".join(["%s"] * n_ids)
        return self._sql[connection.vendor].replace("IN (%s)", f"IN ({marks})")
