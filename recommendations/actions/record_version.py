"""The record version: raised once in every transaction a reader could notice."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from ..models import RecordVersion


def bump(*, at: datetime) -> None:
    """Raise the version; call inside the transaction that publishes."""
    changed = RecordVersion.objects.filter(id=1).update(
        number=F("number") + 1, changed_at=at
    )
    if not changed:
        RecordVersion.objects.create(id=1, number=1, changed_at=at)
