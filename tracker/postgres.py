"""What each connection to PostgreSQL is told first: one process is enough for a query.

A page asks some twenty short questions. PostgreSQL takes some of them for large and
then starts processes for one reader, or compiles the query, which takes longer than to
answer it and takes the cores from other readers. See decision 0051.
"""

from __future__ import annotations

from typing import Any

from django.db.backends.signals import connection_created

SAID = "SET jit = off; SET max_parallel_workers_per_gather = 0"


def connect() -> None:
    """Say it on every connection from now on."""
    connection_created.connect(tell, dispatch_uid="tracker.postgres")


def tell(connection: Any, **_signal: Any) -> None:
    """Say it by a statement: a pool refuses settings that come with a connection."""
    if connection.vendor == "postgresql":
        connection.connection.execute(SAID)
