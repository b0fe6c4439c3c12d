"""A file against the record: new, changed field by field, unchanged, refused."""

from __future__ import annotations

from datetime import date

import pytest

from ingestion.parse.table import UnreadableFileError
from tests.factories import (
    make_agency,
    make_assessment,
    make_due_date,
    make_recommendation,
    make_report,
    make_response,
)

from .importing import csv_file, plan_of

pytestmark = pytest.mark.django_db

HEAD = ["reference", "title", "agencies", "status"]


@pytest.fixture
def report():
    return make_report(slug="wells-2020", issued_on=date(2020, 3, 1))


def one(tmp_path, report, head, cells, mapping=None, **how):
    """The plan of a file of one row."""
    _planner, rows = plan_of(csv_file(tmp_path, [head, cells]), report, mapping, **how)
    (row,) = rows
    return row


def told(row) -> list[tuple[str, str]]:
    return [(problem.column, problem.reason) for problem in row.problems]


class NewRowTests:
    def test_a_row_that_the_record_lacks_is_new(self, tmp_path, report):
        agency = make_agency(name="Water Office", abbreviation="WO")

        row = one(tmp_path, report, HEAD, ["3.1", "Test wells", "WO", "started"])

        assert row.outcome == "new"
        assert row.writes.columns["issued_on"] == date(2020, 3, 1)
        assert row.writes.leads == (agency.slug,)
        assert row.writes.claims

    def test_without_a_title_its_text_begins_one(self, tmp_path, report):
        text = "Test the water of every well in the land, " * 5

        row = one(tmp_path, report, ["reference", "summary"], ["1", text])

        title = row.writes.columns["title"]
        assert title.endswith("…")
        assert len(title) <= 120

    @pytest.mark.parametrize(
        ("given", "reference"),
        [("A/72/5 para. 12", "A-72-5-para.-12"), ("Nº 7", "No-7"), (" 2.10 ", "2.10")],
    )
    def test_signs_that_no_address_can_hold_become_hyphens(
        self, tmp_path, report, given, reference
    ):
        row = one(tmp_path, report, HEAD, [given, "x", "", ""])

        assert row.reference == reference

    def test_several_columns_or_the_row_number_make_a_reference(self, tmp_path, report):
        file = csv_file(tmp_path, [["year", "no", "title"], ["2020", "7", "x"]])

        for columns, reference in (('["year", "no"]', "2020-7"), ('"#row"', "2")):
            mapping = f'[columns]\nreference = {columns}\ntitle = "title"'
            _, (row,) = plan_of(file, report, mapping)
            assert row.reference == reference


class RefusedRowTests:
    @pytest.mark.parametrize(
        ("cells", "problem"),
        [
            (["", "x", "", ""], ("reference", "the row has no reference")),
            (["***", "x", "", ""], ("reference", "it holds no letter or digit")),
            (["9" * 41, "x", "", ""], ("reference", "longer than 40 characters")),
            (["1", "", "", ""], ("title", "the row has neither a title nor a summary")),
            (["1", "x" * 401, "", ""], ("title", "longer than 400 characters")),
            (
                ["1", "x", "", "Half done"],
                ("status", "nobody has said yet what this value means"),
            ),
            (
                ["1", "x", "Nobody", ""],
                ("agencies", "no agency of the record is called so"),
            ),
            (
                ["1", "PrevenciÃ³n", "", ""],
                ("title", "its letters were encoded twice, such as Ã© for é"),
            ),
            (["1", "#REF!", "", ""], ("title", "it is an error of the spreadsheet")),
        ],
    )
    def test_it_names_row_column_value_and_reason(
        self, tmp_path, report, cells, problem
    ):
        row = one(tmp_path, report, HEAD, cells)

        assert row.outcome == "refused"
        assert row.number == 2
        assert problem in told(row)

    @pytest.mark.parametrize(
        ("head", "value", "reason"),
        [
            ("issued_on", "01/02/2020", "not a date of the form 2021-11-30"),
            ("issued_on", "1066-10-14", "a year before 1900 or after 2200"),
            (
                "due_on",
                "2020-02-29",
                "lies before the recommendation was made (2020-03-01)",
            ),
            ("status_on", "2099-01-01", "lies in the future"),
            (
                "evidence_urls",
                "see annex",
                "not a web address that begins with https:// or http://",
            ),
            ("response", "accepted", "no agency is named that could have answered"),
        ],
    )
    def test_other_columns(self, tmp_path, report, head, value, reason):
        row = one(tmp_path, report, ["reference", "title", head], ["1", "x", value])

        assert told(row) == [(head, reason)]

    def test_the_second_of_two_rows_with_one_reference(self, tmp_path, report):
        file = csv_file(tmp_path, [HEAD, ["1", "a", "", ""], ["1", "b", "", ""]])

        planner, rows = plan_of(file, report)

        assert [row.outcome for row in rows] == ["new", "refused"]
        assert told(rows[1]) == [("reference", "row 2 has the same reference")]
        assert planner.totals.last_line == "1 new, 0 changed, 0 unchanged, 1 refused"

    def test_a_file_without_a_reference_is_refused_whole(self, tmp_path, report):
        with pytest.raises(UnreadableFileError, match="No column is the reference"):
            plan_of(csv_file(tmp_path, [["title", "status"], ["a", "b"]]), report)


class AgencyTests:
    @pytest.mark.parametrize(
        "called",
        [
            "Water Office",
            "WATER  OFFICE",
            "wo",
            "Oficina del Agua",
            "Well Bureau",
            "Water Office (WO)",
            "us-water-1",
        ],
    )
    def test_it_is_found_by_name_abbreviation_and_former_name(
        self, tmp_path, report, called
    ):
        make_agency(
            slug="us-water-1",
            name="Water Office",
            name_es="Oficina del Agua",
            abbreviation="WO",
            other_names=["Well Bureau"],
        )

        assert one(tmp_path, report, HEAD, ["1", "x", called, ""]).writes.leads == (
            "us-water-1",
        )

    def test_one_name_of_two_agencies_is_refused_with_both(self, tmp_path, report):
        make_agency(slug="us-a", abbreviation="WO")
        make_agency(slug="us-b", abbreviation="WO")

        row = one(tmp_path, report, HEAD, ["1", "x", "WO", ""])

        assert told(row) == [("agencies", "several agencies are called so: us-a, us-b")]

    def test_new_ones_are_proposed_with_the_nearest_and_never_made(
        self, tmp_path, report
    ):
        make_agency(slug="us-wo", name="Water Office of the North")
        file = csv_file(
            tmp_path,
            [
                HEAD,
                ["1", "x", "Water Office of North; Roads", ""],
                ["2", "y", "roads", ""],
            ],
        )

        refusing, rows = plan_of(file, report)
        creating, made = plan_of(file, report, '[options]\nnew_agencies = "create"')

        for planner in (refusing, creating):
            assert [
                (one.name, one.rows, one.first_row, one.near)
                for one in planner.agencies.proposed()
            ] == [("Roads", 2, 2, ""), ("Water Office of North", 1, 2, "us-wo")]
        assert {row.outcome for row in rows} == {"refused"}
        assert {row.outcome for row in made} == {"new"}

    def test_a_mapped_name_is_that_agency_and_an_empty_one_is_none(
        self, tmp_path, report
    ):
        make_agency(slug="us-wo")
        mapping = '[values.agencies]\n"the office" = "us-wo"\n"n/a" = ""'

        row = one(tmp_path, report, HEAD, ["1", "x", "The office;N/A", ""], mapping)

        assert row.writes.leads == ("us-wo",)


class HeldRowTests:
    @pytest.fixture
    def held(self, report):
        agency = make_agency(slug="us-wo", name="Water Office")
        row = make_recommendation(
            report=report, reference="1.1", title="Test wells", lead=agency
        )
        make_due_date(recommendation=row, due_on=date(2022, 1, 1))
        make_response(recommendation=row, agency=agency, text="Yes.", kind="accepted")
        make_assessment(recommendation=row, rationale="Rules stand.")
        row.refresh_from_db()
        return row

    HEAD = (
        "reference",
        "title",
        "agencies",
        "due_on",
        "response",
        "response_text",
        "status",
        "status_reason",
    )

    def test_the_same_again_is_unchanged_and_empty_cells_say_nothing(
        self, tmp_path, report, held
    ):
        same = [
            "1.1",
            "Test wells",
            "us-wo",
            "2022-01-01",
            "accepted",
            "Yes.",
            held.current_status,
            "Rules stand.",
        ]

        for cells in (same, ["1.1", "", "", "", "", "", "", ""]):
            assert one(tmp_path, report, self.HEAD, cells).outcome == "unchanged"

    def test_each_field_that_differs_is_named_with_old_and_new(
        self, tmp_path, report, held
    ):
        make_agency(slug="us-roads")

        row = one(
            tmp_path,
            report,
            self.HEAD,
            [
                "1.1",
                "Test all wells",
                "us-roads",
                "2023-01-01",
                "noted",
                "Perhaps.",
                "mostly",
                "Now it works.",
            ],
        )

        assert row.outcome == "changed"
        assert [(c.field, c.old, c.new) for c in row.changes] == [
            ("title", "Test wells", "Test all wells"),
            ("agencies", "us-wo", "us-wo, us-roads"),
            ("due_on", "2022-01-01", "2023-01-01"),
            ("response", "accepted", "noted"),
            ("response_text", "Yes.", "Perhaps."),
            ("status", held.current_status, "mostly"),
            ("status_reason", "Rules stand.", "Now it works."),
        ]
        assert row.notes == ("stays, although the file does not name it: us-wo",)

    def test_an_earlier_answer_on_record_is_no_news(self, tmp_path, report, held):
        make_response(
            recommendation=held,
            agency=held.responsibilities.get().agency,
            kind="noted",
            responded_on=date(2021, 1, 1),
        )

        row = one(
            tmp_path,
            report,
            ["reference", "response", "response_text"],
            ["1.1", "accepted", "Yes."],
        )

        assert row.outcome == "unchanged"

    def test_two_due_dates_of_one_day_are_refused(self, tmp_path, report, held):
        row = one(
            tmp_path,
            report,
            ["reference", "due_on"],
            ["1.1", "2024-01-01"],
            today=date(2020, 6, 1),
        )

        assert told(row) == [
            ("due_on", "another due date was announced today; one a day can be")
        ]

    def test_queries_do_not_grow_with_the_rows(
        self, tmp_path, report, held, django_assert_max_num_queries
    ):
        for number in range(2, 12):
            make_recommendation(report=report, reference=f"1.{number}")
        rows = [
            [f"1.{n}", f"Other {n}", "us-wo", "", "", "", "", ""] for n in range(1, 40)
        ]

        with django_assert_max_num_queries(14):
            plan_of(csv_file(tmp_path, [self.HEAD, *rows]), report)


class OtherReportTests:
    def test_rows_of_our_own_export_that_belong_elsewhere_are_left_out(
        self, tmp_path, report
    ):
        other = make_report(slug="roads-2021")
        file = csv_file(
            tmp_path,
            [
                ["reference", "title", "report"],
                ["1", "x", report.slug],
                ["2", "y", other.slug],
            ],
        )

        planner, rows = plan_of(file, report)

        assert [row.reference for row in rows] == ["1"]
        assert planner.left_out == 1
