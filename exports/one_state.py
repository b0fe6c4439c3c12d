"""Reads a whole file from one state of the record, while editors go on publishing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.db import DatabaseError, connection

BEGIN = {
    "sqlite": "BEGIN DEFERRED",
    "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
}


@contextmanager
def one_state() -> Iterator[None]:
    """What is read inside is of one moment; no writer waits for it.

    Django's own transactions would hold SQLite's one write lock meanwhile. Inside
    a transaction that is open already, its state is the one.
    """
    if connection.in_atomic_block:
        yield
        return
    _execute(BEGIN[connection.vendor])
    try:
        yield
    finally:
        with suppress(DatabaseError):  # a connection that is lost has no state
            _execute("ROLLBACK")


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
