"""`manage.py export_status_report SLUG --format pdf -o FILE`: a status report."""

from __future__ import annotations

import io
import os
import tempfile
from argparse import ArgumentParser
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import translation

from exports.one_state import one_state
from exports.status_report import Options, parse
from exports.status_report_files import MEDIA_TYPES, not_in_package, write_file
from recommendations.as_of_pages import today
from recommendations.models import Report


class Command(BaseCommand):
    """Writes one file, whole or not at all; exit 1 with a sentence where it can't."""

    help = "Writes the status report of one report, the same content in every format."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the report, the format, the options of the address, the file."""
        parser.add_argument("report", metavar="SLUG", help="code of the report")
        parser.add_argument("--format", required=True, choices=sorted(MEDIA_TYPES))
        parser.add_argument(
            "-o", "--output", required=True, type=Path, metavar="FILE", help="to write"
        )
        for name, shown, about in (
            ("--as-of", "DATE", "the record as true on that day (default: today)"),
            ("--known-at", "DATE", "only what had been published by that day"),
            ("--language", "LANGUAGE", "en or es (default: en)"),
            ("--agency", "CODE", "only what this agency is named for"),
            ("--category", "CODE", "only this category"),
            ("--since", "DATE", "count changes from that day, or snapshot:NUMBER"),
        ):
            parser.add_argument(name, metavar=shown, default="", help=about)
        parser.add_argument(
            "--only-changes",
            action="store_true",
            help="print only the recommendations that have moved",
        )
        parser.add_argument(
            "--without-evidence",
            action="store_true",
            help="leave the evidence out",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the file and say how large it is."""
        report = Report.objects.public().filter(slug=options["report"]).first()
        if report is None:
            raise CommandError(f"There is no published report {options['report']}.")
        wanted = self._options(report, options)
        with translation.override(wanted.language):
            content = self._content(report, wanted, options["format"])
        write_whole(options["output"], content)
        self.stdout.write(f"{options['output']}: {len(content)} bytes")

    def _options(self, report: Report, given: dict[str, Any]) -> Options:
        names = ("as_of", "known_at", "language", "agency", "category", "since")
        params = {name: given[name] for name in names}
        params["only"] = "changes" if given["only_changes"] else ""
        params["evidence"] = "no" if given["without_evidence"] else ""
        wanted, problems = parse(params, report, today(), "en")
        problems += not_in_package(wanted, given["format"])
        if problems:
            said = "\n".join(
                f"--{p.field.replace('_', '-')} {p.value} {p.message}" for p in problems
            )
            raise CommandError(said)
        return wanted

    def _content(self, report: Report, wanted: Options, extension: str) -> bytes:
        try:
            file = io.BytesIO()
            with one_state():
                write_file(report, wanted, extension, file)
            return file.getvalue()
        except DatabaseError as error:
            raise CommandError(f"The database did not answer: {error}") from error


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it is whole or not there at all."""
    if path.is_dir():
        raise CommandError(f"{path} is a folder, not a file.")
    try:
        number, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise CommandError(_said(path, error)) from error
    try:
        with os.fdopen(number, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o666 & ~_umask())
        os.replace(name, path)
    except OSError as error:
        with suppress(OSError):
            os.unlink(name)
        raise CommandError(_said(path, error)) from error


def _umask() -> int:
    """What a new file is denied."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _said(path: Path, error: OSError) -> str:
    return f"{path} can't be written: {error.strerror or error}."
