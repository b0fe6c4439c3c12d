"""Making rows public that need no second reader: reports, recommendations, indicators.

Assessments and evidence have their own actions, since they move a status.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ..histories import utc_day
from ..models import Correction, Indicator, Recommendation, Report, SecondReading
from ..rules import may_review
from ..search import index
from . import indicators, record_version, standings
from .assessments import RefusedError

Publishable = Report | Recommendation | Indicator | Correction | SecondReading


@transaction.atomic
def publish(*, row: Publishable, by: Any, at: datetime, alone: bool = False) -> None:
    """Make a row public from ``at`` on; refused while it is not ready or again.

    by: the person, for the history. alone: the installation is run by one person, so
    that a coder may publish their own second reading. A recommendation or a second
    reading remakes its standings; an indicator brings its values along.
    """
    if row.published_at is not None:
        raise RefusedError(_("This is public already."))
    missing = _missing(row)
    if missing:
        raise RefusedError(missing)
    if isinstance(row, SecondReading):
        _refuse_own(row, by, alone)
    row.published_at = at
    row._history_user = by  # type: ignore[union-attr]
    row.save()
    _derive(row, by, at)
    record_version.bump(at=at, recommendations=_listed(row))


def _refuse_own(row: SecondReading, by: Any, alone: bool) -> None:
    if not may_review({row.made_by_id}, getattr(by, "id", None), alone=alone):
        raise RefusedError(_("You made this reading; somebody else publishes it."))


def _missing(row: Publishable) -> str:
    """What it lacks before readers may see it, in a sentence; empty if nothing."""
    if isinstance(row, Report):
        return "" if row.categories.exists() else _("Add at least one category first.")
    if isinstance(row, Recommendation):
        return _missing_in_recommendation(row)
    if isinstance(row, SecondReading):
        return "" if row.judgements.exists() else _("Choose a step for an ask first.")
    return ""


def _missing_in_recommendation(row: Recommendation) -> str:
    if not row.asks.exists():
        return _("Add at least one ask first: it is what will be checked.")
    if not row.responsibilities.exists():
        return _("Name at least one agency first: somebody has to act.")
    return ""


def _listed(row: Publishable) -> list[int]:
    """Recommendations whose row in the list the publication can change."""
    if isinstance(row, Recommendation):
        return [row.id]
    if isinstance(row, SecondReading):
        return [row.recommendation_id]
    if isinstance(row, Report):
        return list(row.recommendations.values_list("id", flat=True))
    return []


def _derive(row: Publishable, by: Any, at: datetime) -> None:
    """Remake what hangs on the row."""
    if isinstance(row, Report):
        index.refresh_report(row)
    else:
        index.refresh_about(row)
    if isinstance(row, Indicator):
        indicators.publish_values(indicator=row, by=by, at=at)
    if isinstance(row, Recommendation):
        standings.rebuild(recommendations=[row.id], on=utc_day(at))
    if isinstance(row, SecondReading):
        standings.rebuild(recommendations=[row.recommendation_id], on=utc_day(at))
