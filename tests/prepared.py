"""Databases that ``./test`` makes before the tests, for all of their processes to copy.

``python -m tests.prepared`` makes them, and the data folders of sites that were
started. Where they are missing, as when pytest runs alone, each process migrates an
empty database of its own.
"""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg

from tests import postgres
from tests.environment import environment_for_tests
from tests.served_site import ROOT, started_before
from tests.shared import made_once, shared

MIGRATED, SHIPPED = "migrated", "shipped"
"""Tables as the migrations make them; the same with the shipped record."""


def main() -> None:
    """Make all of it, on SQLite and on the server that is named, if one is."""
    if url := os.environ["TEST_DATABASE_URL"]:
        prepare_postgres(url)
    started_before()
    made_once(f"{MIGRATED}.sqlite3", migrate_sqlite)
    started_before("--empty")


def migrate_sqlite(file: Path) -> None:
    """A file with the tables."""
    with tempfile.TemporaryDirectory() as folder:
        manage(folder, "", "migrate")
        with (
            closing(sqlite3.connect(Path(folder) / "db.sqlite3")) as made,
            closing(sqlite3.connect(file)) as copy,
        ):
            made.backup(copy)


def prepare_postgres(url: str) -> None:
    """A database to begin with and a dump to fill one from, without and with rows."""
    base = url.rpartition("/")[0]
    work = (
        (MIGRATED, "template1", "migrate"),
        (SHIPPED, MIGRATED, "load_shipped_data"),
    )
    with (
        psycopg.connect(f"{base}/postgres", autocommit=True) as server,
        tempfile.TemporaryDirectory() as folder,
    ):
        for name, like, command in work:
            server.execute(f"CREATE DATABASE {name} TEMPLATE {like}")
            manage(folder, f"{base}/{name}", command)
            made_once(f"{name}.dump", lambda file, name=name: dump(base, name, file))


def manage(folder: str, database: str, command: str) -> None:
    """A management command on a database, with a data folder of its own."""
    subprocess.run(
        [sys.executable, "manage.py", command, "--verbosity=0"],
        cwd=ROOT,
        env=os.environ | environment_for_tests(folder) | {"DATABASE_URL": database},
        check=True,
    )


def dump(base: str, name: str, file: Path) -> None:
    """Everything in a database of the server, as a file."""
    program = program_of_postgres("pg_dump")
    subprocess.run([program, "-Fc", "-f", file, f"{base}/{name}"], check=True)


def program_of_postgres(name: str) -> Path:
    """A program that lies beside the server's."""
    programs = postgres.binaries()
    assert programs
    return programs / name


def fill(url: str, name: str) -> bool:
    """Put what was prepared into an empty database; whether it was prepared."""
    held = shared(f"{name}.dump")
    if held.exists():
        program = program_of_postgres("pg_restore")
        subprocess.run([program, "--no-owner", "-d", url, held], check=True)
    return held.exists()


@contextmanager
def test_database_begins_migrated() -> Iterator[None]:
    """Let Django find the tables in the database that it makes for tests."""
    from django.db import connection

    file = shared(f"{MIGRATED}.sqlite3")
    if connection.vendor == "postgresql":
        if shared(f"{MIGRATED}.dump").exists():
            connection.settings_dict["TEST"]["TEMPLATE"] = MIGRATED
        yield
    elif file.exists():
        name = connection.creation._get_test_db_name()
        with (
            closing(sqlite3.connect(name, uri=True)) as memory,
            closing(sqlite3.connect(file)) as made,
        ):
            made.backup(memory)
            yield
    else:
        yield


if __name__ == "__main__":
    main()
