"""Agency responses and due dates: recorded, published, kept with every revision."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ..histories import utc_day
from ..models import DueDate, Response
from . import record_version, standings
from .assessments import RefusedError


@transaction.atomic
def record(*, response: Response, by: Any, at: datetime) -> None:
    """Store an agency's answer and make it public."""
    response.published_at = response.published_at or at
    _save(response, by, at)


@transaction.atomic
def set_due_date(*, due_date: DueDate, by: Any, at: datetime) -> None:
    """Store the first date, or a revision of it; refused before the issue."""
    if due_date.due_on < due_date.recommendation.issued_on:
        raise RefusedError(
            _("The date lies before the recommendation was issued (%s).")
            % due_date.recommendation.issued_on.isoformat()
        )
    due_date.published_at = due_date.published_at or at
    _save(due_date, by, at)


def _save(row: Response | DueDate, by: Any, at: datetime) -> None:
    row._history_user = by
    row.save()
    standings.rebuild(recommendations=[row.recommendation_id], on=utc_day(at))
    record_version.bump(at=at, recommendations=[row.recommendation_id])
