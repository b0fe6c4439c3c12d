"""`manage.py export_status_report`: one file, whole or not at all, and sentences."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from recommendations.models import Report
from tests.clock import stopped_at
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
NAME = "export_status_report"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with stopped_at(TODAY):
        yield


class ExportTests:
    def test_it_writes_what_the_address_gives(
        self, client: Client, lively: Report, tmp_path: Path
    ) -> None:
        file = tmp_path / "status.json"

        call_command(
            NAME,
            "safe-water-2020",
            "--format=json",
            "--as-of=2026-06-30",
            "--language=es",
            "--agency=us-wells",
            "--without-evidence",
            "-o",
            str(file),
        )

        query = "as_of=2026-06-30&language=es&agency=us-wells&evidence=no"
        address = f"/reports/safe-water-2020/status-report.json?{query}"
        assert file.read_bytes() == client.get(address).getvalue()
        assert json.loads(file.read_text())["recommendations"][0]["evidence"] == []
        assert [path.name for path in tmp_path.iterdir()] == ["status.json"]

    def test_what_is_not_understood_is_one_sentence_for_each_and_no_file(
        self, lively: Report, tmp_path: Path
    ) -> None:
        file = tmp_path / "status.csv"

        with pytest.raises(CommandError) as caught:
            call_command(
                NAME,
                "safe-water-2020",
                "--format=csv",
                "--as-of=tomorrow",
                "--agency=banana",
                "-o",
                str(file),
            )

        assert str(caught.value).splitlines() == [
            "--as-of tomorrow is not a date of the form 2026-06-30.",
            "--agency banana names no agency that this report asks to act.",
        ]
        assert not file.exists()

    def test_an_unknown_report_is_named(self, db: None, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match="There is no published report none"):
            call_command(NAME, "none", "--format=csv", "-o", str(tmp_path / "a.csv"))

    @pytest.mark.parametrize(
        ("place", "words"),
        [("", "is a folder, not a file"), ("nowhere/a.csv", "can't be written")],
    )
    def test_a_file_that_cannot_be_written_is_said_so(
        self, lively: Report, tmp_path: Path, place: str, words: str
    ) -> None:
        with pytest.raises(CommandError, match=words):
            call_command(
                NAME,
                "safe-water-2020",
                "--format=csv",
                "-o",
                str(tmp_path / place),
            )
