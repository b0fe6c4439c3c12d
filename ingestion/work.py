"""Work on a run that takes a while: its folder, its lock, how far it is.

Whoever works on a run holds a lock on a file of its folder. The system frees the lock
when a process ends, however it ends, so nobody waits for one that was killed. How far
the work is stands in a file, too: while a transaction writes, the database cannot tell.
"""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from django.conf import settings

TRIES = 20


class BusyError(Exception):
    """Somebody else works on the run."""


def _take(lock: IO[str]) -> None:
    """Try for a moment: a page that only looks holds the lock for an instant."""
    for _try in range(TRIES):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise BusyError


class Work:
    """The folder of one run."""

    def __init__(self, run_id: int) -> None:
        self.folder = Path(settings.DATA_DIR) / "imports" / str(run_id)

    def make(self) -> None:
        """Create the folder, for this program alone."""
        self.folder.mkdir(parents=True, mode=0o750)

    @property
    def file(self) -> Path:
        """The uploaded file."""
        found = [one for one in self.folder.iterdir() if one.stem == "upload"]
        return found[0]

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the lock while working; BusyError where another process holds it."""
        with (self.folder / "lock").open("a") as lock:
            _take(lock)
            try:
                yield
            finally:
                (self.folder / "done.json").unlink(missing_ok=True)

    @property
    def is_under_way(self) -> bool:
        """Whether a living process holds the lock."""
        try:
            with (self.folder / "lock").open("a") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except FileNotFoundError:
            return False
        except OSError:
            return True
        return False

    def tell(self, done: int) -> None:
        """Say how many rows are done."""
        fresh = self.folder / "done.new"
        fresh.write_text(json.dumps(done))
        os.replace(fresh, self.folder / "done.json")

    @property
    def done(self) -> int:
        """How many rows are done, as last told."""
        with suppress(OSError, ValueError):
            return int(json.loads((self.folder / "done.json").read_text()))
        return 0
