"""How long the editors' desk takes, for somebody signed in; nothing is kept."""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path

from . import build

PAGES = {
    "desk": "/admin/",
    "desk, list of recommendations": "/admin/recommendations/recommendation/",
    "desk, search in that list": "/admin/recommendations/recommendation/?q=prison",
    "desk, list of assessments": "/admin/recommendations/assessment/",
}
TIMES = 5


def main(arguments: list[str]) -> int:
    """Print the milliseconds of each page, as JSON."""
    build.setup(Path(arguments[0]), arguments[1] if len(arguments) > 1 else "")
    print(json.dumps(measure()))
    return 0


def measure() -> dict[str, float]:
    """The median of some requests for each page, after a first one."""
    from django.contrib.auth import get_user_model
    from django.db import transaction
    from django.test import Client

    with transaction.atomic():
        person = get_user_model().objects.create_superuser("desk")
        client = Client(headers={"host": "127.0.0.1"})
        client.force_login(person)
        found = {name: median(client, path) for name, path in PAGES.items()}
        transaction.set_rollback(True)
    return found


def median(client: object, path: str) -> float:
    """Milliseconds."""
    taken = []
    for _number in range(TIMES + 1):
        started = time.perf_counter()
        code = client.get(path).status_code  # type: ignore[attr-defined]
        if code != 200:
            sys.exit(f"bench: {path} was answered {code}")
        taken.append(1000 * (time.perf_counter() - started))
    return statistics.median(taken[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
