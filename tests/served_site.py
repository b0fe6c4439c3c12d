"""Starts the site as ./serve starts it, on a free port, with its own data folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.environment import environment_for_tests
from tests.postgres import free_port
from tests.shared import made_once, shared

once = pytest.mark.skipif(
    bool(os.environ.get("TEST_DATABASE_URL")),
    reason="a served site is on SQLite, whichever database the tests are on",
)
"""For tests whose site would be the same in the run on the other database."""

ROOT = Path(__file__).resolve().parent.parent
STARTED_WITHIN_SECONDS = 180


@dataclass(frozen=True)
class ServedSite:
    """A site under the production server, and the process that is its master."""

    address: str
    data_dir: Path
    process: subprocess.Popen[bytes]
    log: Path

    def manage(self, *arguments: str, **environment: str) -> str:
        """Run a management command on this site's data; returns what it printed."""
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=served_environment(self.data_dir) | environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout

    def stop(self) -> int:
        """End it as a supervisor does; returns its exit code."""
        self.process.terminate()
        return self.process.wait(timeout=60)


def served_environment(data_dir: Path) -> dict[str, str]:
    """What a person's own ./serve has, apart from the data folder."""
    ours = environment_for_tests(str(data_dir)) | {
        "DATABASE_URL": "",
        "SECRET_KEY": "",
        "STATIC_MANIFEST": "on",
        "PYTHONUNBUFFERED": "1",
    }
    for implied in ("SITE_URL", "ALLOWED_HOSTS"):
        ours.pop(implied)
    kept = {name: value for name, value in os.environ.items() if name in KEPT}
    return kept | ours


KEPT = ("HOME", "LANG", "LC_ALL", "PATH", "TMPDIR", "VIRTUAL_ENV")


@contextmanager
def served(data_dir: Path, *arguments: str, **environment: str) -> Iterator[ServedSite]:
    """The site with the shipped data, or with ``--empty`` without; stopped after.

    A data folder that does not exist begins as a copy of one that was started before.
    """
    if not data_dir.exists():
        shutil.copytree(started_before(*arguments), data_dir)
    with started(data_dir, *arguments, **environment) as site:
        yield site


def started_before(*arguments: str) -> Path:
    """The data folder of a site that came up and was stopped.

    One for each choice of arguments, made once for all processes of a run: with the
    shipped data from nothing, else on tables that were made before, where they were.
    """
    tables = shared("migrated.sqlite3")

    def make(folder: Path) -> None:
        if arguments and tables.exists():
            folder.mkdir(mode=0o750)
            shutil.copy(tables, folder / "db.sqlite3")
        with started(folder, *arguments) as site:
            site.stop()

    return made_once("-".join(["site", *arguments]), make)


@contextmanager
def started(
    data_dir: Path, *arguments: str, **environment: str
) -> Iterator[ServedSite]:
    """The site on exactly this data folder, made if need be."""
    port = free_port()
    log = data_dir.with_suffix(".log")
    with log.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "tracker.serving", "--port", str(port), *arguments],
            cwd=ROOT,
            env=served_environment(data_dir) | environment,
            stdout=out,
            stderr=out,
        )
    site = ServedSite(f"http://127.0.0.1:{port}", data_dir, process, log)
    try:
        wait_until_ready(site)
        yield site
    finally:
        site.stop()


def wait_until_ready(site: ServedSite) -> None:
    """Return when the site says it is ready; show its output if it ended."""
    deadline = time.monotonic() + STARTED_WITHIN_SECONDS
    while time.monotonic() < deadline and site.process.poll() is None:
        try:
            urllib.request.urlopen(f"{site.address}/readyz", timeout=5).close()
            return
        except OSError:  # refused, or too slow while others use the machine
            time.sleep(0.1)
    raise AssertionError(f"The site did not start:\n{site.log.read_text()}")
