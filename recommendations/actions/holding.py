"""One writer at a time for each recommendation, on databases that let several write."""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection

from ..models import Recommendation
from ..prepared import Prepared


def hold(recommendations: Collection[int]) -> None:
    """Keep other writers from these recommendations until the transaction ends.

    What is derived is made from the whole history, so each writer has to read what
    the one before wrote. SQLite has one writer anyway and is asked nothing.
    """
    if not recommendations or not connection.features.has_select_for_update:
        return
    LOCKED.rows(list(recommendations))


LOCKED = Prepared(
    lambda ids: (
        Recommendation.objects.select_for_update(no_key=True)
        .filter(id__in=ids)
        .order_by("id")  # one order for everybody: nobody waits in a ring
        .values_list("id")
    )
)
