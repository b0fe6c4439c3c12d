"""A database that faults may be tried on, and copies of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests import prepared
from tests.environment import environment_for_tests
from tests.served_site import KEPT, ROOT, started_before


@dataclass(frozen=True)
class Place:
    """A data folder, with the address of its database where that is a server's."""

    data_dir: Path
    database: str = ""

    def environment(self) -> dict[str, str]:
        """What a process that works here is told."""
        kept = {name: value for name, value in os.environ.items() if name in KEPT}
        return kept | environment_for_tests(str(self.data_dir)) | {
            "DATABASE_URL": self.database
        }  # fmt: skip

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A Python program of the project, on this database."""
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=self.environment(),
            capture_output=True,
            text=True,
            timeout=300,
        )

    def manage(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A management command."""
        return self.run("manage.py", *arguments)

    def contents(self) -> str:
        """Every row of the record, as text."""
        done = self.manage("dumpdata", "recommendations", "scorecard")
        assert done.returncode == 0, done.stderr
        return done.stdout

    def proven(self) -> None:
        """What is derived equals the record, by the command that proves it."""
        done = self.manage("rebuild_standing", "--check")
        assert done.returncode == 0, done.stderr

    def work(self, name: str, *more: str) -> subprocess.CompletedProcess[str]:
        """A piece of work, or with ``--drill`` the work killed and then done."""
        return self.run("-m", "tests.faults.work", name, *more)


def built(place: Place) -> Place:
    """Tables and a small record."""
    if place.database and not prepared.fill(place.database, prepared.MIGRATED):
        done = place.manage("migrate", "--verbosity=0")
        assert done.returncode == 0, done.stderr
    if not place.database:
        shutil.copy(started_before("--empty") / "db.sqlite3", place.data_dir)
    made = place.work("build")
    assert made.returncode == 0, made.stderr
    return place


@contextmanager
def copy_of(place: Place, folder: Path) -> Iterator[Place]:
    """The same rows in a database of their own."""
    folder.mkdir()
    if not place.database:
        for file in place.data_dir.glob("db.sqlite3*"):
            shutil.copy(file, folder)
        yield Place(folder)
        return
    base, _slash, name = place.database.rpartition("/")
    copied = f"{name}_copy"
    with psycopg.connect(f"{base}/postgres", autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{copied}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{copied}" TEMPLATE "{name}"')
        try:
            yield Place(folder, f"{base}/{copied}")
        finally:
            server.execute(f'DROP DATABASE IF EXISTS "{copied}" WITH (FORCE)')
