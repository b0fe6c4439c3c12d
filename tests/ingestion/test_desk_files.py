"""Every kind of file through the desk and the command: the same plan from both."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Callable
from io import BytesIO, StringIO

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook

from ingestion.models import ImportRun
from recommendations.models import Recommendation, Report
from tests.factories import make_agency, make_report
from tests.ingestion.importing import run as command
from tests.ingestion.test_desk import map_columns, upload
from tests.recommendations.desk import at_desk, editor

pytestmark = pytest.mark.django_db

LONG = ("Revisión del pozo. " * 600)[:9_999] + "."
HEAD = ["Ref", "Title", "Summary", "Lead agencies", "Issued on"]
ROWS = [
    ["1", "Prevención", "Revisar los pozos.\nDos veces.", "Water Office", "30/11/2021"],
    ["2", "Ni&ntilde;os", LONG, "WO", "01/12/2021"],
    ["3", "=1+1", "Reparar las bombas.", "Old Water Board", "02/12/2021"],
]
MAPPING = """
[columns]
reference = "Ref"
title = "Title"
summary = "Summary"
agencies = "Lead agencies"
issued_on = "Issued on"
[options]
date_format = "%d/%m/%Y"
"""
CLASHING = [HEAD, *ROWS, ["1", "Again", "Twice.", "Water Office", "30/11/2021"]]


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"


@pytest.fixture
def report():
    make_agency(
        slug="us-wo",
        name="Water Office",
        abbreviation="WO",
        other_names=["Old Water Board"],
    )
    return make_report(slug="wells-2020", published_at=None)


def text(
    encoding: str, end: str = "\r\n", sign: str = ",", preamble: bool = False
) -> Callable[[list[list[str]]], bytes]:
    """A text file in an encoding, with its line ends and blank rows."""

    def write(rows: list[list[str]]) -> bytes:
        out = StringIO(newline="")
        writer = csv.writer(out, delimiter=sign, lineterminator=end)
        if preamble:
            writer.writerows([["Office of Reviews"], []])
        for row in rows:
            writer.writerow([cell.replace("\n", end) for cell in row])
            writer.writerow([])  # a blank row after each
        return out.getvalue().encode(encoding)

    return write


def xlsx(rows: list[list[str]]) -> bytes:
    """A workbook."""
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def ods(rows: list[list[str]]) -> bytes:
    """An open document."""
    book, out, page = OpenDocumentSpreadsheet(), BytesIO(), Table(name="List")
    for cells in rows:
        row = TableRow()
        for words in cells:
            cell = TableCell(valuetype="string")
            for line in words.split("\n"):
                cell.addElement(P(text=line))
            row.addElement(cell)
        page.addElement(row)
    book.spreadsheet.addElement(page)
    book.save(out)
    return out.getvalue()


def objects(rows: list[list[str]]) -> bytes:
    """JSON."""
    return json.dumps([dict(zip(HEAD, row, strict=True)) for row in rows[1:]]).encode()


KINDS = {
    "utf-8.csv": text("utf-8"),
    "bom.csv": text("utf-8-sig"),
    "utf-16.csv": text("utf-16"),
    "windows-1252.csv": text("windows-1252", sign=";"),
    "lf.csv": text("utf-8", end="\n"),
    "cr.csv": text("utf-8", end="\r"),
    "preamble.csv": text("utf-8", preamble=True),
    "tabs.tsv": text("utf-8", sign="\t"),
    "book.xlsx": xlsx,
    "sheet.ods": ods,
    "items.json": objects,
}


class EveryKindTests:
    @pytest.mark.parametrize("name", KINDS)
    def test_the_desk_and_the_command_read_the_same(self, report, name, tmp_path):
        data = KINDS[name]([HEAD, *ROWS])
        mapping, file = tmp_path / "map.toml", tmp_path / name
        mapping.write_text(MAPPING)
        file.write_bytes(data)
        client = at_desk(editor())

        _code, out, err = command(file, "--report", report.slug, "--map", mapping)
        upload(client, report, data, name)
        plan = map_columns(client, ImportRun.objects.get(), date_format="%d/%m/%Y")
        run = ImportRun.objects.get()

        assert (out[-1:], err) == (["3 new, 0 changed, 0 unchanged, 0 refused"], [])
        assert run.last_line == out[-1], plan[-6000:]
        written = client.post(f"/admin/ingestion/importrun/{run.pk}/write/")
        assert written.status_code == 302
        found = dict(Recommendation.objects.values_list("reference", "title"))
        assert found == {"1": "Prevención", "2": "Niños", "3": "=1+1"}
        assert Recommendation.objects.get(reference="2").summary == LONG
        summary = Recommendation.objects.get(reference="1").summary
        assert summary.split() == ["Revisar", "los", "pozos.", "Dos", "veces."]

    def test_a_reference_that_comes_twice_is_refused_with_both_rows(self, report):
        client = at_desk(editor())
        upload(client, report, KINDS["utf-8.csv"](CLASHING))

        plan = map_columns(client, ImportRun.objects.get(), date_format="%d/%m/%Y")

        assert "has the same reference" in plan


class ListComesBackTests:
    def test_the_exported_list_changes_nothing_at_the_desk(
        self, shipped_record, client
    ):
        data = client.get("/recommendations/export.csv").getvalue()
        desk = at_desk(editor())
        report = Report.objects.get(slug="drug-war-in-mexico-2011")

        upload(desk, report, data, "recommendations.csv")
        plan = map_columns(desk, ImportRun.objects.get())

        run = ImportRun.objects.get()
        assert run.last_line == "0 new, 0 changed, 15 unchanged, 0 refused"
        assert "The record holds all of it already." in plan


class HostileTests:
    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"0" * 30_000_000, "far larger than a spreadsheet can be"),
            (b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>', "entities of its own"),
        ],
    )
    def test_a_hostile_archive_is_refused_in_plain_words_and_not_read(
        self, report, content, words
    ):
        out = BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("content.xml", content)

        answer = upload(at_desk(editor()), report, out.getvalue(), "list.ods")

        assert answer.status_code == 200
        assert words in answer.content.decode()
        assert not ImportRun.objects.exclude(state="uploaded").exists()
