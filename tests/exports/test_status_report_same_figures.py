"""One day of the real record: every format says the same, number by number."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from typing import Any

import docx
import openpyxl
import pytest
from django.test import Client

from tests.clock import stopped_at
from tests.exports import page_figures
from tests.scorecard.reader import Page, words

REPORT = "drug-war-in-mexico-2011"
DAY = "2018-06-30"
QUERY = f"as_of={DAY}&evidence=no"
LATER = date(2026, 11, 25)


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with stopped_at(LATER):
        yield


def file(client: Client, extension: str) -> bytes:
    address = f"/reports/{REPORT}/status-report.{extension}?{QUERY}"
    return client.get(address).getvalue()


def whole(value: float | None) -> str:
    """As pages print a score: whole points, half up; empty for unknown."""
    return "" if value is None else str(int(value + 0.5 + 1e-9))


def words_of_pdf(content: bytes) -> str:
    made = subprocess.run(
        ["pdftotext", "-raw", "-", "-"], input=content, capture_output=True, check=True
    )
    return " ".join(made.stdout.decode().split())


def words_of_word(content: bytes) -> str:
    word = docx.Document(io.BytesIO(content))
    cells = [c.text for t in word.tables for row in t.rows for c in row.cells]
    return " ".join(" ".join([*(p.text for p in word.paragraphs), *cells]).split())


def printed(group: dict[str, Any]) -> str:
    """The row of figures as paper has it: asks, done, not started, undone, score,
    likely range, coverage."""
    asks = group["ask_counts"]
    applicable = sum(n for code, n in asks.items() if code != "superseded")
    score = "too little checked"
    if group["score"] is not None:
        score = whole(group["score"])
        score += " prov." if group["level"] == "provisional" else ""
    likely = "–"
    if group["low90"] is not None:
        likely = f"{group['low90']} to {group['high90']}"
    coverage = group["coverage"]
    share = "–" if coverage is None else f"{group['shown']['coverage']}%"
    counts = [asks["implemented"], asks["not_started"], asks["reversed"]]
    return " ".join(str(part) for part in (applicable, *counts, score, likely, share))


def scores_in(words: str) -> list[str]:
    """The scores of recommendations in the order in which they are printed."""
    section = words[words.rindex("Every recommendation") :]
    found = re.findall(r"Score (\d+) of 100\.|(Too little checked to score\.)", section)
    return [number for number, _unknown in found]


def table(book: openpyxl.Workbook, sheet: str) -> list[dict[str, Any]]:
    head, *rows = book[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="no pdftotext")
class SameFiguresTests:
    def test_page_api_csv_json_excel_word_and_pdf_say_the_same(
        self, client: Client, shipped_record: None
    ) -> None:
        found = json.loads(file(client, "json"))
        page = client.get(f"/reports/{REPORT}/?as_of={DAY}").content.decode()
        rows = list(
            csv.DictReader(io.StringIO(file(client, "csv").decode("utf-8-sig")))
        )
        book = openpyxl.load_workbook(io.BytesIO(file(client, "xlsx")), data_only=True)
        prose = [
            words_of_pdf(file(client, "pdf")),
            words_of_word(file(client, "docx")),
        ]

        page_figures.compare(Page(200, page, words(page)), found)
        self.headline(found, page, prose)
        self.api(found, client)
        self.groups(found, rows, book)
        self.printed_groups(found, prose)
        self.recommendations(found, rows, book, prose, page)

    def headline(self, found: dict[str, Any], page: str, prose: list[str]) -> None:
        sentence = found["headline"].partition(" As of ")[0]
        shown = found["total"]["shown"]
        bounds = f"{shown['worst']} if no unchecked ask is done"
        for text in (words(page), *prose):
            assert sentence in text.replace("\u00a0", " ")
            assert bounds in text
        assert f"Score {shown['score']} of 100" in page

    def api(self, found: dict[str, Any], client: Client) -> None:
        address = f"/api/v1/scores/?report={REPORT}&as_of={DAY}&per_page=100"
        rows: list[dict[str, Any]] = []
        while address:
            answer = client.get(address).json()
            rows += answer["results"]
            address = answer["next"]
        by_key = {(row["scope"], row["scope_id"]): row for row in rows}
        names = ("score", "low90", "high90", "worst", "best", "coverage", "n_scored")
        for group in (found["total"], *found["categories"], *found["agencies"]):
            row = by_key[group["scope"], group["scope_id"]]
            assert {name: row[name] for name in names} == {
                name: group[name] for name in names
            }
        for part in found["recommendations"]:
            row = by_key["recommendation", part["reference"]]
            for name in ("score", "worst", "best", "coverage"):
                assert row[name] == part[name]

    def groups(
        self,
        found: dict[str, Any],
        rows: list[dict[str, str]],
        book: openpyxl.Workbook,
    ) -> None:
        for scope, sheet, groups in (
            ("report", "total", [found["total"]]),
            ("category", "categories", found["categories"]),
            ("agency", "agencies", found["agencies"]),
        ):
            in_csv = {row["scope_id"]: row for row in rows if row["scope"] == scope}
            in_book = {row["code"]: row for row in table(book, sheet)}
            assert len(in_csv) == len(in_book) == len(groups)
            for group in groups:
                line, cells = in_csv[group["scope_id"]], in_book[group["scope_id"]]
                for name in ("score", "worst", "best", "coverage", "n", "n_scored"):
                    value = group[name]
                    assert number(line[name]) == value
                    assert (None if cells[name] == "" else cells[name]) == value
                assert number(line["low90"]) == cells["low90_as_published"]
                assert group["low90"] == cells["low90_as_published"]

    def printed_groups(self, found: dict[str, Any], prose: list[str]) -> None:
        """Each category and agency in Word and PDF: its name, then its figures."""
        assert len(found["categories"]) == 4
        assert len(found["agencies"]) > 40
        for text in prose:
            for title, groups in (
                ("Category Asks Done", found["categories"]),
                ("Agency Asks Done", found["agencies"]),
            ):
                place = text.index(title)
                for group in groups:
                    place = text.index(group["title"], place)
                    row = printed(group)
                    nearest = text.index(row, place)
                    assert nearest - place < 800, (group["title"], row)
                    place = nearest + len(row)
            assert printed(found["total"]) in text

    def recommendations(
        self,
        found: dict[str, Any],
        rows: list[dict[str, str]],
        book: openpyxl.Workbook,
        prose: list[str],
        page: str,
    ) -> None:
        lines = [row for row in rows if row["scope"] == "recommendation"]
        cells = table(book, "recommendations")
        parts = found["recommendations"]
        assert len(parts) == len(lines) == len(cells) == 15
        for part, line, cell in zip(parts, lines, cells, strict=True):
            assert line["scope_id"] == cell["reference"] == part["reference"]
            assert line["status"] == cell["status"] == part["status"]["code"]
            for name in ("score", "worst", "best", "coverage"):
                assert number(line[name]) == part[name]
                assert (None if cell[name] == "" else cell[name]) == part[name]
        printed = [cell["score_unrounded"] for cell in cells]
        expected = [whole(value if value != "" else None) for value in printed]
        for text in prose:
            assert scores_in(text) == expected
        section = page[page.index('id="recommendations"') :]
        on_page = re.findall(
            r'data-label="Score">(?:<span[^>]*>[^<]*</span>|(\d+))</td>', section
        )
        assert on_page[:15] == expected


def number(text: str) -> float | None:
    """A figure of the CSV; None where it names a kind of unknown or is empty."""
    try:
        return float(text)
    except ValueError:
        return None
