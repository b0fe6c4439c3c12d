"""Packages of strangers: each attack is one sentence, and nothing is written."""

from __future__ import annotations

import hashlib
import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from zipfile import ZipInfo

import pytest

from ingestion.data_package import run
from ingestion.data_package.archive import HostilePackageError, check
from recommendations.models import Agency

NOW = datetime(2026, 7, 15, 12, tzinfo=UTC)
FORM = '{"form": 1}\n'


def member(name: str, size: int = 10, packed: int = 10, flags: int = 0) -> ZipInfo:
    info = ZipInfo(name)
    info.file_size, info.compress_size, info.flag_bits = size, packed, flags
    return info


class ArchiveTests:
    @pytest.mark.parametrize(
        ("members", "words"),
        [
            ([member("../record.jsonl")], "points elsewhere"),
            ([member("/etc/passwd")], "points elsewhere"),
            ([member("C:\\x")], "points elsewhere"),
            ([member("a", 10**9, 10**6)], "grows beyond reason"),
            ([member("a", 5 * 1024**3, 10**9)], "more than 4 GB"),
            ([member("a", flags=1)], "password"),
            ([member("a"), member("a")], "two files of one name"),
            ([member(str(n)) for n in range(201)], "more than 200 files"),
        ],
    )
    def test_a_hostile_archive_is_not_opened(
        self, members: list[ZipInfo], words: str
    ) -> None:
        with pytest.raises(HostilePackageError, match=words):
            check(members)


def package(path: Path, lines: str, size: int | None = None) -> Path:
    """A zip with this record, described truthfully unless ``size`` says otherwise."""
    content = lines.encode()
    described = {
        "bytes": len(content) if size is None else size,
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("record.jsonl", content)
        file.writestr("datapackage.json", json.dumps({"record": described}))
    return path


def refused(path: Path) -> str:
    """What is said of a package that is not taken."""
    out: list[str] = []
    err: list[str] = []
    code = run([str(path)], commit=True, now=NOW, out=out.append, err=err.append)
    assert (code, out[-1]) == (1, "0 new, 0 changed, 0 unchanged, 1 refused")
    assert not Agency.objects.exists()
    return err[0]


@pytest.mark.django_db
class RecordTests:
    @pytest.mark.parametrize(
        ("lines", "words"),
        [
            ("", "no JSON"),
            ('{"form": 9}\n', "of a form not known here"),
            (FORM + '{"table": "auth.user", "id": 1}\n', "there is no table"),
            (FORM + '{"table": "recommendations.agency"}\n', "missing or too many"),
            (FORM + "[1]\n", "line 2: is no JSON object"),
            (FORM + "[" * 100_000 + "\n", "line 2: is no JSON"),
        ],
    )
    def test_a_line_that_is_no_row_refuses_the_package(
        self, tmp_path: Path, lines: str, words: str
    ) -> None:
        assert words in refused(package(tmp_path / "package.zip", lines))

    def test_a_record_other_than_described_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "package.zip"

        assert "longer than it says" in refused(package(path, FORM, size=3))
        assert "not the one" in refused(package(path, FORM, size=99))

    def test_what_is_no_package_is_refused_in_a_sentence(self, tmp_path: Path) -> None:
        path = tmp_path / "package.zip"

        assert "cannot be read" in refused(path)
        path.write_bytes(b"PK")
        assert "is no whole zip file" in refused(path)
        with zipfile.ZipFile(path, "w") as file:
            file.writestr("datapackage.json", "{}")
        assert "holds no record.jsonl" in refused(path)
