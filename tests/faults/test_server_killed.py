"""PostgreSQL killed in the middle of a publication: what was acknowledged is there."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgres
from tests.faults.places import Place, built

# Publishes, but kills the server's processes before the statement that is named.
PUBLISH = """
import os, signal, sys, django
django.setup()
from django.db import OperationalError, InterfaceError, connection
from tests.faults import work

class Killer(work.Counter):
    def __call__(self, execute, sql, *rest):
        self.number += 1
        if self.number == 6:
            os.killpg(int(sys.argv[1]), signal.SIGKILL)
        return execute(sql, *rest)

try:
    with connection.execute_wrapper(Killer(0)):
        work.publish()
except (OperationalError, InterfaceError):
    print("refused")
"""


class Server:
    """A server with a process group of its own, to be killed and started again."""

    def __init__(self, programs: Path) -> None:
        self.programs = programs
        self.user = postgres.server_user()
        self.run_as = (
            {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []}
            if self.user
            else {}
        )
        self.folder = Path(tempfile.mkdtemp(prefix="tests-killed-"))
        password = secrets.token_hex(16)
        (self.folder / "password").write_text(password)
        if self.user:
            for path in (self.folder, self.folder / "password"):
                os.chown(path, self.user.pw_uid, self.user.pw_gid)
        postgres.create_cluster(programs, self.folder, self.run_as)
        self.port = postgres.free_port()
        self.url = f"postgres://tests:{password}@127.0.0.1:{self.port}/postgres"
        self.start()

    def start(self) -> None:
        """Start it, also on what a killed one has left."""
        own_group: dict[str, object] = {"start_new_session": True}
        self.process: subprocess.Popen[bytes] = postgres.start_server(
            self.programs, self.folder, self.port, self.run_as | own_group
        )
        postgres.wait_until_ready(self.process, self.url, self.folder / "log")

    def end(self) -> None:
        """Stop it and leave nothing behind."""
        self.process.terminate()
        self.process.wait(timeout=60)
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that only this test knows."""
    programs = postgres.binaries()
    assert programs
    made = Server(programs)
    yield made
    made.end()


@pytest.mark.skipif(
    not os.environ.get("TEST_DATABASE_URL"), reason="it is PostgreSQL that breaks here"
)
class ServerKilledTests:
    def test_a_publication_it_was_killed_in_is_not_half_there(
        self, server: Server, tmp_path: Path
    ) -> None:
        place = built(Place(tmp_path, server.url))
        before = place.contents()

        done = place.run("-c", PUBLISH, str(server.process.pid))
        killed = server.process.wait(timeout=60)
        server.start()

        assert done.stdout.strip() == "refused", done.stderr
        assert killed == -signal.SIGKILL
        assert place.contents() == before
        place.proven()
        assert place.work("publish").returncode == 0
        assert place.contents() != before
        place.proven()
