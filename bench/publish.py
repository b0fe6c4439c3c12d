"""Publishing one assessment beside the bare inserts it makes; nothing is kept."""

from __future__ import annotations

import json
import statistics
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from . import build

TIMES = 15


def main(arguments: list[str]) -> int:
    """Print the milliseconds of both, and how many queries, as JSON."""
    build.setup(Path(arguments[0]), arguments[1] if len(arguments) > 1 else "")
    print(json.dumps(measure()))
    return 0


def measure() -> dict[str, float]:
    """Publish, undo; write the same rows without deciding anything, undo."""
    from django.db import connection, transaction
    from django.test.utils import CaptureQueriesContext

    from recommendations.models import Recommendation

    ids = Recommendation.objects.order_by("id").values_list("id", flat=True)
    step = max(1, ids.count() // (TIMES + 1))
    whole, bare, queries = [], [], 0
    for number in range(TIMES):
        with transaction.atomic():
            draft = submitted(Recommendation.objects.get(id=ids[number * step]))
            inside = transaction.savepoint()
            with CaptureQueriesContext(connection) as asked:
                publish(draft)
            transaction.savepoint_rollback(inside)
            inside = transaction.savepoint()
            whole.append(timed(lambda draft=draft: publish(draft)))
            transaction.savepoint_rollback(inside)
            writes = [q["sql"] for q in asked if q["sql"].startswith(WRITES)]
            bare.append(timed(lambda writes=writes: replay(connection, writes)))
            transaction.set_rollback(True)
        queries = len(asked)
    return {
        "publish": statistics.median(whole),
        "bare": statistics.median(bare),
        "queries": queries,
        "writes": len(writes),
    }


WRITES = ("INSERT", "UPDATE", "DELETE")


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


def publish(draft: Any) -> None:
    """As an import with its own authority does."""
    from recommendations.actions import assessments

    draft.refresh_from_db()
    assessments.publish_rows([draft], at=datetime.now(UTC))


def replay(connection: Any, writes: list[str]) -> None:
    """The statements that write, values and all, straight into the driver."""
    with connection.cursor() as cursor:
        for statement in writes:
            cursor.execute(statement)


def timed(run: Any) -> float:
    """Milliseconds."""
    started = time.perf_counter()
    run()
    return 1000 * (time.perf_counter() - started)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
