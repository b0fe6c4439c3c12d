"""Evidence: published, corrected and withdrawn in the open.

Each of these can move what an ask's evidence carries, so each remakes the
standing of its recommendation.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ..choices import ChangeCause
from ..histories import histories, utc_day
from ..models import Evidence
from ..rules import may_review
from ..search import index
from .assessments import RefusedError, refresh_after
from .holding import hold


@transaction.atomic
def publish(*, evidence: Evidence, by: Any, at: datetime, alone: bool = False) -> None:
    """Make an item public; from now on it counts. Never by who added it.

    alone: the installation is run by one person.
    """
    if evidence.published_at is not None:
        raise RefusedError(_("This evidence is public already."))
    if not evidence.sources.exists():
        raise RefusedError(_("Add at least one source before publishing."))
    if not may_review({evidence.added_by_id}, getattr(by, "id", None), alone=alone):
        raise RefusedError(_("You added this evidence; somebody else publishes it."))
    evidence.published_at = at
    change(evidence=evidence, by=by, at=at, save=evidence.save)


@transaction.atomic
def withdraw(*, evidence: Evidence, reason: str, by: Any, at: datetime) -> None:
    """Take a public item out of the count; it stays with the reason."""
    if evidence.published_at is None or evidence.withdrawn_at is not None:
        raise RefusedError(_("Only public evidence can be withdrawn."))
    if not reason.strip():
        raise RefusedError(_("Say why it is withdrawn; readers will see the reason."))
    evidence.withdrawn_at, evidence.withdrawn_reason = at, reason.strip()
    change(evidence=evidence, by=by, at=at, save=evidence.save)


@transaction.atomic
def change(
    *, evidence: Evidence, by: Any, at: datetime, save: Callable[[], None]
) -> None:
    """Run ``save`` and log and derive what it moved, if the item is public."""
    hold([evidence.recommendation_id])
    before = histories([evidence.recommendation_id])
    evidence._history_user = by
    with index.following(evidence):
        save()
    if evidence.published_at is not None:
        refresh_after(before, cause=ChangeCause.EVIDENCE, at=at, on=utc_day(at))
