"""`import_recommendations FILE --report SLUG`: a spreadsheet into the record."""

from __future__ import annotations

import hashlib
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ingestion import words
from ingestion.apply.apply import Consent, RefusedImportError, commit
from ingestion.mapping import MappingError, from_toml, to_toml
from ingestion.models import ImportRun, RunState
from ingestion.packs.commands import database_problem
from ingestion.parse.table import UnreadableFileError
from ingestion.plan.plan import Planner, Request
from recommendations.histories import utc_day
from recommendations.models import Report

MOST_PROBLEMS = 100


class Command(BaseCommand):
    """Prints the plan; writes only with --commit, all or nothing."""

    help = (
        "Imports recommendations from CSV, TSV, XLSX, ODS or JSON. Prints what is new,"
        " changed field by field, unchanged or refused; writes only with --commit, all"
        " or nothing. Importing the same file again changes nothing; nothing is ever"
        " deleted. A status becomes a submitted assessment and waits for a review."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, its report, the mapping, and the words that write."""
        parser.add_argument("file", metavar="FILE", type=Path)
        parser.add_argument("--report", required=True, metavar="SLUG")
        parser.add_argument(
            "--map", type=Path, metavar="FILE.toml", help="the column mapping"
        )
        parser.add_argument(
            "--commit", action="store_true", help="write what the plan says"
        )
        parser.add_argument(
            "--publish",
            action="store_true",
            help="publish imported statuses at once, marked single-coded",
        )
        parser.add_argument(
            "--skip-refused",
            action="store_true",
            help="write the other rows although some are refused",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Plan, write if asked to, and end with 1 where something was refused."""
        try:
            request = _request(options)
            planner = self._tell_plan(request)
            refused = planner.is_refused
            if options["commit"]:
                self._commit(request, planner, options["skip_refused"])
        except MappingError as error:
            self._refuse(error.problems)
        except (UnreadableFileError, RefusedImportError) as error:
            self._refuse([str(error)])
        except OSError as error:
            told = _("%(file)s cannot be read: %(why)s.")
            why = {"file": error.filename, "why": error.strerror}
            self._refuse([told % why])
        except DatabaseError as error:
            self._refuse([database_problem(error)])
        else:
            self.stdout.write(planner.totals.last_line)
            if refused and not (options["commit"] and options["skip_refused"]):
                sys.exit(1)

    def _refuse(self, problems: list[str]) -> None:
        """Say why the whole file is refused; nothing was written."""
        for problem in problems:
            self.stderr.write(problem)
        sys.exit(1)

    def _tell_plan(self, request: Request) -> Planner:
        planner = Planner.of(request)
        teller = words.Teller()
        self._say(words.header(planner))
        told = 0
        for run in planner.runs():
            for row in run:
                self._say(teller.of_row(row))
                for problem in words.problems(row):
                    told += 1
                    if told <= MOST_PROBLEMS:
                        self.stderr.write(problem)
        if told > MOST_PROBLEMS:
            self.stderr.write(_("... and more problems: %d") % (told - MOST_PROBLEMS))
        self._say(words.footer(planner))
        return planner

    def _say(self, lines: Any) -> None:
        for line in lines:
            self.stdout.write(line)

    def _commit(self, request: Request, planner: Planner, skip_refused: bool) -> None:
        if planner.is_refused and not skip_refused:
            self.stdout.write(
                _("Nothing was written: mend the refused rows, or add --skip-refused.")
            )
            return
        with transaction.atomic():
            run = _run(request, planner)
            consent = Consent(
                run=run,
                by=None,
                at=timezone.now(),
                fingerprint=planner.totals.fingerprint,
                leaves_out_refused=skip_refused,
            )
            commit(request, consent)


def _request(options: dict[str, Any]) -> Request:
    file = options["file"]
    mapping = options["map"]
    try:
        report = Report.objects.get(slug=options["report"])
    except Report.DoesNotExist as error:
        raise UnreadableFileError(
            _("There is no report with the code %s.") % options["report"]
        ) from error
    file.stat()
    try:
        text = mapping.read_text(encoding="utf-8-sig") if mapping else ""
    except UnicodeDecodeError as error:
        raise MappingError([_("%s is not UTF-8.") % mapping]) from error
    return Request(
        file=file,
        report=report,
        today=utc_day(timezone.now()),
        mapping=from_toml(text) if mapping else None,
        publish=options["publish"],
    )


def _run(request: Request, planner: Planner) -> ImportRun:
    """What is kept of an import from the terminal."""
    with request.file.open("rb") as bytes_:
        digest = hashlib.file_digest(bytes_, "sha256").hexdigest()
    counts = planner.totals.counts
    return ImportRun.objects.create(
        report=request.report,
        file_name=request.file.name[:200],
        file_hash=digest,
        mapping=to_toml(planner.mapping),
        state=RunState.DONE,
        publishes=request.publish,
        n_rows=counts.total(),
        committed_at=timezone.now(),
        fingerprint=planner.totals.fingerprint,
        **{f"n_{name}": counts[name] for name in ("new", "changed", "unchanged")},
        n_refused=counts["refused"],
    )
