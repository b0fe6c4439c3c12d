"""`manage.py load_report PATH... [--commit]`: loads report packs."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from ingestion.packs.commands import run


class Command(BaseCommand):
    """Prints the plan; writes only with --commit, all or nothing."""

    help = (
        "Loads report packs: folders of YAML files, or single files of one. Prints"
        " what is new, changed, unchanged or refused; writes only with --commit,"
        " all or nothing. Loading the same pack again changes nothing."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the paths of the pack and the word that writes."""
        parser.add_argument(
            "paths", metavar="PATH", nargs="+", help="folder of a pack, or a YAML file"
        )
        parser.add_argument(
            "--commit", action="store_true", help="write what the plan says"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Plan, write if asked to, and end with 1 where something was refused."""
        code = run(
            options["paths"],
            commit=options["commit"],
            now=timezone.now(),
            out=self.stdout.write,
            err=self.stderr.write,
        )
        if code:
            sys.exit(code)
