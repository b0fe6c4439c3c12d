"""The addresses of the status report: one content, every format, options in words."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema
import pikepdf
import pytest
from django.test import Client

from recommendations.models import Report, Source
from tests.clock import stopped_at
from tests.exports import tagged_pdf
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
        answers = [
            client.get(f"/es{BASE}.json"),
            client.get(f"{BASE}.json?language=es"),
        ]
        by_address, by_option = (answer.getvalue() for answer in answers)

        assert [answer["Content-Language"] for answer in answers] == ["es", "es"]
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
    @pytest.mark.parametrize("query", ["", "?evidence=no&agency=us-water"])
    def test_it_is_tagged_for_screen_readers_and_archives(
        self, client: Client, lively: Report, query: str
    ) -> None:
        answer = client.get(f"/es{BASE}.pdf{query}")

        content = answer.getvalue()
        with pikepdf.open(io.BytesIO(content)) as found:
            tags = {
                str(one.S) for one in tagged_pdf.elements(found.Root.StructTreeRoot)
            }
            names = {str(one.BaseFont)[8:] for one in tagged_pdf.fonts(found)}
            language = str(found.Root.Lang)
        assert answer["Content-Type"] == "application/pdf"
        assert tagged_pdf.faults(content) == []
        assert {"/H1", "/TOCI", "/Table", "/TH", "/TD", "/Link", "/Figure"} <= tags
        assert language == "es"
        assert names == {"Newsreader-Regular", "Newsreader-SemiBold"}

    def test_a_reference_leads_to_its_source(
        self, client: Client, lively: Report
    ) -> None:
        """To its address; to its entry in the list where it has none."""
        Source.objects.filter(publisher="Water Office").update(
            url="", is_verified=False, tier="D"
        )
        content = client.get(f"{BASE}.pdf").getvalue()

        with pikepdf.open(io.BytesIO(content)) as found:
            links = [one for page in found.pages for one in page.get("/Annots", [])]
            led_to = Counter(str(one.Contents) for one in links)
            sources = next(words for words in led_to if "“Sources”" in words)
        entries = sources.partition("” ")[2]
        assert led_to["https://example.org/official-gazette"] == 3 + 1  # in the list
        assert led_to["https://example.org/water-office"] == 0
        assert led_to[entries] == 2

    def test_what_is_taken_from_a_file_is_found_missing(
        self, client: Client, lively: Report
    ) -> None:
        content = client.get(f"{BASE}.pdf?evidence=no").getvalue()

        found = {words: without(content, take) for words, take in TAKEN.items()}

        assert [len(faults) for faults in found.values()] == [1] * len(TAKEN)
        assert all(words in faults[0] for words, faults in found.items())


def tagged(file: pikepdf.Pdf, tag: str) -> Any:
    tree = file.Root.StructTreeRoot
    return next(one for one in tagged_pdf.elements(tree) if str(one.S) == tag)


def link(file: pikepdf.Pdf) -> Any:
    return next(page for page in file.pages if "/Annots" in page).Annots[0]


TAKEN: dict[str, Callable[[pikepdf.Pdf], tuple[Any, str]]] = {
    "no language": lambda file: (file.Root, "/Lang"),
    "the title is not shown": lambda file: (file.Root, "/ViewerPreferences"),
    "not marked as tagged": lambda file: (file.Root, "/MarkInfo"),
    "no output intent": lambda file: (file.Root, "/OutputIntents"),
    "a figure without an alternative": lambda file: (tagged(file, "/Figure"), "/Alt"),
    "a header cell without a scope": lambda file: (tagged(file, "/TH"), "/A"),
    "not in the structure, or mute": lambda file: (link(file), "/Contents"),
    "does not say its letters": lambda file: (tagged_pdf.fonts(file)[0], "/ToUnicode"),
}


def without(
    content: bytes, take: Callable[[pikepdf.Pdf], tuple[Any, str]]
) -> list[str]:
    """The faults of the file when an entry has been taken from it."""
    changed = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as file:
        holder, name = take(file)
        del holder[name]
        file.save(changed)
    return tagged_pdf.faults(changed.getvalue())


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
