"""PostgreSQL servers that tests may kill, and replicas that follow them."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import postgres


class Server:
    """A server in a process group of its own, to be killed and started again."""

    def __init__(self, programs: Path, *, password: str = "") -> None:
        self.programs = programs
        self.user = postgres.server_user()
        self.run_as = (
            {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
            if self.user
            else {}
        )
        self.folder = Path(tempfile.mkdtemp(prefix="tests-killed-"))
        self.password = password or secrets.token_hex(16)
        (self.folder / "password").write_text(self.password)
        if self.user:
            for path in (self.folder, self.folder / "password"):
                os.chown(path, self.user.pw_uid, self.user.pw_gid)
        self.port = postgres.free_port()
        at = f"127.0.0.1:{self.port}"
        self.url = f"postgres://tests:{self.password}@{at}/postgres"

    def create(self) -> None:
        """An empty cluster."""
        postgres.create_cluster(self.programs, self.folder, self.run_as)

    def follow(self, primary: Server) -> None:
        """A copy of the primary's cluster that goes on receiving what it writes."""
        subprocess.run(
            [
                self.programs / "pg_basebackup",
                *("-D", self.folder / "data", "-d", primary.url),
                *("--wal-method=stream", "--checkpoint=fast", "--no-sync"),
                "--write-recovery-conf",
            ],
            check=True,
            cwd=self.folder,
            **self.run_as,
        )

    def start(self) -> None:
        """Start it, also on what a killed one has left."""
        own_group: dict[str, object] = {"start_new_session": True}
        self.process: subprocess.Popen[bytes] = postgres.start_server(
            self.programs, self.folder, self.port, self.run_as | own_group
        )
        postgres.wait_until_ready(self.process, self.url, self.folder / "log")

    def kill(self) -> None:
        """End all its processes at once, as a power cut does."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(timeout=60)

    def end(self) -> None:
        """Stop it and leave nothing behind."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=60)
        shutil.rmtree(self.folder, ignore_errors=True)


@contextmanager
def running(server: Server) -> Iterator[Server]:
    """Started, and ended at the end."""
    server.start()
    try:
        yield server
    finally:
        server.end()


@contextmanager
def primary() -> Iterator[Server]:
    """A new server with nothing in it."""
    programs = postgres.binaries()
    assert programs
    made = Server(programs)
    made.create()
    with running(made):
        yield made


@contextmanager
def replica(of: Server) -> Iterator[Server]:
    """A hot standby that streams from another server."""
    made = Server(of.programs, password=of.password)
    made.follow(of)
    with running(made):
        yield made
