"""A PostgreSQL of the bench's own: its data is kept, the server runs while it measures.

Every commit is on disk before it is answered, as on a real site. Beyond its defaults
it is given memory, since a quarter of a million recommendations are read over and over.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from tests.postgres import binaries, free_port, server_user, wait_until_ready

USER = "bench"
SETTINGS = (
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "shared_buffers=1GB",
    "work_mem=32MB",
    "max_wal_size=4GB",
    "random_page_cost=1.1",
)


@contextmanager
def running(kept: Path, recommendations: int) -> Iterator[str]:
    """The address of the database for a record of that size, made where it lacks."""
    programs = binaries()
    if programs is None:
        sys.exit("bench: no PostgreSQL is installed (Debian package postgresql).")
    folder = (kept / "postgresql").absolute()
    user = server_user()
    run_as: dict[str, Any] = (
        {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    )
    if not (folder / "data" / "PG_VERSION").exists():
        create(programs, folder, run_as)
    port, log = free_port(), folder / "log"
    options = [word for one in (*SETTINGS, f"port={port}") for word in ("-c", one)]
    with log.open("wb") as said:
        server = subprocess.Popen(
            [programs / "postgres", "-D", folder / "data", *options],
            cwd=folder,
            stdout=said,
            stderr=said,
            **run_as,
        )
    try:
        password = (folder / "password").read_text()
        address = f"postgres://{USER}:{password}@127.0.0.1:{port}"
        wait_until_ready(server, f"{address}/postgres", log)
        yield f"{address}/{database(address, recommendations)}"
    finally:
        server.terminate()
        server.wait(timeout=120)


def create(programs: Path, folder: Path, run_as: dict[str, Any]) -> None:
    """An empty cluster, whose user may do everything."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "password").write_text(secrets.token_hex(16))
    if run_as:
        for path in (folder, folder / "password"):
            os.chown(path, run_as["user"], run_as["group"])
    subprocess.run(
        [
            *(programs / "initdb", "--pgdata", folder / "data", "--username", USER),
            *("--pwfile", folder / "password", "--auth", "scram-sha-256"),
            *("--encoding", "UTF8", "--locale", "C.UTF-8"),
        ],
        check=True,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        **run_as,
    )


def database(address: str, recommendations: int) -> str:
    """The name of the database for that size; an empty one where there was none."""
    name = f"bench_{recommendations}"
    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        known = connection.execute(
            "SELECT 1 FROM pg_database WHERE datname = %s", [name]
        ).fetchone()
        if known is None:
            connection.execute(f'CREATE DATABASE "{name}"')
    return name
