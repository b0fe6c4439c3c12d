"""Where the time of a page or an action goes, by profile: what stands in the way.

The profiler itself makes short functions look longer, so only shares are told.
"""

from __future__ import annotations

import cProfile
import json
import pstats
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import islice, repeat
from pathlib import Path
from typing import Any

from . import build, lists

AREAS = {
    "printing": (
        *("django/template", "jinja2", "markupsafe", "templates/dense"),
        *("templatetags", "django/utils/html", "django/utils/safestring"),
        *("django/utils/translation", "gettext.py", "django/utils/formats"),
        *("django/utils/functional", "asgiref"),
    ),
    "the database": ("django/db", "sqlite3", "psycopg", "recommendations/prepared"),
    "columns in memory": ("recommendations/listing", "numpy", "scorecard/many"),
    "words of the search": ("recommendations/search",),
    "the method": ("scorecard/method", "recommendations/standing.py"),
    "the site's other rules": ("recommendations/", "scorecard/", "exports/"),
}
"""By a part of a file's path; the first that fits. All else is request and answer."""

ELSE = "request and answer"
WARM = 4
PAGES: dict[str, Callable[[], Iterator[str]]] = {
    "a page asked before": lambda: repeat("/"),
    "a mixed list": lambda: lists.addresses(5, lists.SITE_SORTS),
    "the unfiltered list": lambda: lists.listed(f"{lists.LIST}?page={{}}", 5),
    "the largest report": lambda: numbered("/reports/report-1/?n={}"),
}
TIMES = 30


def main(arguments: list[str]) -> int:
    """Print the shares of each page, as JSON."""
    build.setup(Path(arguments[0]), arguments[1] if len(arguments) > 1 else "")
    from recommendations.as_of import AsOf
    from recommendations.list_page import warm

    warm(AsOf.now(build.today()))  # as a worker of the site does before the first
    print(json.dumps({name: of_pages(asked()) for name, asked in PAGES.items()}))
    return 0


def numbered(form: str) -> Iterator[str]:
    """An address never asked before, again and again."""
    number = 0
    while True:
        number += 1
        yield form.format(number)


def of_pages(addresses: Iterator[str]) -> dict[str, float]:
    """The shares of some requests, after a few that are not counted."""
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    for address in islice(addresses, WARM):
        client.get(address)
    asked = list(islice(addresses, TIMES))
    return of(lambda: [client.get(address) for address in asked])


def of(run: Callable[[], Any]) -> dict[str, float]:
    """The share of each area in what ``run`` takes, the largest first."""
    profile = cProfile.Profile()
    profile.runcall(run)
    taken: dict[str, float] = defaultdict(float)
    for (file, _line, _name), entry in pstats.Stats(profile).stats.items():  # type: ignore[attr-defined]
        _calls, _primitive, own, _whole, callers = entry
        if file != "~" or not callers:
            taken[area(file)] += own
            continue
        for (caller, *_place), (*_counts, part, _sum) in callers.items():
            taken[area(caller)] += part  # what is built in belongs to who called it
    whole = sum(taken.values())
    ranked = sorted(taken.items(), key=lambda one: -one[1])
    return {name: seconds / whole for name, seconds in ranked}


def area(file: str) -> str:
    """To which area a file belongs."""
    for name, parts in AREAS.items():
        if any(part in file for part in parts):
            return name
    return ELSE


def line(name: str, shares: Mapping[str, float]) -> str:
    """As a row of the table of results."""
    told = ", ".join(f"{area} {share:.0%}" for area, share in shares.items())
    return f"| where the time goes: {name} | | {told} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
