"""A real replica: readers read it while it follows, else the primary."""

from __future__ import annotations

import os
from pathlib import Path

import psycopg
import pytest

from tests.faults.edits import read, retitle
from tests.faults.places import Place, built
from tests.faults.servers import primary, replica
from tests.served_site import ServedSite, served
from tests.waiting import until


def hold(replica_url: str, *, still: bool) -> None:
    """Let the replica stand still, or go on; it receives what is written either way."""
    name = "pg_wal_replay_pause" if still else "pg_wal_replay_resume"
    with psycopg.connect(replica_url, autocommit=True) as database:
        database.execute(f"SELECT {name}()")


def let_replay(primary_url: str, replica_url: str) -> None:
    """Write something and wait until the replica has it; from then its lag is known."""
    with psycopg.connect(primary_url, autocommit=True) as database:
        database.execute("CREATE TABLE IF NOT EXISTS written ()")
    with psycopg.connect(replica_url, autocommit=True) as database:
        asked = "SELECT to_regclass('written') IS NOT NULL"
        until(lambda: bool((database.execute(asked).fetchone() or [False])[0]))


@pytest.mark.skipif(
    not os.environ.get("TEST_DATABASE_URL"), reason="SQLite has no streaming replica"
)
def test_readers_read_the_replica_while_it_follows(tmp_path: Path) -> None:
    with primary() as first:
        built(Place(tmp_path, first.url))
        with replica(first) as second:
            where = {"DATABASE_URL": first.url, "DATABASE_REPLICA_URL": second.url}

            # However far behind: readers read it, who is signed in reads the primary.
            patient = where | {"REPLICA_LAG_SECONDS": "3600"}
            with served(tmp_path / "patient", "--empty", **patient) as site:
                until(lambda: told(site, FOLLOWS) > 0)
                let_replay(first.url, second.url)
                hold(second.url, still=True)
                retitle(site, "A second title", **where)
                assert "A second title" not in read(site)
                assert "A second title" in read(site, cookie="sessionid=signed-in")
                hold(second.url, still=False)
                until(lambda: "A second title" in read(site))

            # One that lags is left out, one that is gone too, and both come back.
            strict = where | {"REPLICA_LAG_SECONDS": "1"}
            with served(tmp_path / "strict", "--empty", **strict) as site:
                until(lambda: told(site, FOLLOWS) > 0)
                hold(second.url, still=True)
                retitle(site, "A third title", **where)
                until(lambda: told(site, LAGS) > 0)
                assert "A third title" in read(site)
                before = told(site, FOLLOWS)
                hold(second.url, still=False)
                until(lambda: told(site, FOLLOWS) > before)

                second.kill()
                retitle(site, "A fourth title", **where)
                until(lambda: told(site, GONE) > 0)
                assert "A fourth title" in read(site)
                before = told(site, FOLLOWS)
                second.start()
                until(lambda: told(site, FOLLOWS) > before)


FOLLOWS = "readers read the replica"
LAGS = "seconds behind"
GONE = "it does not answer"


def told(site: ServedSite, words: str) -> int:
    """How often the workers said this, after one more reader was answered."""
    read(site)
    return site.log.read_text().count(words)
