"""The addresses of the status report: one content, every format, options in words."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from typing import Any

import jsonschema
import pikepdf
import pytest
from django.test import Client

from recommendations.models import Report
from tests.clock import stopped_at
from tests.exports.lively import FORMULA
from tests.factories import PRIVATE, TODAY

pytestmark = pytest.mark.django_db
BASE = "/reports/safe-water-2020/status-report"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with stopped_at(TODAY):
        yield


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


class CsvTests:
    def test_it_holds_the_report_its_groups_recommendations_and_asks(
        self, client: Client, lively: Report
    ) -> None:
        answer = client.get(f"{BASE}.csv")

        rows = rows_of(answer.getvalue())

        scopes = [row["scope"] for row in rows]
        assert answer["Content-Disposition"] == (
            'attachment; filename="safe-water-2020-status-2026-07-15.csv"'
        )
        assert [scopes.count(name) for name in ("report", "category", "agency")] == [
            1,
            1,
            2,
        ]
        assert scopes.count("recommendation") == 4
        assert scopes.count("ask") == 8

    def test_a_title_that_a_spreadsheet_would_run_is_text(
        self, client: Client, lively: Report
    ) -> None:
        rows = rows_of(client.get(f"{BASE}.csv").getvalue())

        assert f"'{FORMULA}" in [row["title"] for row in rows]


class JsonTests:
    @pytest.mark.parametrize("query", ["", "?agency=us-water&language=es&only=changes"])
    def test_it_has_the_form_that_its_schema_publishes(
        self, client: Client, lively: Report, query: str
    ) -> None:
        schema = client.get("/data/status-report.schema.json").json()

        found = json.loads(client.get(f"{BASE}.json{query}").getvalue())

        form = jsonschema.validators.validator_for(schema)
        form.check_schema(schema)
        assert found["$schema"].endswith("/data/status-report.schema.json")
        assert not list(form(schema).iter_errors(found))

    def test_unknown_is_null_and_codes_have_labels(
        self, client: Client, lively: Report
    ) -> None:
        found = json.loads(client.get(f"{BASE}.json").getvalue())

        last = found["recommendations"][3]
        assert last["score"] is None
        assert last["status"] == {"code": "not_assessed", "label": "Not checked"}
        assert found["corrections"][0]["is_material"] is True
        assert PRIVATE not in json.dumps(found)

    def test_it_is_narrowed_to_an_agency_with_that_agency_s_figures(
        self, client: Client, lively: Report
    ) -> None:
        whole = json.loads(client.get(f"{BASE}.json").getvalue())

        found = json.loads(client.get(f"{BASE}.json?agency=us-wells").getvalue())

        named = [row for row in whole["agencies"] if row["scope_id"] == "us-wells"]
        assert found["total"]["score"] == named[0]["score"]
        assert [row["reference"] for row in found["recommendations"]] == ["1.1", "1.2"]

    def test_spanish_comes_with_the_address_or_the_option(
        self, client: Client, lively: Report
    ) -> None:
        by_address = client.get(f"/es{BASE}.json").getvalue()
        by_option = client.get(f"{BASE}.json?language=es").getvalue()

        assert by_address == by_option
        assert json.loads(by_option)["recommendations"][0]["title"].startswith(
            "Analizar"
        )


class PackageTests:
    def test_the_zip_is_the_open_data_package_of_the_report(
        self, client: Client, lively: Report
    ) -> None:
        answer = client.get(f"{BASE}.zip")

        with zipfile.ZipFile(io.BytesIO(answer.getvalue())) as package:
            names = package.namelist()
        assert answer["Content-Type"] == "application/zip"
        assert {"datapackage.json", "asks.csv", "scores.csv"} <= set(names)

    def test_what_can_not_narrow_it_is_refused(
        self, client: Client, lively: Report
    ) -> None:
        answer = client.get(f"{BASE}.zip?agency=us-wells")

        assert answer.status_code == 400
        assert "narrow the data package" in answer.content.decode()


class PdfTests:
    def test_it_is_tagged_for_screen_readers_and_archives(
        self, client: Client, lively: Report
    ) -> None:
        answer = client.get(f"/es{BASE}.pdf")

        content = answer.getvalue()
        with pikepdf.open(io.BytesIO(content)) as found:
            root = found.Root
            xmp = root.Metadata.read_bytes().decode()
            tags = [str(one.S) for one in elements(root.StructTreeRoot)]
            figures = [
                one for one in elements(root.StructTreeRoot) if one.S == "/Figure"
            ]
            fonts = {
                str(font.BaseFont).partition("+")[2]
                for page in found.pages
                for font in page.resources.get("/Font", {}).values()
            }
        assert answer["Content-Type"] == "application/pdf"
        assert str(root.Lang) == "es"
        assert "pdfuaid:part" in xmp
        assert "pdfaid:part" in xmp
        assert {"/H1", "/Table", "/TH", "/TD", "/Link", "/Figure"} <= set(tags)
        assert figures
        assert all(str(one.Alt) for one in figures)
        assert fonts <= {"Newsreader-Regular", "Newsreader-SemiBold"}


def elements(node: Any) -> Iterator[Any]:
    """The elements of a structure tree, the root left out."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from elements(kid)


class RefusalTests:
    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ("as_of=2030-01-01", "lies in the future"),
            ("as_of=2019-01-01", "lies before the report was issued"),
            ("known_at=soon", "is not a date"),
            ("agency=banana", "names no agency that this report asks"),
            ("category=9", "is no category of this report"),
            ("since=snapshot:99", "is no snapshot of this report"),
            ("since=2026-07-01&as_of=2026-06-01", "lies after the day"),
            ("language=xx", "is none of: en, es"),
            ("only=some", "is none of: changes, all"),
            ("evidence=maybe", "is none of: yes, no"),
        ],
    )
    def test_an_option_that_is_not_understood_is_answered_in_words(
        self, client: Client, lively: Report, query: str, words: str
    ) -> None:
        answer = client.get(f"{BASE}.pdf?{query}")

        assert answer.status_code == 400
        assert words in answer.content.decode()

    def test_no_such_report_or_format_is_not_found(
        self, client: Client, lively: Report
    ) -> None:
        assert client.get("/reports/none/status-report.pdf").status_code == 404
        assert client.get(f"{BASE}.doc").status_code == 404

    def test_a_current_copy_is_not_sent_again(
        self, client: Client, lively: Report
    ) -> None:
        tag = client.get(f"{BASE}.json")["ETag"]

        assert client.get(f"{BASE}.json", HTTP_IF_NONE_MATCH=tag).status_code == 304
