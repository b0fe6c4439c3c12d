"""`manage.py rebuild_standing [--check]`: makes what is derived anew, or proves it."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from datetime import UTC, date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from recommendations.actions import standings
from recommendations.models import Recommendation


class Command(BaseCommand):
    """Prints how many it made or compared; exit 1 where the record says otherwise."""

    help = (
        "Makes the standings and kept columns of every recommendation anew from the"
        " record. With --check it changes nothing and prints where they differ."
    )

    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the one switch."""
        parser.add_argument(
            "--check", action="store_true", help="compare only; exit 1 if they differ"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare or rebuild, for today."""
        today = timezone.now().astimezone(UTC).date()
        try:
            ids = list(
                Recommendation.objects.order_by("id").values_list("id", flat=True)
            )
            if options["check"]:
                self._check(ids, today)
            else:
                self._rebuild(ids, today)
        except DatabaseError as error:
            raise CommandError(f"The database refused: {error}") from error

    def _rebuild(self, ids: list[int], today: date) -> None:
        count = standings.rebuild(recommendations=ids, on=today)
        self.stdout.write(f"{count} recommendations: standings made anew.")

    def _check(self, ids: list[int], today: date) -> None:
        found = standings.differences(recommendations=ids, on=today)
        for difference in found:
            self.stderr.write(difference)
        if found:
            self.stderr.write("Run manage.py rebuild_standing to make them equal.")
            sys.exit(1)
        self.stdout.write(f"{len(ids)} recommendations: standings equal the record.")
