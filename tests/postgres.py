"""A PostgreSQL server that exists only while the tests run on it."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

STARTED_WITHIN_SECONDS = 60
# Nothing in this cluster has to survive a power cut; queries over a few rows are
# not worth compiling.
QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "jit=off")


def binaries() -> Path | None:
    """The folder of the newest PostgreSQL server programs, or None."""
    found = shutil.which("initdb")
    if found and shutil.which("postgres"):
        return Path(found).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(installed, key=lambda path: float(path.parent.parent.name))
    return newest[-1].parent if newest else None


def server_user() -> pwd.struct_passwd | None:
    """The user who must run the server: it refuses root; None is this very user."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise RuntimeError("There is no user postgres or nobody to run PostgreSQL.")


@contextmanager
def temporary_server(programs: Path) -> Iterator[str]:
    """The address of an empty database on a free port of this machine."""
    user = server_user()
    run_as = (
        {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    )
    folder = Path(tempfile.mkdtemp(prefix="tests-postgresql-"))
    password = secrets.token_hex(16)
    try:
        (folder / "password").write_text(password)
        if user:
            os.chown(folder, user.pw_uid, user.pw_gid)
            os.chown(folder / "password", user.pw_uid, user.pw_gid)
        create_cluster(programs, folder, run_as)
        port = free_port()
        server = start_server(programs, folder, port, run_as)
        try:
            url = f"postgres://tests:{password}@127.0.0.1:{port}/postgres"
            wait_until_ready(server, url, folder / "log")
            yield url
        finally:
            server.terminate()
            server.wait(timeout=60)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def create_cluster(programs: Path, folder: Path, run_as: dict[str, Any]) -> None:
    """Make the data folder."""
    subprocess.run(
        [
            programs / "initdb", "--pgdata", folder / "data", "--username", "tests",
            "--pwfile", folder / "password", "--auth", "scram-sha-256",
            "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync",
        ],
        check=True,
        cwd=folder,
        stdout=subprocess.DEVNULL,
        **run_as,
    )  # fmt: skip


def start_server(
    programs: Path, folder: Path, port: int, run_as: dict[str, Any]
) -> subprocess.Popen[bytes]:
    """The server process, listening on the loopback address alone."""
    options = [
        f"port={port}",
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        *QUICK,
    ]
    with (folder / "log").open("wb") as log:
        return subprocess.Popen(
            [
                programs / "postgres",
                *("-D", folder / "data"),
                *(word for option in options for word in ("-c", option)),
            ],
            cwd=folder,
            stdout=log,
            stderr=log,
            **run_as,
        )


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_ready(server: subprocess.Popen[bytes], url: str, log: Path) -> None:
    """Return when the server accepts a connection; say what it said if it ended."""
    deadline = time.monotonic() + STARTED_WITHIN_SECONDS
    while True:
        try:
            psycopg.connect(url, connect_timeout=2).close()
            return
        except psycopg.OperationalError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(
                    f"PostgreSQL did not start:\n{log.read_text()}"
                ) from None
            time.sleep(0.1)
