"""A process killed in the middle leaves the record as it was, and proves it."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest

from tests.faults.places import Place

# Migrates under a counter that kills the process; the number is an argument.
MIGRATE = """
import sys, django
django.setup()
from django.core.management import call_command
from django.db import connection
from tests.faults.work import Counter
with connection.execute_wrapper(Counter(int(sys.argv[1]))):
    call_command("migrate", verbosity=0)
"""


class KilledTests:
    @pytest.mark.parametrize("name", ["publish", "snapshot", "load", "import"])
    def test_work_that_is_killed_leaves_nothing_half_written(
        self, place: Place, name: str
    ) -> None:
        done = place.work(name, "--drill")

        assert done.returncode == 0, done.stderr
        found = json.loads(done.stdout)
        assert found["statements"] > 5
        assert found["taken_back"]
        assert found["killed"] == [[True, True, []]] * 3
        assert found["changed"]
        assert not found["differences"]

    def test_a_report_that_is_killed_leaves_the_file_of_the_last_time(
        self, place: Place, tmp_path: Path
    ) -> None:
        (tmp_path / "files").mkdir()

        done = place.run("-m", "tests.faults.files_killed", str(tmp_path / "files"))

        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout) == [True] * 4

    def test_a_migration_that_is_killed_is_carried_on(self, place: Place) -> None:
        place.manage("migrate", "recommendations", "0002", "--verbosity=0")

        killed = place.run("-c", MIGRATE, "25")
        shown = place.manage("migrate", "--check")
        again = place.manage("migrate", "--verbosity=0")

        assert killed.returncode == -signal.SIGKILL
        assert shown.returncode == 1
        assert again.returncode == 0, again.stderr
        assert place.manage("migrate", "--check").returncode == 0
