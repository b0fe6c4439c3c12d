"""`bench/run`: the site beside a baseline, Datasette and a static file, in one run."""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import subprocess
import sys
import urllib.request
from contextlib import ExitStack
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from . import copies, lists, load, postgres, servers, shares, steady
from .build import parser as build_parser
from .load import ratio, spread

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results"
EXPORTS = ("csv", "json", "xlsx")


def main(arguments: list[str]) -> int:
    """Build, start, measure, write the results."""
    options = parser().parse_args(arguments)
    with ExitStack() as running:
        if options.database == "postgres":
            server = postgres.running(options.kept, options.recommendations)
            options.database_url = running.enter_context(server)
        lines = measure(options, built(options))
    RESULTS.mkdir(exist_ok=True)
    kind = "postgresql" if options.database_url else "sqlite"
    name = f"{options.recommendations:07d}-{kind}.md"
    (RESULTS / name).write_text("\n".join(lines) + "\n")
    write_all()
    return 0


def parser() -> argparse.ArgumentParser:
    """The options of the build, and how long to measure."""
    made = argparse.ArgumentParser(
        prog="bench/run",
        description=__doc__,
        parents=[build_parser(add_help=False)],
    )
    made.add_argument(
        "--database",
        choices=("sqlite", "postgres"),
        default="sqlite",
        help="postgres: one of the bench's own, kept beside the records",
    )
    made.add_argument("--rounds", type=int, default=3, help="of each comparison")
    made.add_argument("--seconds", type=float, default=4, help="of each load by wrk")
    made.add_argument("--asked", type=int, default=120, help="addresses in a mix")
    made.add_argument("--slow", type=int, default=10, help="the same of the baseline")
    made.add_argument(
        "--without",
        nargs="*",
        default=[],
        help="baseline, baseline-export (minutes of it), datasette or exports",
    )
    made.add_argument("--imported", type=int, default=40_000, help="rows; 0 for none")
    made.add_argument(
        "--load-minutes", type=float, default=0, help="readers, editor, export at once"
    )
    return made


def built(options: argparse.Namespace) -> Path:
    """The data folder, made in a process of its own."""
    command = [sys.executable, "-m", "bench.build"]
    command += ["--recommendations", str(options.recommendations)]
    command += ["--kept", str(options.kept), "--database-url", options.database_url]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    return Path(done.stdout.strip().splitlines()[-1])


def measure(options: argparse.Namespace, folder: Path) -> list[str]:
    """Every part in turn; the lines of the results."""
    url = options.database_url
    with servers.site(folder, url) as site:
        servers.keep_static(folder, site.read("/recommendations/"))
    lines = shown(heading(options))
    lines += shown(publishing(folder, url))
    with ExitStack() as running:
        site = running.enter_context(servers.site(folder, url))
        idle = site.peak_megabytes()
        lines += shown(kept_pages(site, options))
        lines += shown(pages(site, options))
        lines += shown(ranked(site, folder, url))
        if "exports" not in options.without:
            found, seconds = exports(site, idle)
            lines += shown([*found, *beside_exports(options, folder, seconds)])
        lines += shown(desk(folder, url))
        lines += shown(status_reports(folder, url))
        lines += shown(lists.mixes(site, options, folder, running))
        lines += shown(profiled(folder, url))
    if options.imported:
        lines += shown(importing(folder, url, options.imported))
    if options.load_minutes:
        mix = lists.addresses(77, lists.SITE_SORTS)
        lines += shown(steady.run(folder, url, options.load_minutes, mix))
    return [*lines, ""]


def shown(lines: list[str]) -> list[str]:
    """The same lines, told to who waits."""
    print("\n".join(lines), flush=True)
    return lines


def heading(options: argparse.Namespace) -> list[str]:
    """What was measured, on what."""
    kind = "PostgreSQL" if options.database_url else "SQLite"
    busy = os.getloadavg()[0]
    return [
        f"## {options.recommendations:,} recommendations, {kind}",
        "",
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores,"
        f" load of the machine before: {busy:.1f}. Python {platform.python_version()},"
        f" Django {version('django')}, gunicorn {version('gunicorn')}, two workers,"
        f" {load.CLIENTS} clients. Median (lowest to highest).",
        "",
        "| what | measured | beside |",
        "|---|---|---|",
    ]


def kept_pages(site: servers.Server, options: argparse.Namespace) -> list[str]:
    """A page asked before, a static file of the same bytes, the word 304."""
    if not servers.has_wrk():
        return ["| pages asked before | not measured: wrk is not installed | |"]
    page, static = "/recommendations/", f"/static/{servers.STATIC}"
    with urllib.request.urlopen(site.address + page) as answer:
        tag = answer.headers["ETag"]
    rounds: dict[str, list[float]] = {"static": [], "page": [], "304": []}
    for _number in range(options.rounds):
        for name, path, told in (
            ("static", static, ""),
            ("page", page, ""),
            ("304", page, tag),
        ):
            found = load.same(site.address + path, options.seconds, told)
            rounds[name].append(found.per_second)
    shares = [p / s for p, s in zip(rounds["page"], rounds["static"], strict=True)]
    gains = [n / p for n, p in zip(rounds["304"], rounds["page"], strict=True)]
    return [
        f"| static file, requests/s | {spread(rounds['static'])} | |",
        f"| page asked before, requests/s | {spread(rounds['page'])}"
        f" | {ratio(shares)} of the static file; aim 0.8 |",
        f"| answered 304, requests/s | {spread(rounds['304'])}"
        f" | {ratio(gains)} of the page; aim above 1 |",
    ]


def pages(site: servers.Server, options: argparse.Namespace) -> list[str]:
    """One page after another, none asked before: milliseconds of each."""
    last = options.recommendations // 25 - 1
    asked = {
        "home": ("/?n={}", ""),
        "largest report": ("/reports/report-1/?n={}", "aim 150"),
        "largest report as of a day": (
            "/reports/report-1/?as_of=2026-0{}-01",
            "aim 600",
        ),
        "agency": ("/agencies/xx-agency-200/?n={}", "aim 100"),
        "recommendation": ("/reports/report-1/1.1/?n={}", ""),
        "list, first page": ("/recommendations/?n={}", ""),
        f"list, page {last:,}": (
            f"/recommendations/?page={last}&n={{}}",
            "aim 1.3 times the first",
        ),
        "search, a common word": ("/recommendations/?q=prison&n={}", "aim 60"),
        "search, a rare word": ("/recommendations/?q=bagabe&n={}", "aim 60"),
        "changes": ("/changes/?n={}", ""),
    }
    return [
        f"| {name}, ms | {spread(load.alone(site.address, times(form)))} | {aim} |"
        for name, (form, aim) in asked.items()
    ]


def times(form: str) -> list[str]:
    """Five addresses of one page."""
    return [form.format(number) for number in range(1, 6)]


def exports(site: servers.Server, idle: float) -> tuple[list[str], dict[str, float]]:
    """The whole list as files: first byte, last byte, memory; seconds of each."""
    lines, seconds = [], {}
    load.download(site.address, "/recommendations/export.csv?n=1")
    for kind in EXPORTS:
        site.reset_peak()
        before = site.peak_megabytes()
        path = f"/recommendations/export.{kind}"
        first, whole, size = load.download(site.address, path)
        more, seconds[kind] = site.peak_megabytes() - before, whole
        lines.append(
            f"| all as {kind}: seconds | {whole:,.1f} | {size / 1e6:,.0f} MB,"
            f" first byte after {first:,.0f} ms, {more:,.0f} MB above before |"
        )
    return [*lines, f"| idle worker, MB | {idle:,.0f} | |"], seconds


def beside_exports(
    options: argparse.Namespace, folder: Path, ours: dict[str, float]
) -> list[str]:
    """The same rows by the database's own tools, by openpyxl, by the baseline."""
    url = options.database_url
    with TemporaryDirectory() as kept:
        file = Path(kept) / "all.csv"
        copied = copies.csv_of_everything(folder, url, file)
        with file.open(newline="", encoding="utf-8") as text:
            rows = list(csv.reader(text))
        sheet = copies.openpyxl_of(rows, Path(kept) / "all.xlsx")
    name = "COPY" if url else "sqlite3 -csv"
    lines = [
        f"| the same columns by {name}, seconds | {copied:,.1f} | CSV takes"
        f" {ours['csv'] / copied:.1f} times as long (aim 4), JSON"
        f" {ours['json'] / copied:.1f} (aim 3) |",
        f"| the same cells by openpyxl write-only, rows ready | {sheet:,.1f} | XLSX"
        f" takes {ours['xlsx'] / sheet:.2f} of it (aim 0.75) |",
    ]
    if {"baseline", "baseline-export"} & set(options.without):
        return lines
    with servers.baseline(folder, url) as server:
        path = "/recommendations/?_export=csv"
        _first, theirs, size = load.download(server.address, path)
    return [
        *lines,
        f"| CSV of the baseline (ten columns), seconds | {theirs:,.1f} |"
        f" {size / 1e6:,.0f} MB; the site is {theirs / ours['csv']:.1f} times as fast"
        " (aim 30) |",
    ]


def ranked(site: servers.Server, folder: Path, url: str) -> list[str]:
    """Words that a quarter of all rows hold, none asked before, beside raw SQL."""
    command = [sys.executable, "-m", "bench.ranked", str(folder), url]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    words = dict(json.loads(done.stdout.splitlines()[-1]))
    asked = [f"/recommendations/?q={word}" for word in words]
    ours = load.alone(site.address, asked)
    shares = [mine / raw for mine, raw in zip(ours, words.values(), strict=True)]
    return [
        f"| search, words in a quarter of all rows, ms | {spread(ours)} |"
        f" {ratio(shares)} of the raw ranked SQL ({spread(words.values())} ms); aim 2 |"
    ]


def publishing(folder: Path, database_url: str) -> list[str]:
    """One assessment published, beside its bare writes; both with their commit."""
    command = [sys.executable, "-m", "bench.publish", str(folder), database_url]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found = json.loads(done.stdout.splitlines()[-1])
    share = found["publish"] / found["bare"]
    return [
        f"| publishing one assessment, ms | {found['publish']:.1f}"
        f" | {share:.1f} times its bare writes ({found['bare']:.1f} ms,"
        f" {found['writes']:.0f} of {found['queries']:.0f} queries); aim 2.5 |",
        shares.line("publishing one assessment", found["shares"]),
    ]


def profiled(folder: Path, database_url: str) -> list[str]:
    """Where the time of some pages goes."""
    command = [sys.executable, "-m", "bench.shares", str(folder), database_url]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found = json.loads(done.stdout.splitlines()[-1])
    return [shares.line(name, each) for name, each in found.items()]


def desk(folder: Path, database_url: str) -> list[str]:
    """Pages of the editors' desk."""
    command = [sys.executable, "-m", "bench.desk", str(folder), database_url]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    found = json.loads(done.stdout.splitlines()[-1])
    return [f"| {name}, ms | {taken:,.1f} | |" for name, taken in found.items()]


def status_reports(folder: Path, database_url: str) -> list[str]:
    """The PDF of the shipped report, and of one of about 500 recommendations."""
    with TemporaryDirectory() as empty:
        found = [
            (status_report(Path(empty), "", "shipped"), 0.5),
            (status_report(folder, database_url, "500"), 3),
        ]
    return [
        f"| status report as PDF, {name}: seconds | {ratio(seconds)} | aim {aim} |"
        for taken, aim in found
        for name, seconds in taken.items()
    ]


def status_report(folder: Path, database_url: str, wanted: str) -> dict[str, Any]:
    """Seconds by what was made, in a process of its own."""
    command = [sys.executable, "-m", "bench.status_report", str(folder)]
    done = subprocess.run(
        [*command, database_url, wanted], check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def importing(folder: Path, database_url: str, rows: int) -> list[str]:
    """A long spreadsheet, planned and committed."""
    command = [sys.executable, "-m", "bench.importing", str(folder), database_url]
    done = subprocess.run(
        [*command, str(rows)], check=True, stdout=subprocess.PIPE, text=True
    )
    found = json.loads(done.stdout.splitlines()[-1])
    return [
        f"| import of {rows:,} rows, {name}: seconds | {seconds:,.1f}"
        f" | at most {peak:,.0f} MB; aim {aim} s, 400 MB |"
        for (name, (seconds, peak)), aim in zip(found.items(), (40, 60), strict=True)
    ]


def write_all() -> None:
    """All results of this machine in one file."""
    parts = [file.read_text() for file in sorted(RESULTS.glob("*.md"))]
    text = (HERE / "results.head.md").read_text() + "\n" + "\n".join(parts)
    (HERE / "RESULTS.md").write_text(text)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
