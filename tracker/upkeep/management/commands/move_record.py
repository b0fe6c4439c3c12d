"""`manage.py move_record --to DATABASE_URL`: from SQLite to PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from tracker.environment import Environment
from tracker.launch import ROOT
from tracker.upkeep import move
from tracker.upkeep.manifest import RefusedError

NAME = "MOVE_TO"


class Command(BaseCommand):
    """Copies, compares, and leaves the source as it is."""

    help = (
        "Copies the record from SQLite into an empty PostgreSQL database and compares"
        " counts and hashes of every table. Stop the site first. When it is"
        " interrupted, start it again and it goes on. Afterwards set DATABASE_URL."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address of the target."""
        parser.add_argument(
            "--to", required=True, metavar="URL", help="postgres://user:...@host/name"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Move, and say what to do next."""
        os.environ[NAME] = options["to"]
        try:
            move.connect(Environment(ROOT / ".env").database(NAME, ROOT))
            move.move(self.stdout.write)
        except (RefusedError, ImproperlyConfigured) as error:
            raise CommandError(str(error)) from error
        except DatabaseError as error:
            raise CommandError(f"The move stopped; start it again: {error}") from error
        self._index(options["to"])
        self.stdout.write("The record has moved; set DATABASE_URL to the target.")

    def _index(self, target: str) -> None:
        """Each kind of database has a search index of its own, made from the record."""
        done = subprocess.run(
            [sys.executable, ROOT / "manage.py", "rebuild_search"],
            env=os.environ | {"DATABASE_URL": target},
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise CommandError(
                "The record has moved, but its search index was not made; run manage.py"
                f" rebuild_search with DATABASE_URL set: {done.stderr.strip()[-300:]}"
            )
