"""Queries whose SQL is made once and asked for other rows each time.

Making the SQL of a small query takes Django several times as long as the database
takes to answer it. What every publication asks goes through here.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, router

from .models import RecordVersion

Params = tuple[Any, ...]

MARK = -987_654_321
"""Stands for the ids while the SQL is made; no row has it."""

KEPT = 50
"""Of how many other values, such as days, the SQL of one query is kept."""


class Prepared:
    """A query about the rows with some ids.

    make: gives the queryset of values for ids, and for what else is given, such as a
    view. The rows are as the database gives them: on SQLite a moment has no zone,
    since all of them are in UTC, and a day is a text.
    """

    def __init__(self, make: Callable[..., Any]) -> None:
        self.make = make
        self._sql: dict[Hashable, tuple[str, Params, Params]] = {}

    def rows(self, ids: Sequence[int], *given: Hashable) -> list[Any]:
        """The rows for these ids, from the database that is written to."""
        return self._rows(connections[DEFAULT_DB_ALIAS], ids, given)

    def read(self, ids: Sequence[int], *given: Hashable) -> list[Any]:
        """The same from the database that readers are served from."""
        alias = router.db_for_read(RecordVersion)
        return self._rows(connections[alias], ids, given)

    def _rows(
        self, asked: Any, ids: Sequence[int], given: tuple[Any, ...]
    ) -> list[Any]:
        if not ids:
            return []
        sql, before, after = self._written(asked.vendor, given)
        marks = ", ".join(["%s"] * len(ids))
        with asked.cursor() as cursor:
            cursor.execute(
                sql.replace("IN (%s)", f"IN ({marks})"), [*before, *ids, *after]
            )
            rows: list[Any] = cursor.fetchall()
        return rows

    def _written(
        self, vendor: str, given: tuple[Any, ...]
    ) -> tuple[str, Params, Params]:
        """The SQL, and its parameters before and after the ids."""
        key = (vendor, given)
        if key not in self._sql:
            sql, params = self.make([MARK], *given).query.sql_with_params()
            if params.count(MARK) != 1 or sql.count("IN (%s)") != 1:
                raise ValueError(f"The ids do not stand once in: {sql}")
            place = params.index(MARK)
            if len(self._sql) >= KEPT:
                self._sql.clear()
            self._sql[key] = sql, params[:place], params[place + 1 :]
        return self._sql[key]
