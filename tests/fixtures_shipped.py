"""The shipped record for tests: loaded once, copied into each test that asks for it.

The first use loads the folder ``fixtures`` in a transaction, keeps the raw rows of
every table of the record and rolls back; each test then gets them in its own
transaction within a fraction of a second. Tests that ask for nothing see nothing.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, transaction

from recommendations.search.backend import KINDS, table
from tests.shared import made_once

SEARCH = [table(kind) for kind in KINDS]

MANY = 50
"""From here on the planner must be told how many: a vacuum that found the rows of an
earlier test taken back has told it of none, and it would join all by nested loops."""

Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]


@pytest.fixture(scope="session")
def shipped_rows(django_db_setup: None, django_db_blocker: Any) -> Rows:
    """The raw rows of the record after loading the shipped data, by table."""

    def load(file: Path) -> None:
        rows = rows_after(lambda: call_command("load_shipped_data", verbosity=0))
        file.write_bytes(pickle.dumps(rows))

    with django_db_blocker.unblock():
        kept = made_once(f"shipped-rows.{connection.vendor}", load)
    rows: Rows = pickle.loads(kept.read_bytes())
    return rows


@pytest.fixture
def shipped_record(db: None, shipped_rows: Rows) -> Iterator[None]:
    """The database holds the shipped record."""
    put(shipped_rows)
    yield


def rows_after(make: Callable[[], object]) -> Rows:
    """The raw rows of the record that ``make`` makes, which is then taken back."""
    with transaction.atomic():
        _ensure_method_version()
        make()
        rows = {table: _rows(table) for table in _tables()}
        transaction.set_rollback(True)
    return rows


def put(kept: Rows) -> None:
    """Write kept rows into the database, beside what a migration made."""
    with connection.cursor() as cursor:
        held = _held(cursor, kept) if connection.vendor == "postgresql" else set(kept)
        for table, (columns, rows) in kept.items():
            into = connection.ops.quote_name(table)
            names = ", ".join(map(connection.ops.quote_name, columns))
            if table in held:
                _insert(cursor, table, f"{into} ({names})", columns, rows)
            elif rows:
                with cursor.copy(f"COPY {into} ({names}) FROM STDIN") as copy:
                    for row in rows:
                        copy.write_row(row)
        many = [table for table, (_columns, rows) in kept.items() if len(rows) > MANY]
        if connection.vendor == "postgresql":
            number_behind(cursor, kept)
            if many:
                names = ", ".join(map(connection.ops.quote_name, many))
                cursor.execute(f"ANALYZE {names}")


def number_behind(cursor: Any, kept: Rows) -> None:
    """Let PostgreSQL number new rows behind kept ones.

    Another process may have numbered them, and a record that a test loads sets the
    numbers back, which no transaction undoes.
    """
    last = [
        (
            table,
            column,
            max(row[kept[table][0].index(column)] for row in kept[table][1]),
        )
        for table, column in _numbered(cursor)
        if kept.get(table, ([], []))[1]
    ]
    cursor.execute(
        "SELECT setval(found, GREATEST(nextval(found), last))"
        " FROM unnest(%s::text[], %s::text[], %s::bigint[]) AS t (name, field, last),"
        " LATERAL pg_get_serial_sequence(name, field) AS found",
        [list(values) for values in zip(*last, strict=True)],
    )


def _numbered(cursor: Any) -> list[tuple[str, str]]:
    """The columns that PostgreSQL numbers itself."""
    if not NUMBERED:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE is_identity = 'YES' AND table_schema = current_schema()"
        )
        NUMBERED.extend(cursor.fetchall())
    return NUMBERED


NUMBERED: list[tuple[str, str]] = []


def _held(cursor: Any, kept: Rows) -> set[str]:
    """The tables that hold a row already; PostgreSQL copies into the others."""
    asked = (
        f"SELECT '{table}' WHERE EXISTS"
        f" (SELECT 1 FROM {connection.ops.quote_name(table)})"
        for table in kept
    )
    cursor.execute(" UNION ALL ".join(asked))
    return {table for (table,) in cursor.fetchall()}


def _insert(
    cursor: Any, table: str, into: str, columns: list[str], rows: list[tuple[Any, ...]]
) -> None:
    """Row by row, leaving what is there."""
    marks = ", ".join(["%s"] * len(columns))
    unless_held = "" if table in SEARCH else " ON CONFLICT DO NOTHING"
    cursor.executemany(f"INSERT INTO {into} VALUES ({marks}){unless_held}", rows)


def _ensure_method_version() -> None:
    """The row that a migration made, which a test that empties all tables lost."""
    migration = import_module("recommendations.migrations.0002_method_version")
    migration.create_version(apps, SimpleNamespace(connection=connection))


def _tables() -> list[str]:
    """The tables of the record, their histories, the sets between them, snapshots."""
    models = [
        *apps.get_app_config("auth").get_models(),
        *apps.get_app_config("recommendations").get_models(include_auto_created=True),
        *apps.get_app_config("scorecard").get_models(),
    ]
    held = [model._meta.db_table for model in models if model._meta.managed]
    return [*held, *SEARCH]


def _rows(table: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    with connection.cursor() as cursor:
        row_id = "rowid, " if table in SEARCH and connection.vendor == "sqlite" else ""
        cursor.execute(f"SELECT {row_id}* FROM {connection.ops.quote_name(table)}")
        columns = [column[0] for column in cursor.description]
        return columns, cursor.fetchall()
