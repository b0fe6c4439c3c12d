"""`manage.py check_links`: tries the addresses of sources and records the outcome."""

from __future__ import annotations

from argparse import ArgumentParser
from collections import Counter
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from recommendations.links import checking
from recommendations.links.visit import Visitor
from recommendations.models import LinkOutcome, Report


class Command(BaseCommand):
    """Bounded and polite; changes no status."""

    help = (
        "Tries addresses of evidence that were not tried for a week and records what"
        " came of it. Changes no status. Only public addresses are visited, one host"
        " at most every two seconds."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a report, and how many to try."""
        parser.add_argument("--report", metavar="SLUG", help="only this report's")
        parser.add_argument(
            "--limit", type=int, default=500, help="how many at most (500)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Try them; name those that did not answer, then the totals."""
        report = self._report(options["report"])
        sources = checking.due(
            report=report, now=timezone.now(), limit=max(0, options["limit"])
        )
        visitor = self.visitor()
        counts: Counter[str] = Counter()
        for url, visit, number in checking.check(sources, visitor, now=timezone.now):
            counts[visit.outcome] += number
            if visit.outcome not in {LinkOutcome.ALIVE, LinkOutcome.MOVED}:
                self.stdout.write(f"{visit.outcome}: {url} ({visit.detail})")
        told = ", ".join(f"{counts[one]} {one}" for one in LinkOutcome.values)
        self.stdout.write(told)

    def visitor(self) -> Visitor:
        """Who visits, so that the owner of a site can ask us about it."""
        return Visitor(agent=f"Followthrough link checker (+{settings.SITE_URL})")

    def _report(self, slug: str | None) -> Report | None:
        if slug is None:
            return None
        found: Report | None = Report.objects.filter(slug=slug).first()
        if found is None:
            raise CommandError(f"There is no report with the code {slug}.")
        return found
