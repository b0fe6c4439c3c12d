"""`manage.py load_report PATH... [--commit]`: loads report packs and data packages."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from ingestion import data_package
from ingestion.packs import commands as packs


class Command(BaseCommand):
    """Prints the plan; writes only with --commit, all or nothing."""

    help = (
        "Loads report packs: folders of YAML files, or single files of one; or the"
        " zip of an open-data package into an empty record. Prints what is new,"
        " changed, unchanged or refused; writes only with --commit, all or nothing."
        " Loading the same again changes nothing."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the paths of the pack and the word that writes."""
        parser.add_argument(
            "paths",
            metavar="PATH",
            nargs="+",
            help="folder of a pack, a YAML file, or one zip",
        )
        parser.add_argument(
            "--commit", action="store_true", help="write what the plan says"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Plan, write if asked to, and end with 1 where something was refused."""
        is_package = any(path.lower().endswith(".zip") for path in options["paths"])
        run = data_package.run if is_package else packs.run
        code = run(
            options["paths"],
            commit=options["commit"],
            now=timezone.now(),
            out=self.stdout.write,
            err=self.stderr.write,
        )
        if code:
            sys.exit(code)
