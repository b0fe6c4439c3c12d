"""PostgreSQL killed in the middle of work: what was acknowledged is there."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.places import Place, built
from tests.faults.servers import Server, primary

# Works, but kills the server's processes before a statement in the middle; prints a
# hash of the record before it, and how the work took it.
WORK = """
import os, signal, sys, django
django.setup()
from django.db import OperationalError, InterfaceError, connection
from tests.faults import work

class Killer(work.Counter):
    def __call__(self, execute, sql, *rest):
        self.number += 1
        if self.number == int(sys.argv[3]):
            os.killpg(int(sys.argv[1]), signal.SIGKILL)
        return execute(sql, *rest)

print(work.contents())
try:
    with connection.execute_wrapper(Killer(0)):
        work.WORK[sys.argv[2]]()
except (OperationalError, InterfaceError):
    print("refused")
except SystemExit as ended:
    print("refused" if ended.code == 1 else "went on")
"""

# Prints what is there after it, does the work again and prints what is there then.
AGAIN = """
import sys, django
django.setup()
from datetime import date
from tests.faults import work

print(work.contents())
work.WORK[sys.argv[1]]()
print(work.contents())
on = work.AT.date() if sys.argv[1] in work.AT_A_DAY else date.today()
print(work.differences(on))
"""

# Reads a page, loses its connection, reads the page again, then once more; prints each
# answer and how often the connection was tried by a question of its own.
READ = """
import django, psycopg, sys
django.setup()
from django.db import close_old_connections, connection
from django.test import Client

tried = []
usable = connection.is_usable
connection.is_usable = lambda: tried.append(1) or usable()

def read():
    close_old_connections()
    answer = Client(headers={"host": "127.0.0.1"}).get("/changes/feed.atom")
    print(answer.status_code, answer.headers["ETag"], len(tried))

read()
with psycopg.connect(sys.argv[1], autocommit=True) as other:
    other.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
read()
read()
"""


@pytest.fixture
def server() -> Iterator[Server]:
    """A server that only this test knows."""
    with primary() as made:
        yield made


@pytest.mark.skipif(
    not os.environ.get("TEST_DATABASE_URL"), reason="it is PostgreSQL that breaks here"
)
class ServerKilledTests:
    def test_work_that_it_was_killed_in_is_not_half_there(
        self, server: Server, tmp_path: Path
    ) -> None:
        place = built(Place(tmp_path, server.url))

        for name, statement in (("publish", 6), ("snapshot", 12), ("import", 40)):
            done = place.run("-c", WORK, str(server.process.pid), name, str(statement))
            killed = server.process.wait(timeout=60)
            server.start()
            again = place.run("-c", AGAIN, name)

            assert killed == -signal.SIGKILL
            assert done.returncode == 0, (name, done.stderr)
            before, said = done.stdout.splitlines()
            assert said == "refused", done.stderr
            assert name != "import" or "nothing was written" in done.stderr
            assert again.returncode == 0, again.stderr
            kept, after, differences = again.stdout.splitlines()
            assert kept == before
            assert after != before
            assert differences == "[]"

    def test_a_page_asked_before_is_answered_over_a_lost_connection_by_one_question(
        self, server: Server, tmp_path: Path
    ) -> None:
        place = built(Place(tmp_path, server.url))

        done = place.run("-c", READ, server.url)

        assert done.returncode == 0, done.stderr
        first, second, third = (
            line.split() for line in done.stdout.splitlines() if line[:1].isdigit()
        )
        assert first[0] == "200"
        assert first == second == third
        assert first[2] == "0"
