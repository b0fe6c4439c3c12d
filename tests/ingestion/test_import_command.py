"""`import_recommendations` as a person at a terminal meets it."""

from __future__ import annotations

import pytest

from ingestion.models import ImportRun
from recommendations.models import Assessment, Recommendation
from tests.factories import make_agency, make_report

from .importing import csv_file, run

pytestmark = pytest.mark.django_db

HEAD = ["Rec no.", "Recommendation", "Recipient", "Status", "Notes to self"]
MAPPING = """[columns]
reference = "Rec no."
title = "Recommendation"
agencies = "Recipient"
status = "Status"
[values.status]
"Delivered" = "implemented"
"""


@pytest.fixture
def files(tmp_path):
    make_report(slug="wells-2020")
    make_agency(slug="us-wo", name="Water Office")
    mapping = tmp_path / "list.toml"
    mapping.write_text(MAPPING)
    rows = [HEAD, ["1", "Test wells", "Water Office", "Delivered", "x"]]
    return csv_file(tmp_path, rows), mapping


class ImportCommandTests:
    def test_without_commit_it_prints_the_plan_and_writes_nothing(self, files):
        file, mapping = files

        code, out, err = run(file, "--report", "wells-2020", "--map", mapping)

        assert (code, err) == (0, [])
        assert "Not read: Notes to self" in out
        assert "new       1: Test wells" in out
        assert out[-1] == "1 new, 0 changed, 0 unchanged, 0 refused"
        assert not Recommendation.objects.exists()
        assert not ImportRun.objects.exists()

    def test_with_commit_it_writes_and_a_second_time_it_does_not(self, files):
        file, mapping = files
        arguments = (file, "--report", "wells-2020", "--map", mapping, "--commit")

        first, second = run(*arguments), run(*arguments, "--publish")

        assert first[1][-1] == "1 new, 0 changed, 0 unchanged, 0 refused"
        assert second[1][-1] == "0 new, 1 changed, 0 unchanged, 0 refused"
        assert Assessment.objects.get().is_single_coded
        assert [run_.n_new for run_ in ImportRun.objects.order_by("id")] == [1, 0]

    def test_a_refused_row_is_a_sentence_and_code_1_and_nothing_is_written(
        self, files, tmp_path
    ):
        mapping = files[1]
        rows = [HEAD, ["1", "a", "Roads", "Delivered"], ["2", "b", "", "Half"]]
        file = csv_file(tmp_path, rows)
        arguments = (file, "--report", "wells-2020", "--map", mapping, "--commit")

        code, out, err = run(*arguments)

        assert code == 1
        assert err == [
            "row 2, agencies “Roads”: no agency of the record is called so",
            "row 3, status “Half”: nobody has said yet what this value means",
        ]
        assert "no such agency: Roads (rows: 1, first: 2)" in out
        assert out[-1] == "0 new, 0 changed, 0 unchanged, 2 refused"
        assert not Recommendation.objects.exists()

    @pytest.mark.parametrize(
        ("arguments", "problem"),
        [
            (("nowhere.csv", "--report", "wells-2020"), "nowhere.csv cannot be read"),
            (("{file}", "--report", "other"), "There is no report with the code other"),
            (("{file}", "--report", "wells-2020", "--map", "{bad}"), "not valid TOML"),
            (("{bad}", "--report", "wells-2020"), "none of the kinds that are read"),
        ],
    )
    def test_what_cannot_be_used_is_one_sentence(
        self, files, tmp_path, arguments, problem
    ):
        bad = tmp_path / "bad.toml"
        bad.write_text("[columns")
        given = [one.format(file=files[0], bad=bad) for one in arguments]

        code, _out, err = run(*given)

        assert code == 1
        assert len(err) == 1
        assert problem in err[0]


class RoundTripTests:
    @pytest.mark.parametrize("ending", ["csv", "json", "xlsx"])
    def test_the_exported_list_comes_back_without_a_change(
        self, shipped_record, client, tmp_path, ending
    ):
        response = client.get(f"/recommendations/export.{ending}")
        file = tmp_path / f"export.{ending}"
        file.write_bytes(response.getvalue())

        for slug, count in (
            ("drug-war-in-mexico-2011", 15),
            ("mexico-ten-measures-2014", 10),
        ):
            code, out, err = run(file, "--report", slug)

            assert (code, err) == (0, [])
            assert out[-1] == f"0 new, 0 changed, {count} unchanged, 0 refused"
            assert f"note: rows of other reports are left out: {25 - count}" in out
