"""A file that breaks off: its reader sees it and takes it up again, nobody else does.

Real workers, and readers that take little at a time: what they have not read waits in
the worker, since the files are longer than what the system holds between the two.
"""

from __future__ import annotations

import csv
import hashlib
import http.client
import io
import os
import signal
import socket
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.connections import worker_of, workers
from tests.faults.edits import retitle
from tests.served_site import ServedSite, once, served
from tests.waiting import until

pytestmark = once
AGENCY = "mx-senado"
REPORT = "drug-war-in-mexico-2011"
ROWS, LETTERS = 600, 13_000  # some megabytes more than the system holds in between
TAKEN = 100_000


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """The shipped record with a long list of long texts added."""
    folder = tmp_path_factory.mktemp("download")
    with served(folder / "site") as made:
        file = folder / "list.csv"
        with file.open("w", newline="") as text:
            writer = csv.writer(text)
            writer.writerow(["reference", "title", "summary", "category", "agencies"])
            for n in range(ROWS):
                title = f"Repair well {n}"
                writer.writerow([f"9.{n}", title, letters(n), "Wells", AGENCY])
        made.manage(
            "import_recommendations", str(file), f"--report={REPORT}", "--commit"
        )
        yield made


def letters(number: int) -> str:
    """A text that hardly packs."""
    return hashlib.shake_256(str(number).encode()).hexdigest(LETTERS // 2)


class SlowReader:
    """A client that asks for a file and takes its beginning alone."""

    def __init__(self, site: ServedSite, path: str) -> None:
        host, _colon, port = site.address.removeprefix("http://").partition(":")
        self.client = socket.socket()
        self.client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        self.client.connect((host, int(port)))
        self.port = self.client.getsockname()[1]
        self.connection = http.client.HTTPConnection(host, int(port))
        self.connection.sock = self.client
        self.connection.request("GET", path)
        self.answer = self.connection.getresponse()
        assert self.answer.status == 200
        self.begin = self.answer.read(TAKEN)

    def hang_up(self) -> None:
        """Go away without having read the rest."""
        self.answer.close()
        self.connection.close()
        self.client.close()


def whole(site: ServedSite, path: str, **headers: str) -> tuple[int, bytes]:
    """The status and all bytes of an answer."""
    connection = http.client.HTTPConnection(site.address.removeprefix("http://"))
    with closing(connection):
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers=given)
        answer = connection.getresponse()
        return answer.status, answer.read()


def is_reading(site: ServedSite) -> bool:
    """Whether somebody still holds a state of the record that edits have overtaken."""
    with closing(sqlite3.connect(site.data_dir / "db.sqlite3")) as database:
        (busy, *_pages) = database.execute("PRAGMA wal_checkpoint(RESTART)").fetchone()
    return bool(busy)


class KilledTests:
    @pytest.mark.parametrize(
        "path",
        [
            "/recommendations/export.csv",
            "/recommendations/export.json",
            f"/reports/{REPORT}/status-report.zip",
        ],
    )
    def test_a_file_whose_worker_is_killed_is_seen_to_be_cut_and_taken_up_again(
        self, site: ServedSite, path: str
    ) -> None:
        reader = SlowReader(site, path)
        is_counted = reader.answer.length is not None
        killed = worker_of(site, reader.port)
        assert killed

        os.kill(killed, signal.SIGKILL)
        with pytest.raises((http.client.IncompleteRead, ConnectionResetError)) as cut:
            reader.answer.read()
        reader.hang_up()
        begun = reader.begin + getattr(cut.value, "partial", b"")
        status, rest = whole(
            site,
            path,
            Range=f"bytes={len(begun)}-",
            If_Range=reader.answer.headers["ETag"],
        )
        again = {whole(site, path) for _read in range(1 if is_counted else 4)}

        assert is_counted == path.endswith("zip")
        assert status == 206
        assert len(rest) > 1_000_000
        assert again == {(200, begun + rest)}
        assert is_whole(path, begun + rest)
        assert not is_whole(path, begun)
        until(lambda: len(workers(site)) == 2 and killed not in workers(site))


def is_whole(path: str, content: bytes) -> bool:
    """Whether a file is what its ending promises, by what ``docs`` say of it."""
    if path.endswith("zip"):
        return zipfile.is_zipfile(io.BytesIO(content))
    if path.endswith("csv"):
        return content.endswith(b"\r\n")
    return content.endswith(b'"complete":true}\n')


class HangingUpTests:
    def test_who_hangs_up_leaves_no_work_and_no_old_state_behind(
        self, site: ServedSite
    ) -> None:
        reader = SlowReader(site, "/recommendations/export.csv")
        worker = worker_of(site, reader.port)
        retitle(site, "While a file is read")
        assert is_reading(site)

        reader.hang_up()

        until(lambda: worker_of(site, reader.port) is None)
        until(lambda: not is_reading(site))
        assert worker in workers(site)
        assert "Traceback" not in site.log.read_text()
