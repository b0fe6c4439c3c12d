"""Likely ranges of reports too large for a page request: made here, read there."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from recommendations.actions import record_version

from ..build import Scorecard
from ..models import LikelyRangeRow
from ..uncertainty import prepared, runs_of, simulated, stored


@transaction.atomic
def store(*, card: Scorecard, at: datetime) -> bool:
    """Simulate a scorecard and keep the result; False where it is kept already.

    The row is found again by the hash of its inputs (METHOD.md section 6).
    """
    values, seed, digest = prepared(card)
    if digest in stored([digest]):
        return False
    _row, is_new = LikelyRangeRow.objects.get_or_create(
        inputs_hash=digest,
        defaults={
            "seed": seed,
            "runs": runs_of(card),
            "result": simulated(values, seed),
            "made_at": at,
        },
    )
    if is_new:
        record_version.bump(at=at)  # pages that lacked the range show it now
    return is_new
