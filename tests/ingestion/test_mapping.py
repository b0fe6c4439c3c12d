"""Mappings: the TOML file of the contract, both ways, and the guess from a header."""

from __future__ import annotations

import pytest
from django.utils.translation import override
from hypothesis import given, strategies as st

from ingestion.mapping import FIELDS, Mapping, MappingError, from_toml, to_toml
from ingestion.mapping.guess import guessed, suggested_value, with_suggested_values
from ingestion.mapping.header import opened, places
from ingestion.parse.table import UnreadableFileError

from .importing import csv_file

CONTRACT = """
[columns]
reference = "Rec no."
title = "Recommendation"
summary = ["Text", "Details"]
agencies = "Recipient"
response = "Reply category"
status = "Status"
[values.status]
"Delivered" = "implemented"
[values.response]
"Agreed" = "accepted"
[separators]
agencies = ";"
evidence_urls = "|"
[options]
encoding = "windows-1252"
date_format = "%d/%m/%Y"
header_row = 1
new_agencies = "refuse"
"""


class TomlTests:
    def test_the_form_of_the_contract_is_read(self):
        mapping = from_toml(CONTRACT)

        assert mapping.columns["summary"] == ("Text", "Details")
        assert mapping.value("status", " DELIVERED ") == "implemented"
        assert mapping.value("status", "Partly") == "partly"
        assert mapping.value("status", "Half done") is None
        assert (mapping.encoding, mapping.header_row) == ("windows-1252", 1)

    def test_what_is_written_reads_as_the_same_mapping(self):
        mapping = from_toml(CONTRACT)

        assert from_toml(to_toml(mapping)) == mapping

    @given(
        st.dictionaries(
            st.sampled_from(sorted(FIELDS)),
            st.lists(st.text(min_size=1).filter(str.strip), min_size=1, max_size=2).map(
                tuple
            ),
        ),
        st.dictionaries(st.text(), st.sampled_from(["implemented", "partly", ""])),
    )
    def test_any_header_and_value_survives(self, columns, values):
        folded = {" ".join(k.split()).casefold(): v for k, v in values.items()}
        mapping = Mapping(columns=columns, values={"status": folded})

        again = from_toml(to_toml(mapping))

        assert again.columns == mapping.columns
        for theirs in values:
            assert again.value("status", theirs) == mapping.value("status", theirs)

    @pytest.mark.parametrize(
        ("text", "problem"),
        [
            ("[columns", "not valid TOML"),
            ("[colums]\nx = 1", "a table that is not known: colums"),
            ("columns = 1", r"\[columns\] must be a table"),
            ('[columns]\nstat = "x"', r"\[columns\] stat is none of: reference"),
            ("[columns]\nstatus = 3", "must be a header or a list of headers"),
            ('[values.status]\n"Open" = "opened"', "none of our codes: implemented"),
            ('[values.title]\n"a" = "b"', r"\[values.title\] is none of"),
            ('[separators]\nagencies = ""', "one to ten characters"),
            ('[options]\ndate_format = "%Y"', "with day, month and year"),
            ("[options]\nheader_row = 0", "a row number from 1"),
            ('[options]\nnew_agencies = "maybe"', "refuse or create"),
            ("[options]\ncolour = 1", "colour is none of"),
        ],
    )
    def test_what_is_wrong_is_one_sentence(self, text, problem):
        with pytest.raises(MappingError, match=problem):
            from_toml(text)

    def test_an_editor_who_works_in_spanish_reads_it_in_spanish(self):
        with override("es"), pytest.raises(MappingError) as refused:
            from_toml('[options]\nheader_row = 0\ndate_format = "%Y"')

        assert refused.value.problems == [
            "[options] header_row debe ser un número de fila a partir de 1.",
            "[options] date_format debe ser un formato con día, mes y año: %d/%m/%Y.",
        ]


class GuessTests:
    def test_our_own_names_come_first_and_no_header_is_used_twice(self):
        found = guessed(["Recommendation", "reference", "No.", "Text", "STATUS"])

        assert found.columns == {
            "reference": ("reference",),
            "status": ("STATUS",),
            "summary": ("Text",),
        } | {
            k: v
            for k, v in found.columns.items()
            if k not in {"reference", "status", "summary"}
        }
        used = [one for names in found.columns.values() for one in names]
        assert len(used) == len(set(used))

    def test_spanish_headers_are_known(self):
        found = guessed(["Núm.", "Recomendación", "Dependencia", "Fecha", "Estado"])

        assert {name: h[0] for name, h in found.columns.items()} == {
            "reference": "Núm.",
            "summary": "Recomendación",
            "agencies": "Dependencia",
            "issued_on": "Fecha",
            "status": "Estado",
        }

    def test_values_are_suggested_to_a_person_and_never_taken_by_themselves(self):
        assert suggested_value("status", "Delivered") == "implemented"
        assert suggested_value("status", "Purple") == ""
        assert Mapping().value("status", "Delivered") is None

        mapping = with_suggested_values(Mapping(), "status", ["Delivered", "Purple"])

        assert mapping.value("status", "delivered") == "implemented"
        assert mapping.value("status", "Purple") is None


class HeaderTests:
    def test_a_preamble_above_the_header_is_passed_over(self, tmp_path):
        file = csv_file(
            tmp_path,
            [
                ["List of the office, 2021", ""],
                ["", ""],
                ["Rec no.", "Title"],
                ["1", "a"],
            ],
        )

        found = opened(file, Mapping())

        assert found.headers == ("Rec no.", "Title")
        assert found.header_row == 3
        assert [line.number for line in found.lines] == [4]

    def test_the_row_that_is_named_is_the_header(self, tmp_path):
        file = csv_file(tmp_path, [["ref", "title"], ["x", "y"], ["1", "a"]])

        assert opened(file, Mapping(header_row=2)).headers == ("x", "y")
        with pytest.raises(UnreadableFileError, match="Row 9 is no header"):
            opened(file, Mapping(header_row=9))

    def test_a_missing_and_a_repeated_header_are_named(self):
        mapping = Mapping(columns={"title": ("Title",), "status": ("State",)})

        with pytest.raises(UnreadableFileError) as refusal:
            places(mapping, ("Title", "x", "TITLE"))

        assert "“Title” (title) stands in 2 columns" in str(refusal.value)
        assert "no column “State” for status" in str(refusal.value)
        assert "Its headers are: “Title”, “x”, “TITLE”." in str(refusal.value)
