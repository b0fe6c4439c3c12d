"""Likely ranges of reports too large for a page request: made here, read there."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from recommendations.actions import record_version

from ..build import Scorecard
from ..models import LikelyRangeRow
from ..uncertainty import prepared, runs_of, short_hash, simulated, stored


@transaction.atomic
def store(*, card: Scorecard, at: datetime, version: int | None = None) -> bool:
    """Simulate a scorecard and keep the result; False where it is kept already.

    The row is found again by the hash of its inputs (METHOD.md section 6), and where
    ``version`` is given by ``uncertainty.short_hash`` of the card and it.
    """
    values, seed, digest = prepared(card)
    digests = [digest] if version is None else [digest, short_hash(card, version)]
    held = stored(digests)
    if len(held) == len(digests):
        return False
    result = held.get(digest) or simulated(values, seed)
    is_new = False
    for each in digests:
        _row, is_made = LikelyRangeRow.objects.get_or_create(
            inputs_hash=each,
            defaults={
                "seed": seed,
                "runs": runs_of(card),
                "result": result,
                "made_at": at,
            },
        )
        is_new = is_new or is_made
    if is_new:
        record_version.bump(at=at)  # pages that lacked the range show it now
    return is_new
