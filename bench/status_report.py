"""How long the status report of one report takes as PDF, gathering included."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

from . import build

TIMES = 3
NEAR = 0.2
"""By what share of the number wanted a report may be longer or shorter."""

SHIPPED = "shipped"


def main(arguments: list[str]) -> int:
    """FOLDER, database address, about how many recommendations: seconds, as JSON.

    With ``shipped`` for the number, the empty folder is filled with the shipped record.
    """
    folder, url, wanted = arguments
    build.setup(Path(folder), url)
    from tracker.patient_worker import seldom_collected

    seldom_collected()
    if wanted == SHIPPED:
        fill()
    print(json.dumps(measure(0 if wanted == SHIPPED else int(wanted))))
    return 0


def fill() -> None:
    """The record that the project ships."""
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)
    call_command("load_shipped_data", verbosity=0)


def measure(wanted: int) -> dict[str, list[float]]:
    """Seconds of some files with evidence and without, after a first one each.

    wanted: the report with about so many recommendations; 0 for the longest. Nothing
    where there is none such.
    """
    from django.db.models import Count

    from recommendations.models import Report

    rows = Report.objects.public().annotate(number=Count("recommendations"))
    report = min(rows, key=lambda one: abs(one.number - (wanted or 10**9)))
    if wanted and abs(report.number - wanted) > NEAR * wanted:
        return {}
    return {
        f"{report.number} recommendations, {words}": taken(report, with_evidence)
        for words, with_evidence in (("with evidence", True), ("without", False))
    }


def taken(report: Any, with_evidence: bool) -> list[float]:
    """Gathered and set; nothing is kept from one file to the next."""
    from django.utils import timezone

    from exports.status_report import Options, status_report
    from exports.writers.status_report_pdf import pdf
    from recommendations.as_of import AsOf

    today = timezone.localdate()
    options = Options(AsOf(today, None, today), with_evidence=with_evidence)
    found = []
    for _number in range(TIMES + 1):
        started = time.perf_counter()
        pdf(status_report(report, options))
        found.append(time.perf_counter() - started)
    return found[1:]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
