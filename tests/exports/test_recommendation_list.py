"""The list as a file: the rows of the page, in its order, in three formats."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from typing import Any

import openpyxl
import pytest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.test import Client

from exports import downloads
from exports.datasets import BY_NAME, recommendation_records
from exports.writers import csv_file
from exports.writers.cells import unguarded
from recommendations.models import Report
from scorecard import last_modified
from tests.clock import stopped_at
from tests.exports.lively import FORMULA
from tests.factories import ISSUED, TODAY, at

ADDRESS = "/recommendations/export"
QUERIES = [
    "",
    "?sort=-score",
    "?sort=title",
    "?status=partly&status=started",
    "?agency=us-wells&role=lead",
    "?q=water&schedule=due_soon&schedule=on_time",
    "?as_of=2026-06-15&known_at=2026-06-15",
    "?report=safe-water-2020&sort=-reference",
]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with stopped_at(TODAY):
        yield


def content(answer: Any) -> bytes:
    parts = answer.streaming_content if answer.streaming else [answer.content]
    return b"".join(parts)


def rows_of_csv(answer: Any) -> list[dict[str, str]]:
    text = content(answer).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def shown(client: Client, query: str) -> list[tuple[str, str]]:
    """The rows of the page, as report and reference, in its order."""
    source = client.get(f"/recommendations/{query}").content.decode()
    table = source[source.index("<tbody") : source.index("</tbody>")]
    found = re.findall(r'href="/reports/([\w-]+)/([\w.]+)/(?:\?[^"]*)?"', table)
    return list(dict.fromkeys(found))


class SameRowsTests:
    def test_a_file_has_the_rows_and_the_order_of_the_page(
        self, client: Client, lively: Report
    ) -> None:
        for query in QUERIES:
            rows = rows_of_csv(client.get(f"{ADDRESS}.csv{query}"))
            found = [(row["report"], row["reference"]) for row in rows]
            assert found == shown(client, query), query
            assert rows, query

    def test_it_has_the_rows_of_all_pages(self, client: Client, lively: Report) -> None:
        rows = rows_of_csv(client.get(f"{ADDRESS}.csv?page=2&per_page=10"))

        assert len(rows) == 5

    def test_no_row_is_a_file_with_a_header(self, client: Client, db: None) -> None:
        answer = client.get(f"{ADDRESS}.csv")

        header = ",".join(BY_NAME["recommendations"].names)
        assert content(answer).decode() == f"\ufeff{header}\r\n"

    def test_formats_hold_the_same_values(self, client: Client, lively: Report) -> None:
        flat = rows_of_csv(client.get(f"{ADDRESS}.csv"))
        nested = json.loads(content(client.get(f"{ADDRESS}.json")))
        book = openpyxl.load_workbook(
            io.BytesIO(content(client.get(f"{ADDRESS}.xlsx")))
        )
        header, *lines = book["recommendations"].iter_rows(values_only=True)

        assert nested["n_rows"] == len(lines) == len(flat) == 5
        for row, plain, line in zip(flat, nested["rows"], lines, strict=True):
            for name, cell in zip(header, line, strict=True):
                column = BY_NAME["recommendations"].column(name)
                text = unguarded(row[name])
                if column.type == "number" and text[:1].isdigit():
                    text = f"{float(text):g}"
                assert as_csv(cell) == text, name
                if name in plain["unknown"]:
                    assert (plain[name], plain["unknown"][name]) == (None, text), name
                else:
                    assert as_csv(plain[name], column.separator) == text, name


def as_csv(value: Any, separator: str = ";") -> str:
    """A value of JSON or XLSX as the cell of a CSV file shows it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return separator.join(value)
    if hasattr(value, "date"):
        return value.date().isoformat()
    return str(value) if isinstance(value, str) else f"{float(value):g}"


class RefusalTests:
    @pytest.mark.parametrize(
        ("query", "words"),
        [
            ("?status=finished", "status=finished is none of the codes"),
            ("?as_of=yesterday", "as_of=yesterday is not a date"),
            ("?sort=colour", "sort=colour is no way to sort"),
            ("?report=none&issued_after=x", "report=none names no published report"),
        ],
    )
    @pytest.mark.parametrize("file_format", ["csv", "json", "xlsx"])
    def test_what_is_not_understood_is_answered_in_words(
        self, client: Client, db: None, query: str, words: str, file_format: str
    ) -> None:
        answer = client.get(f"{ADDRESS}.{file_format}{query}")

        assert answer.status_code == 400
        assert answer["Content-Type"].startswith("text/plain")
        assert words in answer.content.decode()

    def test_no_other_format_and_no_other_method(
        self, client: Client, db: None
    ) -> None:
        assert client.get(f"{ADDRESS}.ods").status_code == 404
        assert client.post(f"{ADDRESS}.csv").status_code == 405


class HeaderTests:
    def test_the_name_says_day_and_number_and_anyone_may_read(
        self, client: Client, lively: Report
    ) -> None:
        answer = client.get(f"{ADDRESS}.csv?status=partly")

        assert (
            answer["Content-Disposition"]
            == 'attachment; filename="recommendations-2026-07-15-1-rows.csv"'
        )
        assert answer["X-Total-Count"] == "1"
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert {"X-Total-Count", "ETag", "Content-Disposition"} <= set(
            answer["Access-Control-Expose-Headers"].split(", ")
        )
        assert "Set-Cookie" not in answer

    def test_a_copy_that_is_current_is_not_sent_again(
        self, client: Client, lively: Report
    ) -> None:
        tag = client.get(f"{ADDRESS}.csv")["ETag"]

        again = client.get(f"{ADDRESS}.csv", headers={"If-None-Match": tag})
        other = client.get(f"{ADDRESS}.json", headers={"If-None-Match": tag})

        assert (again.status_code, again.content) == (304, b"")
        assert other.status_code == 200

    def test_only_the_moment_that_was_told_is_that_of_a_current_copy(
        self, client: Client, lively: Report, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A clock set back dates today's file before one that was fetched earlier."""
        monkeypatch.setattr(last_modified, "STARTED", at(ISSUED))
        first = client.get(f"{ADDRESS}.csv")
        told, later = first["Last-Modified"], "Thu, 16 Jul 2026 09:00:00 GMT"

        same = client.get(f"{ADDRESS}.csv", headers={"If-Modified-Since": told})
        other = client.get(f"{ADDRESS}.csv", headers={"If-Modified-Since": later})
        part = {"Range": "bytes=700-", "If-Range": later}

        assert (same.status_code, same["ETag"]) == (304, first["ETag"])
        assert other.content == first.content
        assert client.get(f"{ADDRESS}.csv", headers=part).status_code == 200

    def test_who_insists_on_another_state_is_refused(
        self, client: Client, lively: Report
    ) -> None:
        tag = client.get(f"{ADDRESS}.csv")["ETag"]
        asked = (tag, "*", '"older"', f"W/{tag}")

        answers = [
            client.get(f"{ADDRESS}.csv", headers={"If-Match": each}) for each in asked
        ]

        assert [answer.status_code for answer in answers] == [200, 200, 412, 412]

    def test_a_date_is_not_insisted_on_where_none_can_be_told(
        self, client: Client, lively: Report
    ) -> None:
        """Here the moment of the last change is not over; the API tells no date."""
        since = {"If-Unmodified-Since": "Mon, 13 Jul 2026 09:00:00 GMT"}

        answers = [
            client.get(address, headers=since)
            for address in (f"{ADDRESS}.csv", "/api/v1/asks/")
        ]

        assert [answer.has_header("Last-Modified") for answer in answers] == [False] * 2
        assert [answer.status_code for answer in answers] == [200] * 2

    def test_the_labels_are_in_the_language_of_the_address(
        self, client: Client, lively: Report
    ) -> None:
        english = rows_of_csv(client.get(f"{ADDRESS}.csv"))
        spanish = rows_of_csv(client.get(f"/es{ADDRESS}.csv"))

        assert english[0]["status"] == spanish[0]["status"]
        assert english[0]["status_label"] != spanish[0]["status_label"]

    def test_head_says_what_get_would(self, client: Client, lively: Report) -> None:
        head, answer = client.head(f"{ADDRESS}.csv"), client.get(f"{ADDRESS}.csv")

        for name in ("ETag", "Last-Modified", "Content-Type", "Content-Disposition"):
            assert head.get(name) == answer.get(name), name
        assert head.getvalue() == b""


class LongFileTests:
    """As if a few rows were more than is held back."""

    @pytest.fixture(autouse=True)
    def long(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(downloads, "AT_ONCE", 100)
        monkeypatch.setattr(csv_file, "BATCH", 2)

    def test_it_is_sent_in_pieces_and_is_the_same(
        self, client: Client, lively: Report, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        pieces = client.get(f"{ADDRESS}.csv")
        monkeypatch.setattr(downloads, "AT_ONCE", 1_000_000)
        whole = client.get(f"{ADDRESS}.csv")

        assert pieces.streaming and "Content-Length" not in pieces
        assert whole["Content-Length"] == str(len(whole.content))
        assert content(pieces) == whole.content

    @pytest.mark.parametrize("file_format", ["csv", "json", "xlsx"])
    def test_a_download_that_broke_off_is_taken_up_again(
        self, client: Client, lively: Report, file_format: str
    ) -> None:
        address = f"{ADDRESS}.{file_format}"
        first = client.get(address)
        whole = content(first)

        rest = client.get(
            address, headers={"Range": "bytes=700-", "If-Range": first["ETag"]}
        )
        end = client.get(address, headers={"Range": "bytes=-5"})
        beyond = client.get(address, headers={"Range": "bytes=999999999-"})

        assert rest.status_code == end.status_code == 206
        assert content(rest) == whole[700:]
        assert rest["Content-Range"] == f"bytes 700-{len(whole) - 1}/{len(whole)}"
        assert content(end) == whole[-5:]
        assert beyond.status_code == 416
        assert beyond["Content-Range"] == f"bytes */{len(whole)}"

    def test_a_record_that_has_moved_gives_the_whole_file(
        self, client: Client, lively: Report
    ) -> None:
        answer = client.get(
            f"{ADDRESS}.csv", headers={"Range": "bytes=700-", "If-Range": '"older"'}
        )

        assert answer.status_code == 200
        assert content(answer).startswith("\ufeffreference".encode())

    def test_a_file_that_fails_says_so_and_ends_in_an_error(
        self, client: Client, lively: Report, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        original = recommendation_records.records

        def broken(ids: Any, scope: Any) -> Iterator[Any]:
            for number, record in enumerate(original(ids, scope)):
                if number == 2:
                    raise OSError("the disk is gone")
                yield record

        monkeypatch.setattr(recommendation_records, "records", broken)
        found = {}
        for file_format in ("csv", "json"):
            answer = client.get(f"{ADDRESS}.{file_format}?report=safe-water-2020")
            parts: list[bytes] = []
            with pytest.raises(OSError, match="the disk is gone"):
                for part in answer.streaming_content:
                    parts.append(part)
            found[file_format] = b"".join(parts).decode()

        assert found["csv"].endswith(csv_file.BROKEN)
        assert not found["csv"].endswith("\n")
        with pytest.raises(json.JSONDecodeError):
            json.loads(found["json"])

    def test_a_client_that_hangs_up_ends_the_reading(
        self, client: Client, lively: Report, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made = []
        original = recommendation_records.records

        def counted(ids: Any, scope: Any) -> Iterator[Any]:
            for record in original(ids, scope):
                made.append(record)
                yield record

        monkeypatch.setattr(recommendation_records, "records", counted)
        answer = client.get(f"{ADDRESS}.csv")
        next(iter(answer.streaming_content))
        request_finished.disconnect(close_old_connections)
        answer.close()
        request_finished.connect(close_old_connections)

        assert len(made) < 5
        assert list(answer.streaming_content) == []


class SpreadsheetTests:
    def test_no_text_is_a_formula(self, client: Client, lively: Report) -> None:
        rows = rows_of_csv(client.get(f"{ADDRESS}.csv"))
        book = openpyxl.load_workbook(
            io.BytesIO(content(client.get(f"{ADDRESS}.xlsx")))
        )
        cells = [cell for row in book["recommendations"].iter_rows() for cell in row]

        assert [row["title"] for row in rows if FORMULA in row["title"]] == [
            f"'{FORMULA}"
        ]
        assert [row["category"] for row in rows][:4] == ["01"] * 4
        assert FORMULA in [cell.value for cell in cells]
        assert {cell.data_type for cell in cells} <= {"s", "n", "d", "b"}
