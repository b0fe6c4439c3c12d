"""`manage.py verify_record`: proves that the record is whole."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from recommendations.histories import utc_day
from tracker.upkeep.verify import CHECKS

MOST_PROBLEMS = 100


class Command(BaseCommand):
    """Reads everything, changes nothing; exit code 1 where something is wrong."""

    help = (
        "Checks the rules of the database, the derived rows against the record, the"
        " hashes of snapshots and the uploaded files. Changes nothing."
    )
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Run every check; a line for each, a sentence for each problem."""
        today, total = utc_day(timezone.now()), 0
        for name, check in CHECKS.items():
            number = 0
            for number, problem in enumerate(check(today), 1):
                if number <= MOST_PROBLEMS:
                    self.stderr.write(f"{name}: {problem}")
            self.stdout.write(f"{name}: {number} problems" if number else f"{name}: ok")
            total += number
        if total:
            self.stdout.write(
                "Derived rows are made anew by manage.py rebuild_standing; for the rest"
                " restore a backup."
            )
            sys.exit(1)
