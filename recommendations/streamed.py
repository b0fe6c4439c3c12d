"""Reads many rows piece by piece, also where connections come from a pool.

PostgreSQL sends the rest of an answer on the connection that it began on. A pool gives
every transaction another connection, so what is read in pieces is read in one.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.db import connections, transaction
from psycopg.pq import TransactionStatus


def streamed(rows: Any, size: int) -> Iterator[Any]:
    """The rows of a queryset, of which ``size`` at a time are in memory.

    Django's own ``iterator`` holds them all where DISABLE_SERVER_SIDE_CURSORS is set,
    which is what keeps its forms from reading in pieces outside a transaction.
    """
    with _one_transaction(rows.db):
        yield from rows._iterator(True, size)


def _one_transaction(alias: str) -> AbstractContextManager[Any]:
    """A transaction, unless one is open or the database needs none for that."""
    asked = connections[alias]
    if asked.vendor != "postgresql":
        return nullcontext()
    asked.ensure_connection()
    is_open = asked.connection.info.transaction_status != TransactionStatus.IDLE
    return nullcontext() if is_open else transaction.atomic(using=alias)
