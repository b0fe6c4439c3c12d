"""A database that takes nothing says so in words, and what was typed is kept."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import InternalError, OperationalError
from django.test import RequestFactory
from psycopg import sql

from tests.faults.places import Place
from tracker import trouble

ON_A_SERVER = bool(os.environ.get("TEST_DATABASE_URL"))
NOT_HERE = "a file is what breaks here; the database is a server's"


# A database that takes nothing but questions, as a standby does or a full quota.
READ_ONLY = "ALTER DATABASE {name} SET default_transaction_read_only = {switch}"


def answered(place: Place) -> tuple[int, str, int]:
    """A reader's letter: status and text of the answer, status of a page read."""
    done = place.work("write")
    assert done.returncode == 0, done.stderr
    status, text, read = json.loads(done.stdout.splitlines()[-1])
    return status, text, read


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A disk of its own for a folder, which only the administrator can mount."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder],
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("a small disk can't be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def read_only(folder: Path, shown: Path) -> Iterator[Path]:
    """The same folder in a place where nobody can write, not even the administrator."""
    shown.mkdir()
    bound = subprocess.run(["mount", "--bind", folder, shown], capture_output=True)
    if bound.returncode:
        pytest.skip("a folder can't be mounted here")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", shown], check=True)
        yield shown
    finally:
        subprocess.run(["umount", "--lazy", shown], check=True)


@pytest.mark.skipif(ON_A_SERVER, reason=NOT_HERE)
class FileTests:
    def test_a_full_disk_is_named_and_over_when_there_is_space(
        self, place: Place, tmp_path: Path
    ) -> None:
        size = sum(file.stat().st_size for file in place.data_dir.iterdir())
        with small_disk(tmp_path / "disk", size // 1_000_000 + 3) as disk:
            for file in place.data_dir.iterdir():
                shutil.copy(file, disk)
            full = Place(place.data_dir, f"sqlite:///{disk}/db.sqlite3")
            # A site that runs holds its files open; so does this connection.
            held = sqlite3.connect(disk / "db.sqlite3")
            held.execute("SELECT count(*) FROM django_migrations").fetchall()
            filler = disk / "filler"
            with filler.open("wb", buffering=0) as out, pytest.raises(OSError):
                while True:
                    out.write(b"x" * 4096)

            status, text, read = answered(full)
            filler.unlink()
            again = answered(full)
            held.close()

        assert status == 503
        assert "The disk is full" in text
        assert "What I had written" in text
        assert read == 200
        assert again[0] == 302

    def test_a_locked_file_is_named_after_a_while(self, place: Place) -> None:
        lock = sqlite3.connect(place.data_dir / "db.sqlite3", isolation_level=None)
        lock.execute("BEGIN IMMEDIATE")

        status, text, read = answered(place)
        lock.execute("ROLLBACK")
        lock.close()

        assert status == 503
        assert "Somebody else was writing" in text
        assert "What I had written" in text
        assert read == 200
        assert answered(place)[0] == 302

    def test_a_file_on_a_disk_that_turned_read_only_is_still_read(
        self, place: Place, tmp_path: Path
    ) -> None:
        # A site that runs holds its files open; so does this connection.
        held = sqlite3.connect(place.data_dir / "db.sqlite3")
        held.execute("SELECT count(*) FROM django_migrations").fetchall()
        with read_only(place.data_dir, tmp_path / "shown") as folder:
            shown = Place(place.data_dir, f"sqlite:///{folder}/db.sqlite3")
            status, text, read = answered(shown)
        held.close()
        with read_only(place.data_dir, tmp_path / "again") as folder:
            shown = Place(place.data_dir, f"sqlite:///{folder}/db.sqlite3")
            unread = answered(shown)

        assert status == 503
        assert "The database can be read but not written" in text
        assert "What I had written" in text
        assert read == 200
        assert unread[0] == 503
        assert "folder can&#x27;t be used" in unread[1]
        assert answered(place)[0] == 302
        assert place.manage("verify_record").returncode == 0


@pytest.mark.skipif(not ON_A_SERVER, reason="it is PostgreSQL that refuses here")
class ServerTests:
    def test_a_server_that_takes_no_writing_is_still_read(self, place: Place) -> None:
        base, _slash, name = place.database.rpartition("/")
        with psycopg.connect(f"{base}/postgres", autocommit=True) as server:
            only = sql.SQL(READ_ONLY)
            named = {"name": sql.Identifier(name)}
            server.execute(only.format(switch=sql.SQL("on"), **named))
            status, text, read = answered(place)
            server.execute(only.format(switch=sql.SQL("off"), **named))

        assert status == 503
        assert "The database can be read but not written" in text
        assert "What I had written" in text
        assert read == 200
        assert answered(place)[0] == 302
        assert place.manage("verify_record").returncode == 0


class ClockTests:
    def test_a_clock_that_was_set_back_changes_no_order_and_no_page_is_stale(
        self, place: Place
    ) -> None:
        done = place.run("-m", "tests.faults.clock_set_back")

        assert done.returncode == 0, done.stderr
        found = json.loads(done.stdout.splitlines()[-1])
        assert found.pop("problems") == []
        assert all(found.values()), found


class WordsTests:
    @pytest.mark.parametrize(
        ("said", "words"),
        [
            ("database or disk is full", "The disk is full."),
            ("could not extend file: No space left on device", "The disk is full."),
            ("unable to open database file", "folder can't be used"),
            ("database is locked", "Somebody else was writing for too long."),
            ("attempt to write a readonly database", "read but not written"),
            ("cannot execute INSERT in a read-only transaction", "not written"),
            ("deadlock detected", "Somebody else was writing for too long."),
            ("connection refused", "can't be reached"),
        ],
    )
    def test_each_trouble_has_its_sentence(self, said: str, words: str) -> None:
        assert words in str(trouble.meaning(OperationalError(said)))

    def test_secrets_are_not_given_back(self) -> None:
        request = RequestFactory().post(
            "/admin/login/",
            {
                "username": "anna",
                "password": "not for the page",
                "csrfmiddlewaretoken": "x",
                "rationale": "Two sentences.",
            },
        )

        assert trouble.typed(request) == [
            ("username", "anna"),
            ("rationale", "Two sentences."),
        ]

    def test_a_fault_that_is_not_the_databases_is_left_to_others(self) -> None:
        middleware = trouble.DatabaseTrouble(lambda request: None)  # type: ignore

        found = middleware.process_exception(
            RequestFactory().get("/"), ValueError("something else")
        )

        broken = InternalError("current transaction is aborted")
        assert found is None
        assert not trouble.is_refusal(broken)
