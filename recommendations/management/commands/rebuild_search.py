"""`manage.py rebuild_search`: makes the search index anew from the public record."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from recommendations.search import index


class Command(BaseCommand):
    """Prints how many documents of each kind it made; safe at any time."""

    help = (
        "Makes the search index anew from the public record, in one transaction:"
        " readers find what was there before until it is done."
    )
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild and say what there is."""
        try:
            made = index.rebuild()
        except DatabaseError as error:
            raise CommandError(f"The database refused: {error}") from error
        listed = ", ".join(f"{count} {kind}" for kind, count in made.items())
        if options["verbosity"]:
            self.stdout.write(f"Search index made anew, documents: {listed}.")
