"""A cache that workers share, for tests that need a real one."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from tests.postgres import free_port
from tests.waiting import until

PROGRAM = shutil.which("redis-server") or shutil.which("valkey-server")


class Cache:
    """A cache in memory alone, on a port of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.url = f"redis://127.0.0.1:{self.port}/0"

    @contextmanager
    def running(self) -> Iterator[subprocess.Popen[bytes]]:
        """Started, and killed at the end."""
        assert PROGRAM
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        process = subprocess.Popen(
            [PROGRAM, *options], cwd=self.folder, stdout=subprocess.DEVNULL
        )
        try:
            until(self.answers)
            yield process
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
