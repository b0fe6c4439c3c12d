"""Files of other people: every encoding and line break, and what is refused."""

from __future__ import annotations

import json
import struct
import zipfile
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P
from openpyxl import Workbook

from ingestion.parse import content, table
from ingestion.parse.cells import damage
from ingestion.parse.table import UnreadableFileError

TEXT = "ref,title\n1,Prevención\n2,“Niños”\n"


def rows(file: Path, **how: str) -> list[tuple[int, tuple[str, ...]]]:
    return [(line.number, line.cells) for line in content.rows(file, **how)]


def written(folder: Path, data: bytes | str, name: str = "list.csv") -> Path:
    file = folder / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return file


class EncodingTests:
    @pytest.mark.parametrize(
        "encoding",
        ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"],
    )
    def test_each_is_recognised(self, tmp_path, encoding):
        file = written(tmp_path, TEXT.encode(encoding))

        assert rows(file)[1:] == [(2, ("1", "Prevención")), (3, ("2", "“Niños”"))]

    @pytest.mark.parametrize("encoding", ["windows-1251", "mac-roman", "iso8859-2"])
    def test_one_that_cannot_be_guessed_is_refused_not_stored_as_noise(
        self, tmp_path, encoding
    ):
        words = {
            "windows-1251": "ref,title\n1,Проверить воду в каждом колодце\n",
            "mac-roman": "ref,title\n1,Prevención en México y más niños\n",
            "iso8859-2": "ref,title\n1,Sprawdzić wodę w każdej studni, włączając\n",
        }
        file = written(tmp_path, words[encoding].encode(encoding))

        with pytest.raises(UnreadableFileError, match="save it as UTF-8, or name"):
            rows(file)
        assert rows(file, encoding=encoding)[1][1][1] in words[encoding]

    def test_a_declared_one_that_the_bytes_contradict_is_refused(self, tmp_path):
        with pytest.raises(UnreadableFileError, match="but it is UTF-8"):
            rows(written(tmp_path, TEXT), encoding="windows-1252")
        with pytest.raises(UnreadableFileError, match="is not encoded as utf-8"):
            rows(written(tmp_path, TEXT.encode("windows-1252")), encoding="utf-8")
        with pytest.raises(UnreadableFileError, match="not the name of an encoding"):
            rows(written(tmp_path, TEXT), encoding="klingon")


class CsvTests:
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_every_line_break_ends_a_row_and_none_inside_quotes(self, tmp_path, end):
        text = end.join(["ref,title", f'1,"two{end}lines"', "", "2,x"])

        assert rows(written(tmp_path, text)) == [
            (1, ("ref", "title")),
            (2, ("1", "two\nlines")),
            (4, ("2", "x")),
        ]

    @pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
    def test_the_separator_is_found(self, tmp_path, sign):
        text = f'ref{sign}title\n1{sign}"a, b; c | d"\n2{sign}e\n'

        assert rows(written(tmp_path, text))[1] == (2, ("1", "a, b; c | d"))

    def test_tsv_cells_keep_their_commas(self, tmp_path):
        file = written(tmp_path, "a,b\tc\n1,2\t3\n", "list.tsv")

        assert rows(file)[1] == (2, ("1,2", "3"))

    def test_a_cell_of_ten_thousand_characters_is_whole(self, tmp_path):
        long = "word " * 2_000

        assert rows(written(tmp_path, f"a,b\n1,{long}\n"))[1][1][1] == long.strip()

    @pytest.mark.parametrize(
        ("cell", "text"),
        [
            ("R&amp;D &ndash; ni&ntilde;os", "R&D – niños"),
            ("R&D &copy that", "R&D &copy that"),
            ("https://example.org/?a=1&lang=es", "https://example.org/?a=1&lang=es"),
            ("=1+1", "=1+1"),
            ("'=1+1", "=1+1"),
            ("'quoted'", "'quoted'"),
            ("\u00a0 x \u00a0", "x"),
        ],
    )
    def test_a_cell_is_text_with_its_entities_read(self, tmp_path, cell, text):
        assert rows(written(tmp_path, f"a\tb\n1\t{cell}\n", "l.tsv"))[1][1][1] == text

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (b"", "file is empty"),
            (b'a,b\n1,"open\n2,x\n', "Row 2: a quotation mark is not closed"),
            (b'a,b\n1,"x"y\n', "Row 2: after a closing quotation mark"),
            (b"a,b\n1,\x00\n", "not a text file"),
            (b"%PDF-1.7 ...", "It is a PDF"),
            (b"\xd0\xcf\x11\xe0 old", "old or locked Excel file"),
            (b"PK\x03\x04 archive", "its content is not CSV"),
        ],
    )
    def test_what_is_no_csv_is_refused_in_a_sentence(self, tmp_path, data, reason):
        with pytest.raises(UnreadableFileError, match=reason):
            rows(written(tmp_path, data))

    def test_limits_are_refused(self, tmp_path, monkeypatch):
        file = written(tmp_path, "a,b\n1,2\n3,4\n")
        with pytest.raises(UnreadableFileError, match="none of the kinds"):
            rows(written(tmp_path, "a", "list.exe"))
        with pytest.raises(UnreadableFileError, match="more than 300 columns"):
            rows(written(tmp_path, "x," * 400 + "x", "wide.csv"))
        monkeypatch.setattr(table, "MOST_ROWS", 2)
        with pytest.raises(UnreadableFileError, match="more than 2 rows"):
            rows(file)
        monkeypatch.setattr(content, "MOST_BYTES", 3)
        with pytest.raises(UnreadableFileError, match="larger than"):
            rows(file)

    @given(
        st.lists(
            st.lists(
                st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))),
                min_size=2,
                max_size=4,
            ),
            min_size=1,
            max_size=5,
        )
    )
    def test_any_bytes_are_read_or_refused(self, tmp_path_factory, cells):
        text = "\n".join(",".join(row) for row in cells)
        file = tmp_path_factory.mktemp("any") / "list.csv"
        file.write_text(text, encoding="utf-8")

        try:
            found = rows(file)
        except UnreadableFileError as error:
            assert str(error).endswith(".")
        else:
            assert all(any(line) for _number, line in found)


class DamageTests:
    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("ni\ufffdos", "a letter was lost"),
            ("a\x07b", "control character"),
            ("PrevenciÃ³n", "encoded twice"),
            ("Prevención, “ça” – Ångström", ""),
            ("two\nlines", ""),
        ],
    )
    def test_noise_is_told_from_text(self, text, reason):
        assert reason in damage(text)
        assert bool(damage(text)) == bool(reason)


def workbook(folder: Path) -> Path:
    book = Workbook()
    hidden = book.active
    hidden.sheet_state = "hidden"
    page = book.create_sheet("List")
    page.append(["Ref", "Text", "Date", "Sum", "Open"])
    page.append([2.1, "a\nb", datetime(2020, 3, 1), "=1+1", True])
    page.append([None] * 5)
    page.append([3, " c ", date(2020, 3, 2), 4.5, "#N/A"])
    page["A2"].number_format = "0.00"
    book.save(folder / "list.xlsx")
    return folder / "list.xlsx"


class XlsxTests:
    def test_values_are_read_as_the_sheet_shows_them_and_formulas_as_text(
        self, tmp_path
    ):
        assert rows(workbook(tmp_path)) == [
            (1, ("Ref", "Text", "Date", "Sum", "Open")),
            (2, ("2.10", "a\nb", "2020-03-01", "=1+1", "true")),
            (4, ("3", "c", "2020-03-02", "4.5", "#N/A")),
        ]

    def test_a_sheet_is_chosen_by_name(self, tmp_path):
        file = workbook(tmp_path)

        assert rows(file, sheet="Sheet") == []
        with pytest.raises(UnreadableFileError, match="no sheet named “Other”"):
            rows(file, sheet="Other")


def ods(folder: Path) -> Path:
    book = OpenDocumentSpreadsheet()
    page = Table(name="List")
    for cells in (["Ref", "Text"], ["1", "a  b"], [], ["2", "c"]):
        row = TableRow()
        for text in cells:
            cell = TableCell(valuetype="string")
            cell.addElement(P(text=text))
            row.addElement(cell)
        page.addElement(row)
    row = TableRow()
    row.addElement(TableCell(valuetype="date", datevalue="2020-03-01T00:00:00"))
    row.addElement(TableCell(formula="of:=1+1", valuetype="float", value="2"))
    row.addElement(TableCell(numbercolumnsrepeated=16_000))
    page.addElement(row)
    page.addElement(TableRow(numberrowsrepeated=1_000_000))
    book.spreadsheet.addElement(page)
    book.save(str(folder / "list.ods"))
    return folder / "list.ods"


class OdsTests:
    def test_rows_are_read_and_a_million_blank_ones_cost_nothing(self, tmp_path):
        assert rows(ods(tmp_path)) == [
            (1, ("Ref", "Text")),
            (2, ("1", "a b")),
            (4, ("2", "c")),
            (5, ("2020-03-01", "=1+1")),
        ]

    def test_a_sheet_is_chosen_by_name(self, tmp_path):
        with pytest.raises(UnreadableFileError, match="no sheet named “Other”"):
            rows(ods(tmp_path), sheet="Other")


class JsonTests:
    def test_a_list_of_objects_is_a_table(self, tmp_path):
        items = [{"ref": 1, "to": ["A", "B"]}, {"ref": 2.5, "open": False, "to": None}]
        file = written(tmp_path, json.dumps({"note": "x", "rows": items}), "l.json")

        assert rows(file) == [
            (1, ("ref", "to", "open")),
            (2, ("1", "A\x1fB")),
            (3, ("2.5", "", "false")),
        ]

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("{", "not valid JSON: line 1"),
            ("[" * 100_000, "nested too deeply"),
            ("[NaN]", "numbers that are none"),
            ('{"a": 1}', "no list of recommendations"),
        ],
    )
    def test_other_json_is_refused(self, tmp_path, text, reason):
        with pytest.raises(UnreadableFileError, match=reason):
            rows(written(tmp_path, text, "list.json"))

    def test_an_object_inside_a_row_is_kept_apart_from_text(self, tmp_path):
        table = {"columns": [{"a": 1}] * 9, "rows": [{"ref": "1", "more": {"b": 1}}]}
        file = written(tmp_path, json.dumps(table), "list.json")

        ((_, names), (_, cells)) = rows(file)

        assert names == ("ref", "more")
        assert damage(cells[0]) == ""
        assert damage(cells[1]) == "it is an object inside an object"


def archive(folder: Path, name: str, parts: dict[str, bytes]) -> Path:
    file = folder / name
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        for part, data in parts.items():
            made.writestr(part, data)
    return file


ENTITIES = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>"""


class HostileArchiveTests:
    def test_a_bomb_is_refused_before_it_is_unpacked(self, tmp_path):
        file = archive(tmp_path, "list.ods", {"content.xml": b" " * 30_000_000})

        with pytest.raises(UnreadableFileError, match="far larger than a spreadsheet"):
            rows(file)

    def test_one_that_lies_about_its_size_is_cut_off(self, tmp_path):
        file = archive(tmp_path, "list.ods", {"content.xml": b" " * 30_000_000})
        data = file.read_bytes()
        said = struct.pack("<I", 30_000_000)
        file.write_bytes(data.replace(said, struct.pack("<I", 1_000)))

        with pytest.raises(UnreadableFileError, match="damaged"):
            rows(file)

    def test_thousands_of_parts_are_refused(self, tmp_path, monkeypatch):
        monkeypatch.setattr("ingestion.parse.archives.MOST_PARTS", 2)

        with pytest.raises(UnreadableFileError, match="far larger"):
            rows(archive(tmp_path, "l.xlsx", {str(n): b"x" for n in range(3)}))

    def test_entities_are_refused_in_ods(self, tmp_path):
        file = archive(tmp_path, "l.ods", {"content.xml": ENTITIES + b"<x>&b;&c;</x>"})

        with pytest.raises(UnreadableFileError, match="entities of its own"):
            rows(file)

    @pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet2.xml"])
    def test_entities_are_refused_in_xlsx(self, tmp_path, part):
        with zipfile.ZipFile(workbook(tmp_path)) as book:
            parts = {name: book.read(name) for name in book.namelist()}
        parts[part] = ENTITIES + parts[part].partition(b"?>")[2]

        with pytest.raises(UnreadableFileError, match="entities of its own"):
            rows(archive(tmp_path, "hostile.xlsx", parts))

    def test_what_is_not_a_spreadsheet_is_damaged(self, tmp_path):
        for name in ("list.xlsx", "list.ods"):
            with pytest.raises(UnreadableFileError, match="damaged"):
                rows(archive(tmp_path, name, {"x": b"y"}))

    def test_a_cut_off_file_is_damaged(self, tmp_path):
        whole = BytesIO(workbook(tmp_path).read_bytes()).read(2_000)

        with pytest.raises(UnreadableFileError, match="damaged"):
            rows(written(tmp_path, whole, "cut.xlsx"))
