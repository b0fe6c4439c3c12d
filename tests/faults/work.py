"""Pieces of an editor's work, and a drill that kills each of them in the middle.

``python -m tests.faults.work NAME`` does one on the database of the environment.
``python -m tests.faults.work NAME --drill`` first lets children of its own die
(SIGKILL) at several of its statements, then does it, and prints what it found as JSON.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

AT = datetime(2026, 7, 14, 12, tzinfo=UTC)


def build() -> None:
    """A report with two recommendations: one assessed, one with a submitted draft."""
    from tests import factories

    first = factories.make_recommendation()
    factories.make_evidence(recommendation=first)
    factories.make_assessment(recommendation=first)
    second = factories.make_recommendation(report=first.report)
    factories.make_evidence(recommendation=second)
    draft = factories.make_assessment(recommendation=second, published_at=None)
    from recommendations.actions import assessments

    assessments.submit(assessment=draft, by=draft.author, at=factories.PUBLISHED)


def publish() -> None:
    """Approve the submitted draft."""
    from recommendations.actions import assessments
    from recommendations.models import Assessment
    from tests import factories

    draft = Assessment.objects.get(state="submitted")
    reviewer = factories.make_user(username="reviewer")
    assessments.publish(assessment=draft, by=reviewer, at=AT)


def snapshot() -> None:
    """Freeze the report's scorecard."""
    from recommendations.models import Report
    from scorecard.actions import snapshots

    snapshots.take(report=Report.objects.get(), as_of=date(2026, 7, 1), at=AT)


def load() -> None:
    """Load the shipped packs."""
    from django.core.management import call_command

    call_command("load_report", "fixtures", commit=True, stdout=StringIO())


def bring() -> None:
    """Import a list: new recommendations, a changed one, published statuses."""
    from django.core.management import call_command

    from recommendations.models import Recommendation, Report

    held = Recommendation.objects.order_by("id").values_list("reference", flat=True)
    rows = [[held[0], "Another title", "", "", ""]]
    rows += [
        [f"9.{n}", f"Repair well {n}", "partly", "2026-05-01", "https://example.org/1"]
        for n in range(1, 9)
    ]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "list.csv"
        with file.open("w", newline="") as text:
            head = ["reference", "title", "status", "due_on", "evidence_urls"]
            csv.writer(text).writerows([head, *rows])
        call_command(
            "import_recommendations",
            file,
            report=Report.objects.get().slug,
            commit=True,
            publish=True,
            stdout=StringIO(),
        )


def write() -> None:
    """Report a mistake as a reader does, and print how it was answered."""
    import re

    from django.conf import settings
    from django.test import Client

    settings.ALLOWED_HOSTS = ["testserver"]
    settings.DATABASES["default"].setdefault("OPTIONS", {})
    client = Client(raise_request_exception=False)
    form = client.get("/report-an-error/").content.decode()
    token = re.search(r'name="token" value="([^"]+)"', form)
    answer = client.post(
        "/report-an-error/",
        {"what": "What I had written", "token": token[1] if token else ""},
    )
    read = client.get("/recommendations/")
    print(json.dumps([answer.status_code, answer.content.decode(), read.status_code]))


WORK: dict[str, Callable[[], None]] = {
    "build": build,
    "publish": publish,
    "snapshot": snapshot,
    "load": load,
    "import": bring,
    "write": write,
}


AT_A_DAY = ("publish", "snapshot")
"""What is done on a day of its own; the rest is done today."""


class Counter:
    """Counts statements, and ends the process before the one that is named."""

    def __init__(self, kill_at: int) -> None:
        self.kill_at = kill_at
        self.number = 0

    def __call__(self, execute: Any, sql: str, *rest: Any) -> Any:
        self.number += 1
        if self.number == self.kill_at:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, *rest)


def in_child(name: str, kill_at: int, *, take_back: bool = False) -> tuple[int, int]:
    """Work in a child of this process: its wait status and how many statements.

    kill_at: the statement before which it dies; 0 lets it live. take_back: roll
    everything back at the end.
    """
    from django.db import connection, transaction

    connection.close()
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        counter = Counter(kill_at)
        with transaction.atomic(), connection.execute_wrapper(counter):
            WORK[name]()
            if take_back:
                transaction.set_rollback(True)
        os.write(writer, str(counter.number).encode())
        connection.close()
        os._exit(0)
    os.close(writer)
    status = os.waitpid(child, 0)[1]
    with os.fdopen(reader) as said:
        return status, int(said.read() or 0)


def contents() -> str:
    """A hash of every row of the record."""
    from django.core.management import call_command

    out = StringIO()
    call_command("dumpdata", "recommendations", "scorecard", "ingestion", stdout=out)
    return hashlib.sha256(out.getvalue().encode()).hexdigest()


def differences(on: date) -> list[str]:
    """Where what is derived does not equal the record on a day."""
    from recommendations.actions import standings
    from recommendations.models import Recommendation

    ids = list(Recommendation.objects.values_list("id", flat=True))
    return list(standings.differences(recommendations=ids, on=on))


def drill(name: str) -> dict[str, Any]:
    """Kill the work at three places, then do it; what was found on the way."""
    before = contents()
    _status, statements = in_child(name, 0, take_back=True)
    found: dict[str, Any] = {"statements": statements, "taken_back": contents()}
    found["killed"] = []
    for share in (0.2, 0.6, 0.95):
        status, _none = in_child(name, max(int(statements * share), 1))
        is_killed = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        found["killed"].append(
            [is_killed, contents() == before, differences(AT.date())]
        )
    WORK[name]()
    return found | {
        "taken_back": found["taken_back"] == before,
        "changed": contents() != before,
        "differences": differences(AT.date() if name in AT_A_DAY else date.today()),
    }


def main(given: list[str]) -> None:
    """Do the work, or the drill."""
    parser = argparse.ArgumentParser()
    parser.add_argument("name", choices=WORK)
    parser.add_argument("--drill", action="store_true")
    chosen = parser.parse_args(given)
    import django

    django.setup()
    if chosen.drill:
        print(json.dumps(drill(chosen.name)))
    else:
        WORK[chosen.name]()


if __name__ == "__main__":
    main(sys.argv[1:])
