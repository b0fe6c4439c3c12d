"""`manage.py check_method FILE`: runs a file of method vectors against the code."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from scorecard.vectors import Vector, read_vectors, run, tally


class Command(BaseCommand):
    """Prints each failure with both values and a tally; exit 1 if any failed."""

    help = (
        "Runs a file of method vectors against the code and prints each failure"
        " with both values, then the tally."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the path of the vector file."""
        parser.add_argument("file", metavar="FILE", help="vectors in JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run every vector, report the failures, end with the tally."""
        outcomes = [run(vector) for vector in self._vectors(options["file"])]
        for outcome in outcomes:
            if not outcome.passed:
                self.stdout.write(str(outcome))
        self.stdout.write(tally(outcomes))
        if not all(outcome.passed for outcome in outcomes):
            sys.exit(1)

    def _vectors(self, name: str) -> list[Vector]:
        """Read the file, or end with one sentence that says why not."""
        try:
            return read_vectors(Path(name).read_bytes())
        except OSError as error:
            reason = error.strerror or "it cannot be opened"
            raise CommandError(f"Cannot read {name}: {reason}.") from error
        except ValueError as error:
            raise CommandError(f"Cannot use {name}: {error}.") from error
