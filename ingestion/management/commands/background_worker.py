"""`manage.py background_worker`: does the work that pages leave for later."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from ingestion import tasks


class Command(BaseCommand):
    """The one worker of an installation; ./serve starts and stops its own."""

    help = (
        "Does background work, such as large imports, one task at a time, until it is"
        " stopped. Run one for each installation; ./serve runs its own. At its start it"
        " says of work that was interrupted that it was; nothing of it was written."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take whether to end when nothing is left."""
        parser.add_argument(
            "--batch", action="store_true", help="end when nothing is left to do"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Put right what an earlier worker left, then work."""
        tasks.recover()
        call_command(
            "db_worker",
            startup_delay=False,
            reload=False,
            batch=options["batch"],
            verbosity=0,
        )
