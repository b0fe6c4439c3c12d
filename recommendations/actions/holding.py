"""One writer at a time for each recommendation, on databases that let several write."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection

from ..models import Recommendation


def hold(recommendations: Collection[int]) -> None:
    """Keep other writers from these recommendations until the transaction ends.

    What is derived is made from the whole history, so each writer has to read what
    the one before wrote. SQLite has one writer anyway and is asked nothing.
    """
    if not recommendations or not connection.features.has_select_for_update:
        return
    rows = Recommendation.objects.select_for_update(no_key=True)
    list(
        rows.filter(id__in=list(recommendations))
        .order_by("id")  # one order for everybody: nobody waits in a ring
        .values_list("id", flat=True)
    )
