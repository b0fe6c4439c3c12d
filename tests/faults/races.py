"""Two writers at once, each a process with a connection of its own.

``python -m tests.faults.races NAME`` lets both begin in the same moment, each of their
statements a little late so that they meet in the middle, and prints as JSON what each
was told, what the record holds after, and where what is derived does not equal it.
"""

from __future__ import annotations

import csv
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

Work = Callable[[], None]
LATE_SECONDS = 0.02


def main(name: str) -> None:
    """Run one race."""
    import django

    django.setup()
    works = RACES[name]()
    told = at_once(works)
    print(json.dumps({"told": told, **what_is_there()}))


def at_once(works: list[Work]) -> list[str]:
    """Do all in children; what each was told: "done" or a refusal."""
    from django.db import connections

    connections.close_all()
    ready, go = os.pipe(), os.pipe()
    said = [in_child(work, ready[1], go) for work in works]
    for _work in works:
        os.read(ready[0], 1)
    os.close(go[1])  # the children read its end, all in one moment
    told = []
    for reader in said:
        with os.fdopen(reader) as text:
            told.append(text.read())
    for _work in works:
        os.wait()
    return told


def in_child(work: Work, ready: int, go: tuple[int, int]) -> int:
    """A child that waits for the start; where to read what it was told."""
    reader, writer = os.pipe()
    if os.fork():
        os.close(writer)
        return reader
    os.close(go[1])
    os.write(ready, b"x")
    os.read(go[0], 1)
    os.write(writer, outcome(work).encode())
    os._exit(0)


def outcome(work: Work) -> str:
    """Done, or why not in the words that a person reads."""
    from django.db import DatabaseError, connection

    from recommendations.actions.assessments import RefusedError

    with connection.execute_wrapper(late):
        try:
            work()
        except RefusedError as refused:
            return str(refused)
        except (DatabaseError, SystemExit) as problem:
            return f"{type(problem).__name__}: {problem}"
    return "done"


def late(execute: Any, *statement: Any) -> Any:
    """Let the other writer come in between any two statements."""
    time.sleep(LATE_SECONDS)
    return execute(*statement)


def what_is_there() -> dict[str, Any]:
    """What the record holds, and whether what is derived equals it."""
    from recommendations.models import Assessment, Recommendation, RecordVersion
    from tests.faults.work import differences
    from tracker.upkeep import verify

    today = datetime.now(UTC).date()
    titles = Recommendation.objects.order_by("id").values_list("title", flat=True)
    return {
        "published": Assessment.objects.filter(state="published").count(),
        "waiting": Assessment.objects.filter(state="submitted").count(),
        "titles": list(titles),
        "version": RecordVersion.objects.current(),
        "differences": differences(today),
        "problems": [line for check in verify.CHECKS.values() for line in check(today)],
    }


def waiting() -> Any:
    """The draft that waits for approval."""
    from recommendations.models import Assessment

    return Assessment.objects.get(state="submitted")


def publish(draft: Any, reviewer: Any) -> Work:
    """Approve it."""
    from recommendations.actions import assessments

    return lambda: assessments.publish(
        assessment=draft, by=reviewer, at=datetime.now(UTC)
    )


def one_draft() -> list[Work]:
    """Two people approve the same draft."""
    from tests import factories

    draft = waiting()
    people = [factories.make_user(username=name) for name in ("one", "other")]
    return [publish(draft, person) for person in people]


def two_drafts() -> list[Work]:
    """Two people approve two drafts of one recommendation."""
    from recommendations.actions import assessments
    from tests import factories

    first = waiting()
    second = factories.make_assessment(
        recommendation=first.recommendation,
        published_at=None,
        effective_on=date(2021, 1, 1),
        steps={"a": "implemented", "b": "implemented"},
    )
    assessments.submit(assessment=second, by=second.author, at=factories.PUBLISHED)
    people = [factories.make_user(username=name) for name in ("one", "other")]
    return [publish(*pair) for pair in zip((first, second), people, strict=True)]


def import_and_publish() -> list[Work]:
    """A list with statuses is imported while a draft of the same row is approved."""
    from tests import factories

    draft, person = waiting(), factories.make_user(username="one")
    return [bring(draft.recommendation), publish(draft, person)]


def import_in_runs_and_publish() -> list[Work]:
    """The row of the second run of an import is being approved when the first ends."""
    from django.db import transaction

    from ingestion.plan import plan
    from recommendations.actions.holding import hold
    from recommendations.models import Recommendation
    from tests import factories

    plan.RUN = 1
    draft, person = waiting(), factories.make_user(username="one")
    approve = publish(draft, person)

    def work() -> None:
        with transaction.atomic():
            hold([draft.recommendation_id])
            wait_for_another_version()
            approve()

    return [bring(*Recommendation.objects.order_by("id")), work]


def wait_for_another_version() -> None:
    """Until somebody else is about to raise the version; not for ever."""
    from django.db import connection, transaction

    from recommendations.models import RecordVersion

    if not connection.features.has_select_for_update_skip_locked:
        return
    free = RecordVersion.objects.select_for_update(skip_locked=True)
    for _turn in range(50):
        with transaction.atomic():
            is_free = free.first() is not None
            transaction.set_rollback(True)  # it is left to the other
        if not is_free:
            return
        time.sleep(LATE_SECONDS)


def import_and_edit() -> list[Work]:
    """A list is imported while the title of one of its rows is edited."""
    from django.utils import timezone

    from recommendations.actions import record
    from recommendations.models import Recommendation

    row = waiting().recommendation
    rows = Recommendation.objects.filter(pk=row.pk)

    def edit() -> None:
        record.edit(
            recommendations=[row.pk],
            at=timezone.now(),
            save=lambda: rows.update(title="As the editor said") and None,
        )

    return [bring(row), edit]


def bring(*rows: Any) -> Work:
    """Import a list with another title and a published status for each row."""
    from django.core.management import call_command

    def work() -> None:
        said = StringIO()
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "list.csv"
            with file.open("w", newline="") as text:
                out = csv.writer(text)
                out.writerow(["reference", "title", "status", "evidence_urls"])
                address = "https://example.org/1"
                for row in rows:
                    out.writerow([row.reference, "As the list says", "partly", address])
            try:
                call_command(
                    "import_recommendations",
                    file,
                    report=rows[0].report.slug,
                    commit=True,
                    publish=True,
                    stdout=StringIO(),
                    stderr=said,
                )
            except SystemExit:
                raise SystemExit(said.getvalue()) from None

    return work


RACES: dict[str, Callable[[], list[Work]]] = {
    "one_draft": one_draft,
    "two_drafts": two_drafts,
    "import_and_publish": import_and_publish,
    "import_in_runs_and_publish": import_in_runs_and_publish,
    "import_and_edit": import_and_edit,
}

if __name__ == "__main__":
    main(sys.argv[1])
