"""An editor's work while the machine's clock is set back by an hour.

``python -m tests.faults.clock_set_back`` prints as JSON what was found.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest import mock

HOUR = timedelta(hours=1)


def main() -> None:
    """Publish, set the clock back, publish again; look at what readers get."""
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client
    from django.utils import timezone

    settings.ALLOWED_HOSTS = ["testserver"]
    client, right = Client(), timezone.now()
    with at(right + HOUR):
        first = published("Before the clock was set back")
    with at(right + HOUR + timedelta(seconds=5)):  # its second is over: it is dated
        page = client.get(first["page"])
        form = client.get("/report-an-error/").content.decode()
    second = published("After the clock was set back")
    with at(right + 2 * HOUR):
        known = {"if-modified-since": page["Last-Modified"]}
        shown = client.get(first["page"], headers=known)
    token = re.search(r'name="token" value="([^"]+)"', form)
    sent = client.post(
        "/report-an-error/", {"what": "A mistake", "token": token[1] if token else ""}
    )
    found = {
        "version_rose": second["version"] > first["version"],
        "first_was_shown": b"Before the clock" in page.content,
        "second_is_shown": b"After the clock" in shown.content,
        "form_is_taken": sent.status_code == 302,
        "snapshot_is_dated": snapshot(),
        "problems": problems(),
    }
    print(json.dumps(found))


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """The machine's clock as if it were that moment."""
    ahead = moment - datetime.now(UTC)
    right = time.time
    with (
        mock.patch("django.utils.timezone.now", lambda: moment),
        mock.patch("time.time", lambda: right() + ahead.total_seconds()),
    ):
        yield


def published(title: str) -> dict[str, Any]:
    """Give the assessed recommendation another title, now; where it is read."""
    from django.utils import timezone

    from recommendations.actions import record
    from recommendations.models import Recommendation, RecordVersion

    row = Recommendation.objects.order_by("id")[0]
    rows = Recommendation.objects.filter(pk=row.pk)
    record.edit(
        recommendations=[row.pk],
        at=timezone.now(),
        save=lambda: rows.update(title=title) and None,
    )
    return {
        "page": f"/reports/{row.report.slug}/{row.reference}/",
        "version": RecordVersion.objects.current(),
    }


def snapshot() -> bool:
    """Freeze the report's scorecard by the clock that was set back."""
    from django.utils import timezone

    from recommendations.models import Report
    from scorecard.actions import snapshots

    now = timezone.now()
    made = snapshots.take(report=Report.objects.get(), as_of=now.date(), at=now)
    return bool(made.as_of == now.date())


def problems() -> list[str]:
    """What the proof of the record finds."""
    from django.utils import timezone

    from tracker.upkeep import verify

    today = timezone.now().date()
    return [line for check in verify.CHECKS.values() for line in check(today)]


if __name__ == "__main__":
    main()
