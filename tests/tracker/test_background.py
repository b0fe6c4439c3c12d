"""The background worker: kept while the server runs, gone when it goes."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.served_site import once, served
from tests.waiting import until
from tracker import background
from tracker.background import Background


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> Iterator[Background]:
    """A worker that only waits; never left behind."""
    monkeypatch.setattr(background, "PAUSE_SECONDS", 0)
    made = Background(lambda: time.sleep(600), lambda: None)
    yield made
    made.stop()
    made.wait(5)


class BackgroundTests:
    def test_it_is_started_once_and_again_after_it_was_killed(
        self, worker: Background
    ) -> None:
        worker.keep()
        first = worker.pid
        worker.keep()
        assert worker.pid == first

        os.kill(first, signal.SIGKILL)
        until(lambda: not worker.is_alive)
        worker.keep()

        assert worker.pid != first
        assert worker.is_alive

    def test_it_ends_when_asked_and_is_not_started_again(
        self, worker: Background
    ) -> None:
        worker.keep()

        worker.stop()
        worker.wait(20)
        worker.keep()

        assert not worker.is_alive

    def test_one_that_does_not_listen_is_ended(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def deaf() -> None:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            time.sleep(600)

        worker = Background(deaf, lambda: None)
        worker.keep()
        time.sleep(0.5)

        worker.stop()
        worker.wait(0.2)

        assert not worker.is_alive

    def test_one_that_cannot_run_is_not_tried_again_at_once(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        worker = Background(lambda: 1 / 0, lambda: None)  # type: ignore[arg-type,return-value]
        worker.keep()
        first = worker.pid
        until(lambda: not worker.is_alive)

        worker.keep()

        assert worker.pid == first


@once
class ServedTests:
    def test_the_site_does_background_work_and_stops_with_it(
        self, tmp_path: Path
    ) -> None:
        with served(tmp_path / "site", "--empty") as site:
            site.manage(
                "shell",
                "--no-imports",
                "-c",
                "from ingestion.tasks import work_on_import as w; w.enqueue(1)",
            )
            with sqlite3.connect(site.data_dir / "db.sqlite3") as database:
                statement = "SELECT status FROM django_tasks_database_dbtaskresult"
                # There is no such import, so it ends in failure; but it was run.
                until(lambda: database.execute(statement).fetchone() == ("FAILED",))
            database.close()

            assert site.stop() == 0
