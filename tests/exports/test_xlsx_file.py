"""The stream of a workbook: what cells hold, how sheets go on, how it breaks off."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

import openpyxl
import pytest
from hypothesis import given, strategies as st

from exports.datasets import BY_NAME, Column, Record, Scope, Unknown
from exports.extract import Extract, whole
from exports.writers import xlsx_cells, xlsx_file
from recommendations.as_of import AsOf
from recommendations.models import Report
from tests.factories import TODAY

AGENCIES = BY_NAME["agencies"]
SCOPE = Scope(AsOf(on=TODAY, known_at=None, today=TODAY))
ESCAPED = re.compile("_x([0-9A-F]{4})_")


def made(extract: Extract) -> bytes:
    return b"".join(xlsx_file.xlsx_chunks(extract))


def shown(xml: str) -> str:
    """The words of a cell as a spreadsheet shows them."""
    cell = ElementTree.fromstring(f"<c{xml}")
    assert cell.find("f") is None
    words = "".join(cell.itertext())
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), words)


class CellTests:
    @given(st.text(min_size=1))
    def test_any_text_is_that_text_and_never_a_formula(self, words: str) -> None:
        assert shown(xlsx_cells.text(words)) == words

    @pytest.mark.parametrize(
        "words",
        ["=1+1", "_x000D_", "a\r\nb", " both ends ", "\x00\x1f", "a & b < c", "007"],
    )
    def test_what_means_something_elsewhere_is_text(self, words: str) -> None:
        xml = xlsx_cells.text(words)

        assert shown(xml) == words
        assert 't="inlineStr"' in xml

    def test_a_text_beyond_a_cell_says_where_the_rest_is(self) -> None:
        words = shown(xlsx_cells.text("x" * 40_000))

        assert len(words) == xlsx_cells.CHARACTERS_OF_A_CELL
        assert words.endswith("[cut: the whole text is in the CSV and JSON files]")

    def test_days_before_what_spreadsheets_count_are_text(self) -> None:
        make = xlsx_cells.cell(Column("on", "A day.", "date"), "7")

        assert make(date(2026, 6, 30)) == ' s="7"><v>46203</v></c>'
        assert shown(make(date(1848, 2, 2))) == "1848-02-02"
        assert shown(make(Unknown.NOT_ASSESSED)) == "not_assessed"


@pytest.mark.django_db
class SheetTests:
    def test_rows_beyond_a_sheet_go_on_in_the_next(
        self, lively: Report, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(xlsx_file, "ROWS_OF_A_SHEET", 4)
        monkeypatch.setattr(xlsx_file, "BATCH", 2)
        dataset = BY_NAME["recommendations"]
        references = [row[0] for row in whole(dataset, SCOPE).rows]
        extract = whole(dataset, SCOPE)

        book = openpyxl.load_workbook(io.BytesIO(made(extract)))

        assert book.sheetnames == ["About", "recommendations", "recommendations 2"]
        first, second = book.worksheets[1:]
        assert [row[0].value for row in first] == ["reference", *references[:3]]
        assert [row[0].value for row in second] == ["reference", *references[3:]]
        assert (first.auto_filter.ref, first.freeze_panes) == ("A1:AV4", "B2")
        assert first["G2"].is_date
        assert first["G2"].number_format == "yyyy-mm-dd"

    def test_no_row_is_a_sheet_with_its_header(self, db: None) -> None:
        book = openpyxl.load_workbook(io.BytesIO(made(whole(AGENCIES, SCOPE))))

        assert [[cell.value for cell in row] for row in book["agencies"]] == [
            AGENCIES.names
        ]

    def test_the_same_rows_give_the_same_bytes(self, lively: Report) -> None:
        assert made(whole(AGENCIES, SCOPE)) == made(whole(AGENCIES, SCOPE))

    def test_what_broke_off_cannot_be_opened(self, lively: Report) -> None:
        def broken() -> Iterator[Record]:
            yield next(iter(whole(AGENCIES, SCOPE).rows))
            raise RuntimeError("the disk is gone")

        pieces, sent = xlsx_file.xlsx_chunks(Extract(AGENCIES, SCOPE, broken())), b""
        with pytest.raises(RuntimeError):
            for piece in pieces:
                sent += piece

        with pytest.raises(BadZipFile):
            ZipFile(io.BytesIO(sent))
