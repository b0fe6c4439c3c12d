"""Indicators and their values: a value of a public indicator is public."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction

from ..models import Indicator
from ..search import index
from . import record_version


@transaction.atomic
def edit(
    *, indicator: Indicator, by: Any, at: datetime, save: Callable[[], None]
) -> None:
    """Run ``save`` and publish the values it added, if the indicator is public."""
    with index.following(indicator):
        save()
    if indicator.published_at is not None:
        publish_values(indicator=indicator, by=by, at=at)
        record_version.bump(at=at)


def publish_values(*, indicator: Indicator, by: Any, at: datetime) -> None:
    """Make the values public that are not yet; call inside a transaction."""
    for value in indicator.observations.filter(published_at__isnull=True):
        value.published_at = at
        value._history_user = by  # type: ignore[attr-defined]
        value.save()
