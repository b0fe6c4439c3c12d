"""Lists of recommendations that nobody asked for before, of the site and of others."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from random import Random

from . import load, servers
from .load import Load, ratio, spread

STATUSES = ("not_started", "started", "partly", "mostly", "reversed")
WORDS = ("prison", "water", "budget", "border", "school", "evidence")
SORTS = ("-issued_on", "title", "-current_score")
SITE_SORTS = {"-issued_on": "-issued", "-current_score": "-score"}
LIST, FACETED = "/recommendations/", "/faceted/"
DATASETTE = "/db/recommendations_recommendation?_size=25&_next={}"


def mixes(
    site: servers.Server, options: argparse.Namespace, folder: Path, running: ExitStack
) -> list[str]:
    """Lists never asked before, beside the baseline's and Datasette's."""
    url, rounds = options.database_url, range(options.rounds)

    def asked(at: list[str], form: str, sorts: dict[str, str], n: int) -> list[Load]:
        return [load.mixed(at, addresses(seed, sorts, form), n) for seed in rounds]

    ours = asked([site.address], LIST, SITE_SORTS, options.asked)
    lines = [line("mix of filtered, sorted, searched lists", ours)]
    if "baseline" not in options.without:
        at = [running.enter_context(servers.baseline(folder, url)).address]
        for name, form, aim in (
            ("the same of the baseline", LIST, 10 if url else 15),
            ("the same of the baseline with three facet counts", FACETED, 30),
        ):
            theirs = asked(at, form, {}, options.slow)
            lines.append(line(name, theirs, ours, aim))
    plain = [
        load.mixed([site.address], listed(f"{LIST}?page={{}}", n), options.asked)
        for n in rounds
    ]
    lines.append(line("the unfiltered list, page by page", plain))
    if "datasette" not in options.without and not url:
        several = [
            running.enter_context(servers.datasette(folder, options.kept)).address
            for _worker in range(servers.WORKERS)
        ]
        theirs = [
            load.mixed(several, listed(DATASETTE, n), options.asked) for n in rounds
        ]
        name = "the same of Datasette, one process for each worker"
        lines.append(line(name, theirs, plain, 4))
    return lines


def line(
    name: str, found: list[Load], ours: list[Load] | None = None, aim: int = 0
) -> str:
    """Requests per second and the slow end; how many times the other."""
    rates = [one.per_second for one in found]
    slow = [one.percentile(0.95) for one in found]
    failed = sum(one.failed for one in found)
    beside = f"95 in 100 within {spread(slow)} ms" + (
        f", {failed} failed" * bool(failed)
    )
    if ours:
        times = [a.per_second / b.per_second for a, b in zip(ours, found, strict=True)]
        beside += f"; the site answers {ratio(times)} times as many, aim {aim}"
    return f"| {name}, requests/s | {spread(rates)} | {beside} |"


def addresses(seed: int, sorts: dict[str, str], path: str = LIST) -> Iterator[str]:
    """Lists that nobody asked for before, the same ones for every server."""
    random = Random(seed)
    while True:
        chosen = [f"report=report-{random.randint(1, 60)}"]
        if random.random() < 0.5:
            chosen.append(f"status={random.choice(STATUSES)}")
        if random.random() < 0.4:
            chosen = [f"agency=xx-agency-{random.randint(1, 400)}"]
        if random.random() < 0.3:
            chosen.append(f"q={random.choice(WORDS)}")
        sort = random.choice(SORTS)
        chosen.append(f"sort={sorts.get(sort, sort)}")
        yield f"{path}?{'&'.join(chosen)}&n={random.random()}"


def listed(form: str, seed: int) -> Iterator[str]:
    """Pages of the whole list, in no order."""
    random = Random(seed)
    while True:
        yield form.format(random.randint(1, 90)) + f"&n={random.random()}"
