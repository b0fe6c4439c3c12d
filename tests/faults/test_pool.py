"""The site behind PgBouncer, which gives each transaction another connection."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests import postgres
from tests.faults.edits import read, retitle
from tests.faults.places import Place
from tests.served_site import served
from tests.waiting import until

POOLED = """
[databases]
* = host={host} port={server_port}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = scram-sha-256
auth_file = {folder}/users
pool_mode = transaction
default_pool_size = 3
min_pool_size = 3
server_round_robin = 1
"""


@contextmanager
def pool(url: str, folder: Path) -> Iterator[str]:
    """The address under which a pool hands out connections to a database."""
    of, port = urlsplit(url), postgres.free_port()
    user = postgres.server_user()
    folder.mkdir()
    (folder / "users").write_text(f'"{of.username}" "{of.password}"\n')
    known = {"host": of.hostname, "server_port": of.port, "folder": folder}
    (folder / "ini").write_text(POOLED.format(port=port, **known))
    command = ["pgbouncer", "--quiet", folder / "ini"]
    if user:  # it refuses root; pytest's own folders are closed to others
        command[1:1] = ["--user", user.pw_name]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    pooled = f"postgres://{of.username}:{of.password}@127.0.0.1:{port}{of.path}"
    try:
        until(lambda: answers(pooled))
        yield pooled
    finally:
        process.terminate()
        process.wait(timeout=30)


def answers(url: str) -> bool:
    """Whether somebody answers there."""
    try:
        psycopg.connect(url).close()
    except psycopg.OperationalError:
        return False
    return True


@contextmanager
def others(url: str) -> Iterator[None]:
    """Two who use the pool meanwhile, so that connections change hands."""
    done = threading.Event()

    def use(seconds: float) -> None:
        with psycopg.connect(url, autocommit=True, prepare_threshold=None) as mine:
            while not done.wait(seconds):
                mine.execute("SELECT pg_sleep(%s)", [seconds])

    threads = [threading.Thread(target=use, args=(n / 20,)) for n in (1, 2)]
    for thread in threads:
        thread.start()
    try:
        with psycopg.connect(url, autocommit=True) as one:
            seen: set[int] = set()
            until(lambda: seen.add(backend(one)) or len(seen) > 1)  # type: ignore[func-returns-value]
        yield
    finally:
        done.set()
        for thread in threads:
            thread.join()


def backend(asked: psycopg.Connection) -> int:
    """The process of the server that answers this time."""
    row = asked.execute("SELECT pg_backend_pid()").fetchone()
    assert row
    return int(row[0])


@pytest.mark.skipif(
    not (os.environ.get("TEST_DATABASE_URL") and shutil.which("pgbouncer")),
    reason="no PostgreSQL, or PgBouncer is not installed",
)
def test_readers_editors_and_commands_work_behind_a_pool(
    place: Place, tmp_path: Path
) -> None:
    with pool(place.database, tmp_path / "pool") as url, others(url):
        pooled = replace(place, database=url)
        work = [
            pooled.manage("migrate", "--check"),
            pooled.work("publish"),
            pooled.work("import"),
            pooled.manage("verify_record"),
        ]
        refused = pooled.manage("backup", str(tmp_path / "backups"))
        with served(tmp_path / "site", "--empty", DATABASE_URL=url) as site:
            retitle(site, "Behind a pool", DATABASE_URL=url)
            page = read(site)
            files = [
                urllib.request.urlopen(f"{site.address}{path}", timeout=60).read()
                for path in ("/recommendations/export.csv", "/data/package.zip")
            ]
            log = site.log.read_text()

    assert [done.stderr for done in work if done.returncode] == []
    assert "names a pool of connections" in refused.stderr
    assert "Behind a pool" in page
    assert b"Behind a pool" in files[0]
    assert files[1].startswith(b"PK")
    assert '"ERROR"' not in log
