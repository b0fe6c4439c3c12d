"""Carries a record from SQLite to PostgreSQL, resumable, and proves that it arrived.

Rows are copied table by table in the order of their ids, a run of them in each
transaction. Foreign keys are taken off first and put back at the end, which checks
every one; their definitions wait in a table of the target, which is also what says
that a move is under way.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connections, transaction
from django.db.models import AutoField, Model
from django.db.utils import ConnectionHandler

from recommendations.models import Report
from recommendations.streamed import streamed

from .manifest import RefusedError

SOURCE, TARGET = "default", "move_target"
MARK = "followthrough_move"
RUN = 2_000


@dataclass(frozen=True)
class Table:
    """One table: its model, and its columns in order."""

    model: type[Model]

    @property
    def name(self) -> str:
        """Its name in the database."""
        return self.model._meta.db_table

    @property
    def fields(self) -> Sequence[Any]:
        """Its columns."""
        return self.model._meta.concrete_fields

    @property
    def is_numbered(self) -> bool:
        """Whether its rows have ascending ids, so that copying can go on from one."""
        return isinstance(self.model._meta.pk, AutoField)


def tables() -> list[Table]:
    """Every table of every app, histories and sets included."""
    found: dict[str, Table] = {}
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            found.setdefault(model._meta.db_table, Table(model))
    return list(found.values())


def connect(database: dict[str, Any]) -> None:
    """Make the target known to Django under its own name."""
    handler = ConnectionHandler({SOURCE: database})
    connections.settings[TARGET] = handler.settings[SOURCE]
    if connections[SOURCE].vendor != "sqlite":
        raise RefusedError("The record is not on SQLite; use backup and restore.")
    if connections[TARGET].vendor != "postgresql":
        raise RefusedError(
            "The target is not PostgreSQL: postgres://user:...@host/name."
        )


def move(tell: Callable[[str], None]) -> None:
    """Copy everything; call again after an interruption, and it goes on."""
    if _is_under_way():
        # Migrating again would make permissions of its own where none are copied yet.
        tell("A move is under way; it goes on.")
    else:
        call_command("migrate", database=TARGET, interactive=False, verbosity=0)
        _begin()
    for table in tables():
        copied = _copy(table)
        if copied:
            tell(f"{table.name}: {copied} rows")
    _finish()
    problems = [line for table in tables() for line in differences(table)]
    if problems:
        raise RefusedError("The copy differs: " + "; ".join(problems))
    with connections[TARGET].cursor() as cursor:
        cursor.execute(f"DROP TABLE {MARK}")
    tell(f"{len(tables())} tables: counts and hashes are the same.")


def _is_under_way() -> bool:
    with connections[TARGET].cursor() as cursor:
        return MARK in connections[TARGET].introspection.table_names(cursor)


def _begin() -> None:
    """Empty what migrations filled, note the foreign keys, take them off."""
    if Report.objects.using(TARGET).exists():
        raise RefusedError(
            "The target holds a record already; nothing was overwritten. Name an empty"
            " database."
        )
    names = ", ".join(f'"{table.name}"' for table in tables())
    with transaction.atomic(using=TARGET), connections[TARGET].cursor() as cursor:
        cursor.execute(f"CREATE TABLE {MARK} (owner text, name text, rule text)")
        cursor.execute(
            f"INSERT INTO {MARK} SELECT conrelid::regclass::text, quote_ident(conname),"
            " pg_get_constraintdef(oid) FROM pg_constraint"
            " WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
        )
        cursor.execute(f"SELECT owner, name FROM {MARK}")
        for owner, name in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {owner} DROP CONSTRAINT {name}")
        cursor.execute(f"TRUNCATE {names}")


def _finish() -> None:
    """Put the foreign keys back, which checks them, and let new ids follow the old."""
    with transaction.atomic(using=TARGET), connections[TARGET].cursor() as cursor:
        cursor.execute(
            f"SELECT owner, name, rule FROM {MARK} WHERE NOT EXISTS (SELECT 1 FROM"
            " pg_constraint c WHERE quote_ident(c.conname) = name"
            " AND c.connamespace = current_schema()::regnamespace)"
        )
        for owner, name, rule in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {owner} ADD CONSTRAINT {name} {rule}")
        models = [table.model for table in tables()]
        for sql in connections[TARGET].ops.sequence_reset_sql(no_style(), models):
            cursor.execute(sql)


def _copy(table: Table) -> int:
    """Copy what the target lacks of a table; how many rows that were."""
    manager = table.model._base_manager
    rows = manager.using(SOURCE).order_by("pk")
    if table.is_numbered:
        last = (
            manager.using(TARGET).order_by("-pk").values_list("pk", flat=True).first()
        )
        rows = rows if last is None else rows.filter(pk__gt=last)
    else:
        with connections[TARGET].cursor() as cursor:
            cursor.execute(f'DELETE FROM "{table.name}"')
    copied = 0
    for run in _runs(table, rows):
        _write(table, run)
        copied += len(run)
    return copied


def _runs(table: Table, rows: Any) -> Iterator[list[Sequence[Any]]]:
    names = [field.attname for field in table.fields]
    run: list[Sequence[Any]] = []
    for row in streamed(rows.values_list(*names), RUN):
        run.append(row)
        if len(run) == RUN:
            yield run
            run = []
    if run:
        yield run


def _write(table: Table, run: list[Sequence[Any]]) -> None:
    target = connections[TARGET]
    columns = ", ".join(f'"{field.column}"' for field in table.fields)
    with transaction.atomic(using=TARGET), target.cursor() as cursor:
        statement = f'COPY "{table.name}" ({columns}) FROM STDIN'
        with cursor.copy(statement) as copy:
            for row in run:
                copy.write_row(
                    [
                        field.get_db_prep_save(value, target)
                        for field, value in zip(table.fields, row, strict=True)
                    ]
                )


def differences(table: Table) -> Iterator[str]:
    """Where the two sides of a table differ, in a sentence."""
    here, there = summary(table, SOURCE), summary(table, TARGET)
    if here[0] != there[0]:
        yield f"{table.name} has {here[0]} rows, its copy {there[0]}"
    elif here != there:
        yield f"{table.name}: its rows have another hash"


def summary(table: Table, database: str) -> tuple[int, str]:
    """How many rows, and one hash over all of them in whatever order."""
    names = [field.attname for field in table.fields]
    rows = table.model._base_manager.using(database).order_by().values_list(*names)
    count = total = 0
    for row in streamed(rows, RUN):
        told = json.dumps(row, default=str, sort_keys=True).encode()
        total += int.from_bytes(hashlib.sha256(told).digest(), "big")
        count += 1
    return count, f"{total % (1 << 256):064x}"
