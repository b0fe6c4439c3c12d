"""`manage.py backup DIR`: a whole, checked copy of the record in a new folder."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tracker.upkeep import backup
from tracker.upkeep.manifest import RefusedError


class Command(BaseCommand):
    """Copies while editors write; overwrites nothing."""

    help = (
        "Writes a backup into a new folder below DIR: the database as of one moment,"
        " uploaded files, checksums. Editors can go on writing."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder, and what to put in or leave out."""
        parser.add_argument("folder", metavar="DIR", type=Path)
        parser.add_argument(
            "--with-key",
            action="store_true",
            help="put the secret key in; whoever has it can sign in as anybody",
        )
        parser.add_argument(
            "--without-files", action="store_true", help="leave uploaded files out"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it and say where it is."""
        try:
            made = backup.make(
                options["folder"],
                now=timezone.now(),
                with_key=options["with_key"],
                with_files=not options["without_files"],
            )
        except RefusedError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"The record is backed up in {made}")
