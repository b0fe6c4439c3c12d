"""The open-data package: valid by its standards, private to nobody, and a way back."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from csvw import CSVW
from django.db import connection
from django.test import Client
from frictionless import Package, system

from exports.datasets import DATASETS, Scope
from exports.package import write_package
from exports.record_file import NAME as RECORD
from ingestion.data_package import run
from recommendations import guards
from recommendations.actions import standings
from recommendations.as_of import AsOf
from recommendations.models import MethodVersion, Recommendation, Report, Standing
from recommendations.portable import TABLES
from scorecard.models import LikelyRangeRow, Snapshot
from tests.clock import stopped_at
from tests.exports.lively import NOW
from tests.factories import PRIVATE, TODAY

SHIPPED_DAY = date(2026, 11, 25)


def packed(scope: Scope) -> bytes:
    file = io.BytesIO()
    write_package(scope, file)
    return file.getvalue()


def unpacked(content: bytes, folder: Path) -> Path:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        package.extractall(folder)
    return folder


class StandardTests:
    """By the validators of the standards' own communities."""

    def test_frictionless_and_csvwvalidate_find_no_fault(
        self, lively: Report, tmp_path: Path
    ) -> None:
        unpacked(packed(Scope(NOW)), tmp_path)

        with system.use_context(trusted=True):
            found = Package(str(tmp_path / "datapackage.json")).validate()
        tables = CSVW(str(tmp_path / "csv-metadata.json"), validate=True)

        assert found.flatten(["type", "title", "note"]) == []
        assert len(found.tasks) == len(DATASETS)
        assert tables.is_valid, [str(w.message) for w in tables.warnings]

    def test_a_package_of_one_report_and_of_a_past_view_is_valid_too(
        self, lively: Report, tmp_path: Path
    ) -> None:
        past = AsOf(date(2026, 6, 15), date(2026, 6, 15), TODAY)
        unpacked(packed(Scope(past, lively)), tmp_path)

        with system.use_context(trusted=True):
            found = Package(str(tmp_path / "datapackage.json")).validate()

        assert found.flatten(["type", "title", "note"]) == []
        assert not (tmp_path / RECORD).exists()


class ContentTests:
    def test_it_says_of_each_file_what_it_holds(self, lively: Report) -> None:
        with zipfile.ZipFile(io.BytesIO(packed(Scope(NOW, lively)))) as package:
            described = json.loads(package.read("datapackage.json"))
            names = set(package.namelist())
            for part in (*described["resources"], described["record"]):
                content = package.read(part["path"])
                assert len(content) == part["bytes"]
                digest = hashlib.sha256(content).hexdigest()
                assert part["hash"] == f"sha256:{digest}"
                assert content.endswith(b"\n")

        assert names >= {
            "data-dictionary.md",
            "LICENSE.md",
            "CITATION.cff",
            "method.json",
            "method_vectors.json",
            "README.md",
        }

    def test_the_same_record_gives_the_same_bytes(self, lively: Report) -> None:
        assert packed(Scope(NOW)) == packed(Scope(NOW))

    def test_the_order_in_which_a_database_keeps_parameters_does_not_show(
        self, lively: Report
    ) -> None:
        """PostgreSQL sorts the entries of a JSON column its own way."""
        first = packed(Scope(NOW))
        version = MethodVersion.objects.get()
        turned = dict(reversed(version.parameters.items()))
        MethodVersion.objects.update(parameters=turned)

        assert packed(Scope(NOW)) == first

    def test_nothing_private_is_in_it(self, lively: Report) -> None:
        with zipfile.ZipFile(io.BytesIO(packed(Scope(NOW)))) as package:
            for name in package.namelist():
                text = package.read(name).decode()
                assert PRIVATE not in text, name
                assert '"writer"' not in text, name

    def test_which_columns_of_the_record_travel_is_decided_by_name(self) -> None:
        """A new column of a table stays here until somebody looks at it."""
        sample = Path(__file__).parent / "samples" / "record-columns.txt"
        found = "".join(
            f"{table.label}: {' '.join([*table.columns, *table.sets])}\n"
            for table in TABLES
        )

        assert found == sample.read_text()


class RoundTripTests:
    """Out of one installation, into an empty one, and out again."""

    PAGES = (
        "/",
        "/recommendations/",
        "/recommendations/?q=water",
        "/agencies/",
        "/indicators/",
        "/changes/",
        "/corrections/",
        "/recommendations/export.csv",
        "/es/",
    )

    def test_a_lively_record_comes_back_the_same(
        self, client: Client, lively: Report, tmp_path: Path
    ) -> None:
        pages = (
            *self.PAGES,
            "/reports/safe-water-2020/",
            "/reports/safe-water-2020/1.1/",
            "/reports/safe-water-2020/1.2/",
            "/agencies/us-water/",
            "/indicators/unsafe-wells/",
            f"/snapshots/{Snapshot.objects.get().pk}/",
        )
        self.goes_round(client, tmp_path, NOW, pages)

    def test_the_shipped_record_comes_back_the_same(
        self, client: Client, shipped_record: None, tmp_path: Path
    ) -> None:
        pages = (
            *self.PAGES,
            "/reports/drug-war-in-mexico-2011/",
            "/reports/drug-war-in-mexico-2011/?as_of=2014-12-31",
            "/reports/drug-war-in-mexico-2011/2.2/",
            "/reports/mexico-ten-measures-2014/",
            "/indicators/mx-homicide-deaths/",
        )
        self.goes_round(client, tmp_path, AsOf.now(SHIPPED_DAY), pages)

    def goes_round(
        self, client: Client, folder: Path, view: AsOf, pages: tuple[str, ...]
    ) -> None:
        with stopped_at(view.today):
            before = {page: body(client, page) for page in pages}
            first = packed(Scope(view))
            path = folder / "package.zip"
            path.write_bytes(first)
            empty()
            said = load(path, view)
            after = {page: body(client, page) for page in pages}
            second = packed(Scope(view))
            again = load(path, view)

        assert said[-1].endswith(" new, 0 changed, 1 unchanged, 0 refused")
        assert again[-1].startswith("0 new, 0 changed, ")
        for page in pages:
            assert after[page] == before[page], page
        assert contents(second) == contents(first)
        ids = list(Recommendation.objects.values_list("pk", flat=True))
        assert standings.differences(recommendations=ids, on=view.today) == []

    def test_a_plan_writes_nothing(self, lively: Report, tmp_path: Path) -> None:
        path = tmp_path / "package.zip"
        path.write_bytes(packed(Scope(NOW)))
        empty()

        said = load(path, NOW, commit=False)

        assert said[-2] == "Nothing was written: add --commit to write this plan."
        assert not Report.objects.exists()

    def test_another_record_is_not_mixed_with_it(
        self, lively: Report, tmp_path: Path
    ) -> None:
        path = tmp_path / "package.zip"
        path.write_bytes(packed(Scope(NOW)))
        Report.objects.filter(pk=lively.pk).update(title="Another title")

        said = load(path, NOW, code=1)

        assert "a package fills an empty record" in said[0]
        assert said[-1] == "0 new, 0 changed, 0 unchanged, 1 refused"


def body(client: Client, page: str) -> bytes:
    answer: Any = client.get(page)
    assert answer.status_code == 200, page
    parts = answer.streaming_content if answer.streaming else [answer.content]
    return b"".join(parts)


def contents(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def load(path: Path, view: AsOf, commit: bool = True, code: int = 0) -> list[str]:
    """Load a package; every line that was said, complaints first."""
    out: list[str] = []
    err: list[str] = []
    now = datetime.combine(view.today, time(12), tzinfo=UTC)
    found = run([str(path)], commit=commit, now=now, out=out.append, err=err.append)
    assert found == code, err
    return [*err, *out]


def empty() -> None:
    """As in a new installation: no row of the record but the method in force."""
    tables = [table.model for table in reversed(TABLES)]
    through = [
        link.remote_field.through for table in TABLES for link in table.sets.values()
    ]
    kept = "recommendations_methodversion"
    connection.check_constraints()
    guards.remove(connection)
    with connection.constraint_checks_disabled(), connection.cursor() as cursor:
        for model in (*through, Standing, LikelyRangeRow, *tables):
            name = model._meta.db_table
            if name != kept:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")
    connection.check_constraints()
    guards.install(connection)
