"""Backup, restore, proof and move, rehearsed on a site with the shipped record."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from django.db import connection

from recommendations.models import MethodVersion, Recommendation, Standing
from scorecard.models import Snapshot
from tests import prepared
from tests.factories import make_assessment, make_recommendation
from tests.served_site import ROOT, served_environment, started_before
from tracker.upkeep import databases, verify
from tracker.upkeep.manifest import Manifest, RefusedError

TODAY = date(2026, 7, 15)


class Site:
    """A data folder, and the commands a person runs on it."""

    def __init__(self, folder: Path, database: str = "") -> None:
        self.folder = folder
        self.environment = served_environment(folder) | {
            "DATABASE_URL": database,
            "SECRET_KEY": "a key for tests, long enough for every check to accept it",
            "STATIC_MANIFEST": "off",
        }

    def run(self, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """A command, whatever its exit code."""
        return subprocess.run(
            [sys.executable, *map(str, arguments)],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
        )

    def manage(self, *arguments: str | Path) -> str:
        """A management command that succeeds; what it printed."""
        done = self.run("manage.py", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def pages(self, *only: str) -> list[str]:
        """Every public page, or the first one, with the hash of what it shows."""
        done = self.run("-m", "tests.tracker.read_site", *only)
        assert done.returncode == 0, done.stderr
        return sorted(done.stdout.splitlines())


@pytest.fixture
def database(db: None) -> Iterator[str]:
    """The address of an empty database of the kind that is tested; "" for SQLite."""
    if connection.vendor == "sqlite":
        yield ""
        return
    given = os.environ["TEST_DATABASE_URL"]
    name = f"upkeep_{os.getpid()}"
    parts = urlsplit(given)
    server = f"{parts.scheme}://{parts.netloc}/postgres".replace(
        "postgres:", "postgresql:", 1
    )
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
    yield f"{parts.scheme}://{parts.netloc}/{name}"
    with psycopg.connect(server, autocommit=True) as admin:
        admin.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def site(tmp_path: Path, database: str) -> Site:
    """A site with the shipped record and an uploaded file."""
    made = Site(tmp_path / "site", database)
    (made.folder / "imports" / "1").mkdir(parents=True)
    (made.folder / "imports" / "1" / "upload.csv").write_text("reference,title\n")
    if not database:
        shutil.copy(started_before() / "db.sqlite3", made.folder)
    elif not prepared.fill(database, prepared.SHIPPED):
        made.manage("migrate", "-v0")
        made.manage("load_shipped_data", "-v0")
    return made


class RehearsalTests:
    def test_a_backup_brings_every_page_back_and_overwrites_nothing_silently(
        self, site: Site, tmp_path: Path
    ) -> None:
        copies = tmp_path / "copies"
        before = site.pages()
        assert len(before) > 100
        assert {line.split()[1] for line in before} <= {"200", "301", "302", "404"}

        told = site.manage("backup", copies)
        backup = Path(told.split()[-1])
        account = json.loads((backup / "manifest.json").read_text())
        assert (account["has_key"], account["has_files"]) == (False, True)
        assert "files/imports/1/upload.csv" in account["files"]

        break_record = (
            "from recommendations.models import *;"
            "Report.objects.update(title='Lost'); DueDate.objects.all().delete()"
        )
        site.manage("shell", "--no-imports", "-c", break_record)
        (site.folder / "imports" / "1" / "upload.csv").unlink()

        refused = site.run("manage.py", "restore", copies)
        assert refused.returncode == 1
        assert "nothing was overwritten" in refused.stderr
        assert not set(site.pages("--first")) & set(before)

        told = site.manage("restore", copies, "--replace")

        assert "The record that was there is kept in" in told
        assert list((site.folder / "replaced").iterdir())
        assert site.pages() == before
        assert (site.folder / "imports" / "1" / "upload.csv").exists()
        whole = site.run("manage.py", "verify_record")
        assert "derived rows: ok" in whole.stdout
        assert "belongs to no import" in whole.stderr  # this one was put there by hand

        if connection.vendor == "postgresql":
            return
        elsewhere = Site(tmp_path / "elsewhere")
        elsewhere.folder.mkdir()
        elsewhere.manage("restore", copies)
        assert set(elsewhere.pages("--first")) <= set(before)


@pytest.mark.skipif(
    "connection.vendor == 'sqlite'", reason="needs a PostgreSQL to move to"
)
class MoveTests:
    def test_a_record_moves_to_postgresql_and_goes_on_after_an_interruption(
        self, database: str, tmp_path: Path
    ) -> None:
        old = Site(tmp_path / "old")
        old.folder.mkdir()
        shutil.copy(started_before() / "db.sqlite3", old.folder)
        stopped = (
            "from tracker.upkeep import move\n"
            "from tracker.environment import Environment\n"
            "from pathlib import Path\n"
            "import os\n"
            f"os.environ['MOVE_TO'] = {database!r}\n"
            "move.connect(Environment(Path('.env')).database('MOVE_TO', Path('.')))\n"
            "copy = move._copy\n"
            "def some(table):\n"
            "    if table.name.endswith('historicalevidence'):\n"
            "        os._exit(9)\n"
            "    return copy(table)\n"
            "move._copy = some\n"
            "move.move(print)\n"
        )
        assert (
            old.run("manage.py", "shell", "--no-imports", "-c", stopped).returncode == 9
        )

        told = old.manage("move_record", "--to", database)
        again = old.run("manage.py", "move_record", "--to", database)

        assert "A move is under way; it goes on." in told
        assert "counts and hashes are the same" in told
        assert again.returncode == 1
        assert "The target holds a record already" in again.stderr
        new = Site(tmp_path / "old", database)
        assert new.pages("--first") == old.pages("--first")
        assert "constraints: ok" in new.manage("verify_record")
        new.manage(
            "createsuperuser", "--noinput", "--username=a", "--email=a@example.org"
        )


class CopyTests:
    def test_a_copy_is_of_one_moment_while_somebody_writes(
        self, tmp_path: Path
    ) -> None:
        live = tmp_path / "live.sqlite3"
        with closing(sqlite3.connect(live)) as made:
            made.execute("PRAGMA journal_mode = WAL")
            made.execute("CREATE TABLE pair (a, b)")
            made.execute("INSERT INTO pair VALUES (0, 0)")
            made.commit()
        stop = threading.Event()

        def write() -> None:
            with closing(sqlite3.connect(live, timeout=30)) as own:
                while not stop.is_set():
                    own.execute("UPDATE pair SET a = a + 1")
                    own.execute("UPDATE pair SET b = b + 1")
                    own.commit()

        writer = threading.Thread(target=write)
        writer.start()
        try:
            for number in range(5):
                copy = tmp_path / f"copy-{number}.sqlite3"
                databases._copy_sqlite(live, copy)
                with closing(sqlite3.connect(copy)) as read:
                    a, b = read.execute("SELECT a, b FROM pair").fetchone()
                assert a == b
        finally:
            stop.set()
            writer.join()

    @pytest.mark.parametrize("spoil", ["change", "remove", "escape", "future"])
    def test_a_spoiled_backup_is_refused(self, tmp_path: Path, spoil: str) -> None:
        (tmp_path / "db.sqlite3").write_text("data")
        account = Manifest("now", "sqlite", [], False, False)
        account.seal(tmp_path)
        Manifest.checked(tmp_path)
        told = json.loads((tmp_path / "manifest.json").read_text())
        if spoil == "change":
            (tmp_path / "db.sqlite3").write_text("date")
        if spoil == "remove":
            (tmp_path / "db.sqlite3").unlink()
        if spoil == "escape":
            told["files"] = {"../../etc/hostname": "0"}
        if spoil == "future":
            told["format"] = 2
        (tmp_path / "manifest.json").write_text(json.dumps(told))

        with pytest.raises(RefusedError, match="damaged|does not read"):
            Manifest.checked(tmp_path)


@pytest.mark.django_db
class VerifyTests:
    @pytest.fixture(autouse=True)
    def own_folder(self, settings, tmp_path: Path) -> None:
        settings.DATA_DIR = tmp_path

    def test_a_whole_record_has_no_problem(self) -> None:
        make_assessment(recommendation=make_recommendation())

        for check in (*verify.CHECKS.values(),):
            assert list(check(TODAY)) == []

    def test_derived_rows_that_differ_are_named(self) -> None:
        row = make_recommendation()
        make_assessment(recommendation=row)
        Recommendation.objects.update(current_status="implemented")
        Standing.objects.all().delete()

        assert len(list(verify.derived(TODAY))) == 2

    def test_a_snapshot_that_was_touched_is_named(self) -> None:
        Snapshot.objects.create(
            report=make_recommendation().report,
            as_of=TODAY,
            known_at=TODAY,
            method_version=MethodVersion.objects.get(),
            code_version="1",
            seed=1,
            inputs_hash="0" * 64,
            inputs={"a": 1},
            outputs={},
            made_at=datetime(2026, 7, 15, tzinfo=UTC),
        )

        (problem,) = verify.snapshots(TODAY)

        assert "its inputs have another hash" in problem

    def test_files_without_an_import_are_named(self, tmp_path: Path) -> None:
        (tmp_path / "imports" / "7").mkdir(parents=True)

        (problem,) = verify.files(TODAY)

        assert problem.endswith("imports/7 belongs to no import")

    def test_a_missing_rule_is_named(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DROP INDEX recommendation_slug_unique_in_report")

        assert list(verify.constraints(TODAY)) == [
            "recommendations_recommendation lacks the rule"
            " recommendation_slug_unique_in_report"
        ]
