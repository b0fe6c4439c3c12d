"""The record version: raised once in every transaction a reader could notice."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import connection

from ..models import RecordVersion


def bump(*, at: datetime, recommendations: Collection[int] = ()) -> int:
    """Raise the version and return it; call inside the transaction that publishes.

    recommendations: ids of those whose row in the list may look different now; they
    are marked with the version, so that whoever holds the list of an earlier
    version need only read them again. The version's row stays locked until the
    transaction ends: no later version can become visible before an earlier one.
    """
    with connection.cursor() as cursor:  # for every publication: not made anew
        cursor.execute(
            "UPDATE recommendations_recordversion"
            " SET number = number + 1, changed_at = %s WHERE id = 1",
            [connection.ops.adapt_datetimefield_value(at)],
        )
        is_there = cursor.rowcount == 1
    if not is_there:
        RecordVersion.objects.create(id=1, number=1, changed_at=at)
    number: int = RecordVersion.objects.current()
    if recommendations:
        marks = ", ".join(["%s"] * len(recommendations))
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE recommendations_recommendation SET listed_in = %s"
                f" WHERE id IN ({marks})",
                [number, *recommendations],
            )
    return number
