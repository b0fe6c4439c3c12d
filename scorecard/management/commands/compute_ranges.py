"""`manage.py compute_ranges`: likely ranges of reports too large for a page."""

from __future__ import annotations

from argparse import ArgumentParser
from dataclasses import replace
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from recommendations.as_of import AsOf
from recommendations.as_of_pages import today
from recommendations.models import Report
from scorecard import selectors
from scorecard.actions import ranges
from scorecard.build import Scorecard
from scorecard.many import columns_of
from scorecard.uncertainty import PAGE_LIMIT


class Command(BaseCommand):
    """Stores the range of each large report as it stands today; a line for each."""

    help = (
        "Simulates and stores the likely ranges of reports with more than"
        f" {PAGE_LIMIT} recommendations, which pages never simulate themselves."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take reports by code; without any, every large published report."""
        parser.add_argument("report", nargs="*", metavar="SLUG")

    def handle(self, *args: Any, **options: Any) -> None:
        """Store what is missing and say so, report by report."""
        try:
            for report in self._reports(options["report"]):
                self._one(report)
        except DatabaseError as error:
            raise CommandError(f"The database did not answer: {error}") from error

    def _reports(self, slugs: list[str]) -> list[Report]:
        rows = Report.objects.public()
        if not slugs:
            return list(rows)
        found = list(rows.filter(slug__in=slugs))
        unknown = sorted(set(slugs) - {report.slug for report in found})
        if unknown:
            raise CommandError(f"There is no published report {', '.join(unknown)}.")
        return found

    def _one(self, report: Report) -> None:
        view = AsOf.now(today())
        card = selectors.scorecard(report, view)
        if len(card.total.lines) <= PAGE_LIMIT:
            self.stdout.write(f"{report.slug}: small enough for its page")
            return
        version = columns_of(view, report.pk).version_of(report.pk)
        made = [
            ranges.store(card=each, at=timezone.now(), version=version)
            for each in (card, _alone(card))
        ]
        self.stdout.write(f"{report.slug}: {'computed' if any(made) else 'up to date'}")


def _alone(card: Scorecard) -> Scorecard:
    """The whole without its parts, as lists of reports show it."""
    return replace(card, categories=(), agencies=())
