"""Reports of readers: received within limits, closed with what came of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ..models import ReaderReport
from .assessments import RefusedError

MOST_PER_HOUR = 60
SAME_WITHIN = timedelta(days=1)


class TooManyError(RefusedError):
    """More reports came within the hour than the desk takes."""


@transaction.atomic
def receive(
    *, page: str, what: str, source: str, reply_to: str, at: datetime
) -> ReaderReport:
    """Keep a report; the same one sent twice within a day is kept once.

    Refused when more have come within an hour than people write: the desk would
    drown, and the database fill.
    """
    same = ReaderReport.objects.open().filter(
        page=page, what=what, received_at__gt=at - SAME_WITHIN
    )
    found: ReaderReport | None = same.first()
    if found is not None:
        return found
    lately = ReaderReport.objects.filter(received_at__gt=at - timedelta(hours=1))
    if lately.count() >= MOST_PER_HOUR:
        raise TooManyError(
            _("More reports have come within an hour than the editors can take.")
        )
    row: ReaderReport = ReaderReport.objects.create(
        page=page, what=what, source=source, reply_to=reply_to, received_at=at
    )
    return row


@transaction.atomic
def close(*, report: ReaderReport, outcome: str, by: Any, at: datetime) -> None:
    """Note what came of it and erase the reader's address."""
    if report.closed_at is not None:
        raise RefusedError(_("It is closed already."))
    report.outcome = outcome.strip()
    report.reply_to = ""
    report.closed_at, report.closed_by = at, by
    report.save()
