"""Rows into tables as fast as the database takes them: chunks, indexes afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

CHUNK = 20_000
Row = tuple[Any, ...]


class Table:
    """One table to fill: the columns given row by row, the rest at their defaults.

    model: a model, or the through model of a many-to-many field. columns: names of
    columns, ``id`` among them where rows carry their own.
    """

    def __init__(self, model: type[models.Model], columns: str) -> None:
        self.model = model
        given = columns.split()
        rest = [f for f in model._meta.concrete_fields if f.column not in given]
        rest = [f for f in rest if not (f.primary_key and not f.has_default())]
        self.columns = [*given, *(str(field.column) for field in rest)]
        self.constants = tuple(_default(field) for field in rest)
        self.waiting: list[Row] = []
        self.count = 0

    def add(self, row: Row) -> None:
        """Take one row; written with the next chunk."""
        self.waiting.append(row + self.constants)
        if len(self.waiting) >= CHUNK:
            self.flush()

    def flush(self) -> None:
        """Write what is waiting."""
        if self.waiting:
            write(self.model._meta.db_table, self.columns, self.waiting)
        self.count += len(self.waiting)
        self.waiting = []


def _default(field: models.Field[Any, Any]) -> Any:
    """A field's default as the database takes it; null or empty where it has none."""
    if field.null:
        return None
    value = field.get_default()
    return field.get_db_prep_save(value, connection) if value is not None else ""


def write(table: str, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Insert rows: COPY on PostgreSQL, a prepared statement on SQLite."""
    names = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for row in rows:
                    copy.write_row(row)
            return
        marks = ", ".join("?" * len(columns))
        sql = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'
        connection.connection.executemany(sql, rows)


@contextmanager
def filling(tables: Sequence[Table]) -> Iterator[None]:
    """Set secondary indexes aside, fill, make them again, gather statistics."""
    names = [table.model._meta.db_table for table in tables]
    indexes = _indexes(names)
    with connection.cursor() as cursor:
        for name, _made in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        for table in tables:
            table.flush()
        if connection.vendor == "postgresql":
            connection.check_constraints()  # none may wait when indexes are made
        for _name, made in indexes:
            cursor.execute(made)
        for statement in connection.ops.sequence_reset_sql(
            no_style(), [table.model for table in tables]
        ):
            cursor.execute(statement)
        cursor.execute("ANALYZE")


@contextmanager
def hurried() -> Iterator[None]:
    """Give durability and repeated checks away: an interrupted build starts anew.

    The connection is closed at the end, so that the next one has the site's own
    settings.
    """
    with connection.cursor() as cursor:
        for statement in HURRY[connection.vendor]:
            cursor.execute(statement)
    yield
    connection.close()


HURRY = {
    "sqlite": (
        "PRAGMA journal_mode = OFF",
        "PRAGMA synchronous = OFF",
        "PRAGMA foreign_keys = OFF",
        "PRAGMA cache_size = -400000",
    ),
    "postgresql": (
        "SET session_replication_role = replica",
        "SET synchronous_commit = off",
        "SET maintenance_work_mem = '512MB'",
    ),
}


def _indexes(tables: Sequence[str]) -> list[tuple[str, str]]:
    """(name, statement) of each index that no constraint rests on."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, sql, tbl_name FROM sqlite_master"
                " WHERE type = 'index' AND sql IS NOT NULL"
            )
        else:
            cursor.execute(
                "SELECT i.indexname, i.indexdef, i.tablename FROM pg_indexes i"
                " LEFT JOIN pg_constraint c ON c.conname = i.indexname"
                " WHERE i.schemaname = current_schema() AND c.oid IS NULL"
            )
        return [(name, sql) for name, sql, owner in cursor if owner in tables]
