"""`load_report` and `load_shipped_data` as a person at a terminal meets them."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from recommendations.models import Agency, Report

from .small_pack import AGENCIES, REPORT, small_pack, write

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> tuple[int, list[str], list[str]]:
    """The exit code, the lines printed and the problems."""
    out, err, code = StringIO(), StringIO(), 0
    try:
        call_command("load_report", *arguments, stdout=out, stderr=err, no_color=True)
    except SystemExit as ended:
        code = int(str(ended.code))
    return code, out.getvalue().splitlines(), err.getvalue().splitlines()


class LoadReportTests:
    def test_without_commit_it_prints_the_plan_and_writes_nothing(self, tmp_path):
        code, out, err = run(write(tmp_path, small_pack()))

        assert (code, err) == (0, [])
        assert "agencies: 2 new" in out
        assert "new       recommendation clean-air-2020/1.1" in out
        assert out[-2] == "Nothing was written: add --commit to write this plan."
        assert out[-1].endswith(" new, 0 changed, 0 unchanged, 0 refused")
        assert not Report.objects.exists()

    def test_with_commit_it_writes_and_a_second_time_it_does_not(self, tmp_path):
        root = write(tmp_path, small_pack())

        first, second = run(root, "--commit"), run(root, "--commit")

        number = first[1][-1].split()[0]
        assert Report.objects.get().slug == "clean-air-2020"
        assert second[0] == 0
        assert second[1][-1] == f"0 new, 0 changed, {number} unchanged, 0 refused"

    def test_changes_are_printed_with_old_and_new(self, tmp_path):
        pack = small_pack()
        run(write(tmp_path, pack), "--commit")
        pack[AGENCIES]["agencies"][0]["abbreviation"] = "AIR"
        steps = pack[REPORT]["recommendations"][0]["assessments"][1]["ask_statuses"]
        steps["a"] = "partly"

        code, out, _ = run(write(tmp_path, pack))

        at = out.index("changed   agency us-air")
        assert out[at + 1] == "            abbreviation: empty -> AIR"
        at = out.index(
            "new       assessment clean-air-2020/1.1/2022-12-31, which follows the one"
            " published for that day"
        )
        assert out[at + 1] == "            steps a: mostly -> partly"
        assert (code, out[-1][:18]) == (0, "1 new, 1 changed, ")

    def test_a_broken_pack_ends_with_1_and_names_each_fault(self, tmp_path):
        pack = small_pack()
        pack[AGENCIES]["agencies"][0]["kind"] = "club"
        pack[REPORT]["report"]["published"] = "soon"
        root = write(tmp_path, pack)

        code, out, err = run(root, "--commit")

        assert code == 1
        assert err[0].startswith(f"{root}/{AGENCIES}: agencies[us-air].kind: 'club' is")
        assert err[1].startswith(f"{root}/{REPORT}: report.published: 'soon' is not")
        assert out == [
            "The pack is refused whole; nothing was written.",
            f"0 new, 0 changed, 0 unchanged, {len(err)} refused",
        ]
        assert not Agency.objects.exists()

    def test_a_file_that_is_not_there_is_one_sentence(self, tmp_path):
        code, _, err = run(str(tmp_path / "none"))

        assert code == 1
        assert err == [f"{tmp_path}/none: cannot be read: No such file or directory"]

    def test_without_a_path_it_is_wrong_usage(self):
        with pytest.raises(CommandError, match="PATH"):
            call_command("load_report")

    def test_very_many_faults_are_cut_short(self, tmp_path):
        pack = small_pack()
        pack[AGENCIES]["agencies"] = [7] * 150

        _, out, err = run(write(tmp_path, pack))

        assert len(err) == 101
        assert err[-1].startswith("... and more problems: ")
        assert int(out[-1].split()[-2]) > 150


class LoadShippedDataTests:
    def test_an_empty_database_gets_the_shipped_record(self):
        out = StringIO()

        call_command("load_shipped_data", stdout=out)

        assert Report.objects.count() == 2
        assert out.getvalue().splitlines()[-1].endswith("0 unchanged, 0 refused")

    def test_a_database_with_a_report_is_left_alone(self, tmp_path):
        run(write(tmp_path, small_pack()), "--commit")
        out = StringIO()

        call_command("load_shipped_data", stdout=out)

        assert out.getvalue() == (
            "The database holds reports already; nothing was loaded.\n"
        )
        assert Report.objects.count() == 1

    def test_it_can_be_silent(self):
        out = StringIO()

        call_command("load_shipped_data", stdout=out, verbosity=0)

        assert out.getvalue() == ""

    def test_the_shipped_record_is_unchanged_when_loaded_again(self, shipped_record):
        code, out, err = run("fixtures")

        assert (code, err) == (0, [])
        assert out[-1] == "0 new, 0 changed, 2065 unchanged, 0 refused"
