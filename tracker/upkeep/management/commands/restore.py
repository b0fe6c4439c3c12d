"""`manage.py restore DIR`: a backup in the place of the present record."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from tracker.upkeep import restore
from tracker.upkeep.manifest import RefusedError


class Command(BaseCommand):
    """Checks the backup first; replaces a record only when told to."""

    help = (
        "Restores a backup: DIR is its folder, or a folder of backups, whose newest is"
        " taken. Stop the site first. A record that is there is replaced only with"
        " --replace, and backed up before."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the folder, and what may be replaced."""
        parser.add_argument("folder", metavar="DIR", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="replace the record that is there"
        )
        parser.add_argument(
            "--with-key", action="store_true", help="restore the secret key, too"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore it and say what is there now."""
        try:
            folder = restore.chosen(options["folder"])
            kept = restore.put_back(
                folder,
                now=timezone.now(),
                replace=options["replace"],
                with_key=options["with_key"],
            )
        except RefusedError as error:
            raise CommandError(str(error)) from error
        if kept:
            self.stdout.write(f"The record that was there is kept in {kept}")
        self.stdout.write(f"The record of {folder} is restored.")
