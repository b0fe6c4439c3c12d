"""What the tests of imports share: a report to import into, files, the command."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from ingestion.mapping import Mapping, from_toml
from ingestion.plan.plan import Planner, Request
from ingestion.plan.rows import PlannedRow
from recommendations.models import Report
from tests.factories import TODAY

NAMES = ("reference", "title", "agencies", "status", "evidence_urls")


def csv_file(
    folder: Path, rows: Iterable[Sequence[str]], name: str = "list.csv"
) -> Path:
    """A CSV file as spreadsheets write it."""
    file = folder / name
    with file.open("w", encoding="utf-8", newline="") as text:
        csv.writer(text).writerows(rows)
    return file


def plan_of(
    file: Path,
    report: Report,
    mapping: Mapping | str | None = None,
    *,
    today: date = TODAY,
    **how: object,
) -> tuple[Planner, list[PlannedRow]]:
    """Plan a file; the plan and its rows."""
    known = from_toml(mapping) if isinstance(mapping, str) else mapping
    planner = Planner.of(Request(file, report, today, known, **how))  # type: ignore[arg-type]
    return planner, [row for run in planner.runs() for row in run]


def run(*arguments: object) -> tuple[int, list[str], list[str]]:
    """`import_recommendations`: exit code, the lines printed and the problems."""
    out, err, code = StringIO(), StringIO(), 0
    try:
        call_command(
            "import_recommendations",
            *map(str, arguments),
            stdout=out,
            stderr=err,
            no_color=True,
        )
    except SystemExit as ended:
        code = int(str(ended.code))
    return code, out.getvalue().splitlines(), err.getvalue().splitlines()
