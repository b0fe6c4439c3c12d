"""A spreadsheet of any length planned and then imported: seconds and memory of both.

Works on a copy of the record. Each command is a process of its own, whose largest
resident memory the system tells.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from random import Random

from . import build, publish, servers
from .words import Prose

REPORT = "report-60"
STATUSES = ("not_started", "started", "partly", "implemented")
HEADER = ("reference", "title", "summary", "agencies", "issued_on", "status")


def main(arguments: list[str]) -> int:
    """Print seconds and megabytes of plan and commit, as JSON."""
    folder, url, rows = Path(arguments[0]), arguments[1], int(arguments[2])
    with publish.copied(folder, url) as (place, copy_url):
        build.setup(place, copy_url)
        file = place / "import.csv"
        issued_on, agencies = known()
        write(file, rows, issued_on, agencies)
        found = {
            "plan": command(place, copy_url, str(file)),
            "commit": command(place, copy_url, str(file), "--commit"),
        }
    print(json.dumps(found))
    return 0


def known() -> tuple[str, list[str]]:
    """When the report was issued, and the names of agencies."""
    from recommendations.models import Agency, Report

    report = Report.objects.get(slug=REPORT)
    names = Agency.objects.order_by("slug").values_list("name", flat=True)
    return report.issued_on.isoformat(), list(names)


def write(file: Path, rows: int, issued_on: str, agencies: list[str]) -> None:
    """The spreadsheet: summaries of 60 words, one agency, one status each."""
    random = Random(7)
    prose = Prose(random)
    with file.open("w", newline="") as out:
        lines = csv.writer(out)
        lines.writerow(HEADER)
        for number in range(1, rows + 1):
            lines.writerow(
                (
                    f"new-{number}",
                    prose.heading(8),
                    prose.text(60),
                    random.choice(agencies),
                    issued_on,
                    random.choice(STATUSES),
                )
            )


def command(folder: Path, url: str, *arguments: str) -> tuple[float, float]:
    """Seconds and peak megabytes of one import; it must refuse nothing."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "manage.py", "import_recommendations", *arguments]
        + ["--report", REPORT],
        cwd=servers.ROOT,
        env=os.environ | {"DATA_DIR": str(folder), "DATABASE_URL": url},
        stdout=subprocess.DEVNULL,
    )
    _pid, code, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(code)
    if process.returncode:
        sys.exit(f"bench: the import ended with {process.returncode}")
    return time.perf_counter() - started, used.ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
