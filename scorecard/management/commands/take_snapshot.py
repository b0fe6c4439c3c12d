"""`manage.py take_snapshot SLUG --as-of DATE`: freezes a published scorecard."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from recommendations.actions.assessments import RefusedError
from recommendations.models import Report
from scorecard.actions import snapshots
from scorecard.models import Snapshot


def day(text: str) -> date:
    """A date as a person types it; refused in words otherwise."""
    try:
        return date.fromisoformat(text) if len(text) == 10 else _no_day(text)
    except ValueError:
        return _no_day(text)


def _no_day(text: str) -> date:
    raise ArgumentTypeError(f"{text!r} is not a date of the form 2026-06-30")


class Command(BaseCommand):
    """Prints the address of the snapshot; exit 1 with a sentence where refused."""

    help = (
        "Freezes a published scorecard: inputs, outputs, seed, method and code"
        " version. Prints its address."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the report's code and the two dates."""
        parser.add_argument("report", metavar="SLUG", help="code of the report")
        parser.add_argument(
            "--as-of", required=True, type=day, metavar="DATE", help="true on that day"
        )
        parser.add_argument(
            "--known-at",
            type=day,
            metavar="DATE",
            help="only what had been published by that day (default: today)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Take the snapshot and say where it stands."""
        try:
            taken = self._take(**options)
        except RefusedError as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(f"The database did not answer: {error}") from error
        address = settings.SITE_URL.rstrip("/") + taken.get_absolute_url()
        self.stdout.write(address)

    def _take(
        self, *, report: str, as_of: date, known_at: date | None, **_: Any
    ) -> Snapshot:
        found = Report.objects.filter(slug=report).first()
        if found is None:
            raise RefusedError(f"There is no report {report}.")
        return snapshots.take(
            report=found, as_of=as_of, known_at=known_at, at=timezone.now()
        )
