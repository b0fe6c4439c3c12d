"""Readers, an editor and an export at once for minutes: errors, and memory over time.

Works on a copy of the record, since the editor publishes. Run as a module it is that
editor: one assessment every few seconds until it is ended.
"""

from __future__ import annotations

import http.client
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from . import build, load, publish, servers

READERS = 6
EVERY_SECONDS = 3.0
REST_SECONDS = 5.0
KEPT = ("/", "/recommendations/", "/agencies/", "/changes/", "/reports/report-2/")


@dataclass
class Seen:
    """What came of it: seconds of each page, failures, exports, memory by the minute.

    failures: their kinds, as often as met. memory: megabytes that no other process
    shares with the worker that has the most.
    """

    pages: list[float] = field(default_factory=list)
    exports: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)
    published: int = 0


def run(folder: Path, url: str, minutes: float, mix: Iterator[str]) -> list[str]:
    """Serve a copy, load it, and say what was seen in lines of the results."""
    seen = Seen()
    with publish.copied(folder, url) as (place, copy_url):
        with servers.site(place, copy_url) as site:
            command = [sys.executable, "-m", "bench.steady", str(place), copy_url]
            editor = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
            try:
                loaded(site, minutes, mix, seen)
            finally:
                editor.terminate()
                said = editor.communicate(timeout=60)[0]
        seen.published = said.count("published")
    return lines(seen, minutes)


def loaded(
    site: servers.Server, minutes: float, mix: Iterator[str], seen: Seen
) -> None:
    """Readers and an export until the time is over; memory twelve times meanwhile."""
    ends = time.monotonic() + 60 * minutes
    lock = threading.Lock()

    def address(number: int) -> str:
        with lock:
            return KEPT[number // 2 % len(KEPT)] if number % 2 else next(mix)

    def reader() -> None:
        number = 0
        while time.monotonic() < ends:
            number += 1
            ask(site, address(number), seen.pages, seen.failures)

    def exporter() -> None:
        while time.monotonic() < ends:
            for kind in ("csv", "json"):
                path = f"/recommendations/export.{kind}"
                ask(site, path, seen.exports, seen.failures)
            time.sleep(REST_SECONDS)

    work = [threading.Thread(target=reader) for _ in range(READERS)]
    work.append(threading.Thread(target=exporter))
    for thread in work:
        thread.start()
    while time.monotonic() < ends:
        time.sleep(min(60.0, 60 * minutes / 12))
        seen.memory.append(site.own_megabytes())
    for thread in work:
        thread.join()


def ask(
    site: servers.Server, path: str, seconds: list[float], failures: list[str]
) -> None:
    """Ask once and note how long it took, or what went wrong."""
    started = time.perf_counter()
    try:
        code = load.status(site.address, path)
    except (OSError, http.client.HTTPException) as problem:
        failures.append(f"{path.partition('?')[0]} {type(problem).__name__}")
        return
    if code != 200:
        failures.append(f"{path.partition('?')[0]} {code}")
    seconds.append(time.perf_counter() - started)


def lines(seen: Seen, minutes: float) -> list[str]:
    """As rows of the table of results."""
    slow = load.Load(0, tuple(seen.pages)).percentile(0.95)
    quarters = ", ".join(f"{found:,.0f}" for found in by_quarter(seen.memory))
    kinds = Counter(seen.failures)
    named = ": " * bool(kinds) + ", ".join(f"{n} {kind}" for kind, n in kinds.items())
    return [
        f"| {minutes:g} minutes of readers, an editor and an export: pages"
        f" | {len(seen.pages):,} | {len(seen.failures)} failed{named};"
        f" 95 in 100 within {slow:,.0f} ms; {seen.published} assessments published,"
        f" {len(seen.exports)} files of everything read meanwhile |",
        f"| memory of the largest worker over that time, MB"
        f" | {load.spread(seen.memory)} | median of each quarter of the time:"
        f" {quarters} |",
    ]


def by_quarter(memory: list[float]) -> list[float]:
    """The median of each quarter, in order."""
    size = max(1, len(memory) // 4)
    return [statistics.median(memory[n : n + size]) for n in range(0, 4 * size, size)]


def edit(folder: Path, url: str) -> None:
    """Publish one assessment every few seconds, and say so, until ended."""
    build.setup(folder, url)
    from django.contrib.auth import get_user_model

    from recommendations.models import Recommendation

    reviewer = get_user_model().objects.create(username="steady")
    ids = Recommendation.objects.order_by("id").values_list("id", flat=True)
    for id_ in list(ids):
        draft = publish.submitted(Recommendation.objects.get(id=id_))
        publish.publish(draft, reviewer)
        print("published", flush=True)
        time.sleep(EVERY_SECONDS)


if __name__ == "__main__":
    edit(Path(sys.argv[1]), sys.argv[2])
