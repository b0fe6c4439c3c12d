"""`manage.py write_sbom`: which libraries this installation runs on, exactly."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from tracker.upkeep.libraries import bill_of_materials


class Command(BaseCommand):
    """Writes a file; needs no database."""

    help = (
        "Writes the libraries that are installed for the site, with their versions, as"
        " CycloneDX 1.6 (JSON), which scanners for known weaknesses read."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to write."""
        parser.add_argument("file", type=Path, help="the file, such as sbom.cdx.json")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write it whole."""
        wanted = settings.BASE_DIR / "requirements.txt"
        made = bill_of_materials(wanted, timezone.now())
        options["file"].write_text(json.dumps(made, indent=2) + "\n")
        self.stdout.write(f"{len(made['components'])} libraries")
