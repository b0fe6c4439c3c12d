"""Publishing one assessment beside the bare writes it makes, each with its commit.

Works on a copy of the record: what is committed cannot be taken back.
"""

from __future__ import annotations

import json
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit, urlunsplit

from . import build, shares

TIMES = 15
WRITES = ("INSERT", "UPDATE", "DELETE")
Statement = tuple[str, Callable[[Any], Any]]
"""SQL, and how a cursor does the same again."""


def main(arguments: list[str]) -> int:
    """Print the milliseconds of both, and how many queries, as JSON."""
    folder, url = Path(arguments[0]), arguments[1] if len(arguments) > 1 else ""
    with copied(folder, url) as (place, copy_url):
        build.setup(place, copy_url)
        print(json.dumps(measure()))
    return 0


@contextmanager
def copied(folder: Path, url: str) -> Iterator[tuple[Path, str]]:
    """A data folder and an address of a copy of the record, for a while."""
    place = folder / "publishing"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    try:
        if url:
            with database_like(url) as other:
                yield place, other
        else:
            shutil.copy(folder / "db.sqlite3", place)
            yield place, ""
    finally:
        shutil.rmtree(place)


@contextmanager
def database_like(url: str) -> Iterator[str]:
    """A database on the same server with the same content."""
    import psycopg

    parts = urlsplit(url)
    name = parts.path.strip("/")
    server = urlunsplit(parts._replace(path="/postgres"))
    with psycopg.connect(server, autocommit=True) as connection:
        drop = f'DROP DATABASE IF EXISTS "{name}_publishing" WITH (FORCE)'
        connection.execute(drop)
        connection.execute(f'CREATE DATABASE "{name}_publishing" TEMPLATE "{name}"')
        try:
            yield urlunsplit(parts._replace(path=f"/{name}_publishing"))
        finally:
            connection.execute(drop)


def measure() -> dict[str, Any]:
    """Publish some; of others, write the same rows without deciding anything."""
    from django.contrib.auth import get_user_model

    from recommendations.models import Recommendation

    reviewer = get_user_model().objects.create(username="reviewer")
    ids = Recommendation.objects.order_by("id").values_list("id", flat=True)
    step = max(1, ids.count() // (2 * TIMES + 1))
    whole, bare = [], []
    for number in range(TIMES):
        draft = submitted(Recommendation.objects.get(id=ids[2 * number * step]))
        rehearsed(draft, reviewer)
        whole.append(timed(lambda draft=draft: publish(draft, reviewer)))
        other = submitted(Recommendation.objects.get(id=ids[(2 * number + 1) * step]))
        asked = rehearsed(other, reviewer)
        writes = [one for one in asked if one[0].startswith(WRITES)]
        bare.append(timed(lambda writes=writes: write(writes)))
    others = [
        submitted(Recommendation.objects.get(id=ids[2 * number * step + 1]))
        for number in range(TIMES)
    ]
    return {
        "shares": shares.of(lambda: publish_all(others, reviewer)),
        "publish": statistics.median(whole),
        "bare": statistics.median(bare),
        "queries": len(asked),
        "writes": len(writes),
    }


def submitted(recommendation: Any) -> Any:
    """A draft of today that waits for approval."""
    from recommendations.actions import assessments

    draft = assessments.record(
        recommendation=recommendation,
        effective_on=build.today(),
        steps=dict.fromkeys(
            recommendation.asks.values_list("code", flat=True), "started"
        ),
        by=None,
        rationale="A step was taken.",
    )
    assessments.submit(assessment=draft, by=None, at=datetime.now(UTC))
    return draft


def rehearsed(draft: Any, reviewer: Any) -> list[Statement]:
    """What publishing asks of the database, in its order; it is taken back."""
    from django.db import connection, transaction

    from recommendations import bulk

    asked: list[Statement] = []
    stream = bulk.stream

    def noting(
        execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any
    ) -> Any:
        method = "executemany" if many else "execute"
        asked.append((sql, lambda cursor: getattr(cursor, method)(sql, params)))
        return execute(sql, params, many, context)

    def noting_copy(*rows: Any) -> None:
        asked.append(("INSERT by COPY", lambda _cursor: stream(*rows)))
        stream(*rows)

    with (
        transaction.atomic(),
        connection.execute_wrapper(noting),
        patch.object(bulk, "stream", noting_copy),
    ):
        publish(draft, reviewer)
        transaction.set_rollback(True)
    draft.refresh_from_db()
    return asked


def publish(draft: Any, reviewer: Any) -> None:
    """As an editor's button does, with every check."""
    from recommendations.actions import assessments

    assessments.publish(assessment=draft, by=reviewer, at=datetime.now(UTC))


def publish_all(drafts: list[Any], reviewer: Any) -> None:
    """One after the other."""
    for draft in drafts:
        publish(draft, reviewer)


def write(statements: list[Statement]) -> None:
    """The statements that write, in one transaction, values and all."""
    from django.db import connection, transaction

    with transaction.atomic(), connection.cursor() as cursor:
        for _sql, again in statements:
            again(cursor)


def timed(run: Any) -> float:
    """Milliseconds."""
    started = time.perf_counter()
    run()
    return 1000 * (time.perf_counter() - started)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
