"""`manage.py load_shipped_data`: fills an empty database with the shipped record."""

from __future__ import annotations

import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone

from ingestion.packs.commands import database_problem, run
from recommendations.models import Report


class Command(BaseCommand):
    """Loads the folder ``fixtures`` where the database holds no report yet."""

    help = (
        "Loads the record that is shipped in the folder fixtures. Does nothing where"
        " the database holds a report already."
    )
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, or say that there is nothing to do."""
        try:
            is_filled = Report.objects.exists()
        except DatabaseError as error:
            raise CommandError(database_problem(error)) from error
        if is_filled:
            self._say(
                "The database holds reports already; nothing was loaded.", options
            )
            return
        code = run(
            [str(settings.BASE_DIR / "fixtures")],
            commit=True,
            now=timezone.now(),
            out=lambda line: self._say(line, options),
            err=self.stderr.write,
        )
        if code:
            sys.exit(code)

    def _say(self, line: str, options: dict[str, Any]) -> None:
        if options["verbosity"]:
            self.stdout.write(line)
