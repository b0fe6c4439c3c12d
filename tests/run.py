"""Runs every check of the project and says plainly what was left out: ./test."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests import chromium, postgres

ROOT = Path(__file__).resolve().parent.parent
SUMMARY = re.compile(
    r"\d+ (passed|failed|error|skipped|deselected).* in [\d.]+s|no tests"
)
COLOUR = re.compile(r"\x1b\[[0-9;]*m")

# A process for each core; the tests of one file stay together, and share its fixtures.
SPREAD = ("-n", "auto", "--dist", "loadfile")
# Begun in the order of tests/conftest.py, the longest first.
TESTS = ("-m", "not browser", *SPREAD, "--no-loadscope-reorder")

# What single tests need from the system, and which tests those are.
PROGRAMS = {
    "xgettext": "untranslated strings",
    "soffice": "formulas of the workbook, in LibreOffice",
    "java": "validity of the HTML of every page",
    "nginx": "the file for nginx, and the site behind it",
    "systemd-analyze": "the units of systemd",
    "pdftotext": "texts of the PDF",
    "redis-server": "a cache that workers share",
    "pgbouncer": "the site behind a pool of connections",
}

CHECKS: dict[str, list[str]] = {
    "lint": ["-m", "ruff", "check", "."],
    "format": ["-m", "ruff", "format", "--check", "."],
    "templates": ["-m", "djlint", "templates", "--lint", "--quiet"],
    "import contracts": [
        "-c",
        "import importlinter.cli as c; c.lint_imports_command()",
    ],
    "types": ["-m", "mypy"],
    "migrations": ["manage.py", "makemigrations", "--check", "--dry-run"],
    "deployment": ["manage.py", "check", "--deploy", "--fail-level", "WARNING"],
}


@dataclass
class Report:
    """What ran and how it ended, what was left out and why."""

    lines: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def add(self, name: str, passed: bool, said: str = "") -> None:
        """Note one check."""
        self.lines.append(f"{'ok    ' if passed else 'FAILED'}  {name}{said}")
        if not passed:
            self.failed.append(name)

    def leave_out(self, name: str, why: str) -> None:
        """Note what did not run."""
        self.left_out.append(f"left out  {name}: {why}")

    def tell(self) -> None:
        """Print everything noted, the tests last."""
        print("\n".join(["", *self.lines, *self.left_out]), flush=True)


def main(given: list[str]) -> int:
    """All checks, or pytest alone when it is given arguments; the exit code."""
    report = Report()
    everything = given == ["--all"]
    if given and not everything:
        run_pytest(report, "tests on SQLite", given)
        report.leave_out("all else", "pytest was given arguments; ./test runs the rest")
        report.tell()
        return 1 if report.failed else 0
    with shared_folder(), database_server(report) as url:
        with preparation(report, url):
            run_checks(report)
        run_pytest(report, "tests on SQLite", TESTS)
        if url:
            run_pytest(report, "tests on PostgreSQL", TESTS, url)
        run_in_browser(report)
    for program, tests in PROGRAMS.items():
        if shutil.which(program) is None:
            report.leave_out(tests, f"{program} is not installed")
    report.tell()
    return 1 if report.failed or (everything and report.left_out) else 0


def run_checks(report: Report) -> None:
    """Lint, format, types, contracts, migrations and deployment."""
    with tempfile.TemporaryDirectory(prefix="checks-") as folder:
        environment = os.environ | check_environment(folder)
        for name, arguments in CHECKS.items():
            print(f"== {name}", flush=True)
            started = time.monotonic()
            done = subprocess.run(
                [sys.executable, *arguments], cwd=ROOT, env=environment
            )
            took = f" ({time.monotonic() - started:.0f} s)"
            report.add(name, done.returncode == 0, took)


def check_environment(folder: str) -> dict[str, str]:
    """As deployed on the open web; the key is for this run alone."""
    return {
        "DATA_DIR": folder,
        "DATABASE_URL": "",
        "DEBUG": "off",
        "HTTPS": "on",
        "SECRET_KEY": os.urandom(40).hex(),
    }


@contextmanager
def shared_folder() -> Iterator[None]:
    """What the runs of pytest share, from the first to the last."""
    with tempfile.TemporaryDirectory(prefix="tests-shared-") as folder:
        os.environ["TESTS_SHARED_FOLDER"] = folder
        yield


@contextmanager
def database_server(report: Report) -> Iterator[str]:
    """The address of a PostgreSQL server made for the tests; "" where there is none."""
    programs = postgres.binaries()
    if programs is None:
        report.leave_out("tests on PostgreSQL", "its server programs are not installed")
        yield ""
        return
    print("== PostgreSQL is being started", flush=True)
    with postgres.temporary_server(programs) as url:
        yield url


@contextmanager
def preparation(report: Report, url: str) -> Iterator[None]:
    """Databases and sites are made for the tests while something else is done."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.prepared"],
            cwd=ROOT,
            env=os.environ | {"TEST_DATABASE_URL": url},
            stdout=said,
            stderr=said,
        )
        yield
        print("== databases for the tests", flush=True)
        report.add("databases for the tests", process.wait() == 0)
        said.seek(0)
        print(said.read().decode(errors="replace"), end="", flush=True)


def run_in_browser(report: Report) -> None:
    """The tests that read pages as a reader does."""
    if chromium.executable() is None:
        report.leave_out("browser tests", "no Chromium is on the PATH")
        return
    wanted = "browser"
    if shutil.which("java") is None:
        report.leave_out("validity of the HTML", "no Java is on the PATH")
        wanted = "browser and not java"
    run_pytest(report, "tests in a browser", ["-m", wanted, *SPREAD, "tests/browser"])


def run_pytest(
    report: Report, name: str, arguments: Sequence[str], database: str = ""
) -> None:
    """One run of pytest; its output passes through, its summary is kept."""
    print(f"== {name}", flush=True)
    colour = ["--color=yes"] if sys.stdout.isatty() else []
    process = subprocess.Popen(
        [sys.executable, "-m", "pytest", *colour, *arguments],
        cwd=ROOT,
        env=os.environ | {"TEST_DATABASE_URL": database},
        stdout=subprocess.PIPE,
        text=True,
        errors="replace",
    )
    summary = ""
    for line in process.stdout or ():
        sys.stdout.write(line)
        sys.stdout.flush()
        plain = COLOUR.sub("", line).strip(" =\n")
        summary = plain if SUMMARY.search(plain) else summary
    report.add(name, process.wait() == 0, f": {summary}" if summary else "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
