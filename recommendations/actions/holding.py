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


def hold_report(report: int) -> None:
    """The same of all recommendations of a report, by its id.

    For a writer that raises the version and goes on to further recommendations: had
    it to wait for one then, whoever held that one would wait for the version.
    """
    if connection.features.has_select_for_update:
        list(ROWS.filter(report=report))


ROWS = (
    Recommendation.objects.select_for_update(no_key=True)
    .order_by("id")  # one order for everybody: nobody waits in a ring
    .values_list("id")
)
LOCKED = Prepared(lambda ids: ROWS.filter(id__in=ids))
