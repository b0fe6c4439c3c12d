"""Copies a whole database to a file and back, while others write."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import DatabaseError, connection, connections

from .manifest import RefusedError

FILES = {"sqlite": "db.sqlite3", "postgresql": "database.dump"}
WAIT_SECONDS = 60


def copy_to(folder: Path) -> Path:
    """Write one consistent state of the database into the folder."""
    file = folder / FILES[connection.vendor]
    if connection.vendor == "sqlite":
        _copy_sqlite(_sqlite_file(), file)
    else:
        _run("pg_dump", "--format=custom", "--no-owner", "--no-acl", f"--file={file}")
    return file


def copy_back(folder: Path) -> None:
    """Put a copy in the place of the present database, in one step."""
    file = folder / FILES[connection.vendor]
    connections.close_all()
    if connection.vendor == "sqlite":
        _put_sqlite(file, _sqlite_file())
    else:
        _run(
            "pg_restore",
            "--clean",
            "--if-exists",
            "--no-owner",
            "--no-acl",
            "--single-transaction",
            "--exit-on-error",
            f"--dbname={connection.settings_dict['NAME']}",
            str(file),
        )


def _sqlite_file() -> Path:
    return Path(str(connection.settings_dict["NAME"]))


def _copy_sqlite(source: Path, target: Path) -> None:
    """SQLite's own online copy: writers go on, the copy is of one moment."""
    try:
        with (
            closing(
                sqlite3.connect(
                    f"file:{source}?mode=ro", uri=True, timeout=WAIT_SECONDS
                )
            ) as live,
            closing(sqlite3.connect(target)) as copy,
        ):
            live.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            _refuse_broken(copy)
    except sqlite3.Error as error:
        raise RefusedError(f"The database could not be copied: {error}.") from error
    _to_disk(target)


def _put_sqlite(source: Path, target: Path) -> None:
    try:
        with (
            closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as kept,
            closing(sqlite3.connect(target, timeout=WAIT_SECONDS)) as live,
        ):
            _refuse_broken(kept)
            kept.backup(live)
            live.execute("PRAGMA journal_mode = WAL")
    except sqlite3.Error as error:
        raise RefusedError(f"The database could not be restored: {error}.") from error
    _to_disk(target)


def _refuse_broken(database: sqlite3.Connection) -> None:
    found = database.execute("PRAGMA integrity_check").fetchone()[0]
    if found != "ok":
        raise RefusedError(f"The database itself is damaged: {found}.")


def _to_disk(file: Path) -> None:
    with file.open("rb") as data:
        os.fsync(data.fileno())


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs on our database; its password in no argument."""
    if is_pooled():
        raise RefusedError(
            f"DATABASE_URL names a pool of connections, which {program} would leave in"
            " a state that breaks the site. Name the database itself for this command:"
            " DATABASE_URL=postgres://user:password@host:5432/name manage.py ..."
        )
    try:
        done = subprocess.run(
            [_program(program), *arguments],
            env=os.environ | _environment(),
            capture_output=True,
            text=True,
        )
    except OSError as error:
        raise RefusedError(f"{program} could not be run: {error.strerror}.") from error
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["it gave no reason"])[-1]
        raise RefusedError(f"{program} failed: {said}")


def is_pooled() -> bool:
    """Whether something between us and PostgreSQL hands out its connections.

    A pool cannot tell at the start which process of the server will answer.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            answering = cursor.fetchone()[0]
    except DatabaseError:
        return False  # the program will say what is wrong
    told = connection.connection.info.backend_pid
    connection.close()
    return bool(answering != told)


def _program(name: str) -> str:
    """The program of the newest PostgreSQL that is installed."""
    installed = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"),
        key=lambda path: float(path.parent.parent.name),
    )
    found = str(installed[-1]) if installed else shutil.which(name)
    if not found:
        raise RefusedError(
            f"{name} is not installed; Debian has it in the package postgresql-client."
        )
    return found


def _environment() -> dict[str, str]:
    settings: dict[str, Any] = connection.settings_dict
    names = {
        "HOST": "PGHOST",
        "PORT": "PGPORT",
        "USER": "PGUSER",
        "PASSWORD": "PGPASSWORD",
    }
    found = {
        theirs: str(settings[ours]) for ours, theirs in names.items() if settings[ours]
    }
    return found | {"PGDATABASE": str(settings["NAME"])}
