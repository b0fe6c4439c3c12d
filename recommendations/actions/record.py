"""Edits of the record that are no publication of their own: titles, asks, weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from ..choices import ChangeCause
from ..histories import histories, utc_day
from ..search import index
from .assessments import refresh_after
from .holding import hold


@transaction.atomic
def edit(
    *,
    recommendations: Sequence[int],
    at: datetime,
    save: Callable[[], None],
    about: Any = None,
    is_seen: Callable[[], bool] = lambda: True,
) -> None:
    """Run ``save``; remake these recommendations' standings, raise the version.

    about: the row that is edited, whose words the search follows.
    recommendations: ids of those whose weights, asks or dates ``save`` may change;
    empty where it changes words alone. A status that moves is logged as a
    correction from the day of ``at``. is_seen: asked before and after; where readers
    see the row neither time, the version stays.
    """
    hold(recommendations)
    was_seen = is_seen()
    before = histories(recommendations)
    with index.following(about):
        save()
    if before or was_seen or is_seen():
        refresh_after(before, cause=ChangeCause.CORRECTION, at=at, on=utc_day(at))
