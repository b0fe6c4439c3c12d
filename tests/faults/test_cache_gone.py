"""A real cache that workers share, and what happens when it is killed."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
import redis

from tests.faults.edits import read, retitle, until
from tests.postgres import free_port
from tests.served_site import ServedSite, served

READS = 6  # enough to come by each of two workers
MOST_EDITS = 10
PROGRAM = shutil.which("redis-server") or shutil.which("valkey-server")


class Cache:
    """A cache in memory alone, on a port of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    @contextmanager
    def running(self) -> Iterator[None]:
        """Started, and killed at the end."""
        assert PROGRAM
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        process = subprocess.Popen(
            [PROGRAM, *options], cwd=self.folder, stdout=subprocess.DEVNULL
        )
        try:
            until(self.answers)
            yield
        finally:
            process.kill()
            process.wait()

    def answers(self) -> bool:
        """Whether it is there."""
        try:
            return bool(self.client().ping())
        except redis.ConnectionError:
            return False

    def client(self) -> redis.Redis:
        """A connection of the test's own."""
        return redis.Redis.from_url(self.url)

    def found(self) -> int:
        """How often a worker found what it asked for."""
        return int(self.client().info("stats")["keyspace_hits"])


def all_read(site: ServedSite, title: str) -> bool:
    """Whether every one of several new readers sees this title."""
    return all(title in read(site) for _again in range(READS))


@pytest.mark.skipif(PROGRAM is None, reason="there is no Valkey or Redis here")
@pytest.mark.skipif(
    bool(os.environ.get("TEST_DATABASE_URL")), reason="the database plays no part"
)
def test_workers_share_a_cache_and_do_without_it(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    with ExitStack() as first, ExitStack() as rest:
        first.enter_context(cache.running())
        site = rest.enter_context(served(tmp_path / "site", CACHE_URL=cache.url))
        until(lambda: bool(read(site)) and cache.found() > 0)
        retitle(site, "A second title")
        assert all_read(site, "A second title")

        first.close()  # kills it
        assert all_read(site, "A second title")
        retitle(site, "A third title")
        assert all_read(site, "A third title")

        with cache.running():
            # It is left alone for some seconds; new pages come with each edit.
            for number in range(MOST_EDITS):
                retitle(site, f"Title {number}")
                assert all_read(site, f"Title {number}")
                if cache.found():
                    break
            assert cache.found()
        assert "Traceback" not in site.log.read_text()
