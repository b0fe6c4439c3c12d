"""The start of the site: data folder, secret key, second start, stop."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import re
import threading
import time
import urllib.request
from pathlib import Path
from types import SimpleNamespace
from unittest.mock import Mock

import pytest

from tests.served_site import once, started
from tracker import serving
from tracker.launch import RefusedError


class DataFolderTests:
    def test_a_path_that_cannot_be_a_folder_is_one_sentence(
        self, tmp_path: Path
    ) -> None:
        (tmp_path / "file").write_text("")

        with pytest.raises(RefusedError, match="data folder .* cannot be written"):
            serving.make_folder(tmp_path / "file" / "data")

    def test_a_full_disk_is_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(*args: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        monkeypatch.setattr(Path, "write_bytes", full)

        with pytest.raises(RefusedError, match="no disk space left"):
            serving.make_folder(tmp_path)

    def test_too_little_space_for_a_first_start_is_told(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(
            serving.shutil, "disk_usage", lambda folder: SimpleNamespace(free=7_000_000)
        )

        with pytest.raises(RefusedError, match="100 MB are needed, 7 MB are free"):
            serving.make_folder(tmp_path)

    @pytest.mark.parametrize(
        ("problem", "sentence"),
        [
            (OSError(errno.ENOSPC, "No space left"), "there is no disk space left"),
            (serving.DatabaseError("database or disk is full"), "no disk space left"),
            (serving.DatabaseError("file is not a database"), "is not a database."),
            (PermissionError(errno.EACCES, "Permission denied", "x"), "x cannot be"),
        ],
    )
    def test_what_goes_wrong_later_is_one_sentence(
        self, problem: Exception, sentence: str
    ) -> None:
        assert sentence in serving.why_not_kept(problem)


class SecretKeyTests:
    def test_it_is_made_once_for_its_owner_alone(self, tmp_path: Path) -> None:
        file = tmp_path / "secret_key"

        serving.make_secret_key(file)
        first = file.read_text()
        serving.make_secret_key(file)

        assert file.read_text() == first
        assert len(first.strip()) >= 50
        assert file.stat().st_mode & 0o777 == 0o600

    def test_an_empty_file_is_not_taken_for_a_key(self, tmp_path: Path) -> None:
        (tmp_path / "secret_key").touch()

        serving.make_secret_key(tmp_path / "secret_key")

        assert (tmp_path / "secret_key").read_text().strip()


@once
class StartTests:
    """The whole way, under the production server, with an empty record."""

    def test_a_second_start_is_quick_and_changes_nothing(self, tmp_path: Path) -> None:
        folder = tmp_path / "site"
        with started(folder, "--empty") as site:
            page = urllib.request.urlopen(f"{site.address}/components/")
            text = page.read().decode()
            assert site.stop() == 0
        before = fingerprints(folder)
        first_log = site.log.read_text()

        began = time.monotonic()
        with started(folder, "--empty") as site:
            took = time.monotonic() - began
        second_log = site.log.read_text()

        assert took < 5 * patience()
        assert fingerprints(folder) == before
        assert "createsuperuser" in first_log
        assert "Bringing the database up to date" in first_log
        assert f"The site is at {site.address}" in second_log
        assert "Bringing" not in second_log
        assert "Collecting" not in second_log
        assert "Traceback" not in first_log + second_log
        assert page.headers["Set-Cookie"] is None
        assert_static_names_carry_a_hash(text, folder)


def patience() -> float:
    """How much slower a machine may be while other work runs on it."""
    return max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))


def fingerprints(folder: Path) -> dict[str, str]:
    """A hash of the record, the key and the static files."""
    names = ("db.sqlite3", "secret_key", "static.collected", "static/staticfiles.json")
    return {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names
    }


def assert_static_names_carry_a_hash(page: str, folder: Path) -> None:
    """The page asks for the hashed names of the manifest, and they exist."""
    manifest = json.loads((folder / "static/staticfiles.json").read_text())["paths"]
    asked = set(re.findall(r'(?:href|src)="/static/([^"#?]+)"', page))
    assert asked
    assert asked <= set(manifest.values())
    for name in asked:
        assert (folder / "static" / name).is_file()


class KnownAliveTests:
    def test_a_worker_that_reads_a_large_record_is_not_taken_for_dead(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(serving, "TELLS_EVERY_SECONDS", 0.001)
        worker, told = Mock(), threading.Event()
        worker.notify.side_effect = told.set

        with serving.known_alive(worker):
            assert told.wait(10)

        told.clear()
        assert not told.wait(0.05)
