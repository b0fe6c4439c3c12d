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

import pytest
from django.db import OperationalError
from django.test import RequestFactory

from tests.faults.places import Place
from tracker import trouble

ON_A_SERVER = bool(os.environ.get("TEST_DATABASE_URL"))
NOT_HERE = "a file is what breaks here; the database is a server's"


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


class WordsTests:
    @pytest.mark.parametrize(
        ("said", "words"),
        [
            ("database or disk is full", "The disk is full."),
            ("could not extend file: No space left on device", "The disk is full."),
            ("database is locked", "Somebody else was writing for too long."),
            ("attempt to write a readonly database", "read but not written"),
            ("cannot execute INSERT in a read-only transaction", "not written"),
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

        assert found is None
