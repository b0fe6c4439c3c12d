"""Drafts of assessments: begun from the last reading, saved without overwriting."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ..choices import AskStatus
from ..models import Assessment, Judgement, Recommendation
from ..models.assessment import OPEN_STATES
from ..rules import may_edit
from . import assessments
from .assessments import RefusedError


@transaction.atomic
def begin(*, recommendation: Recommendation, effective_on: date, by: Any) -> Assessment:
    """A new draft with a step for every ask, as the latest reading left them.

    Refused where this person has an open draft for the same day already.
    """
    if open_draft(recommendation, effective_on, by) is not None:
        raise RefusedError(
            _("You have an open draft of this recommendation for that day already.")
        )
    codes = recommendation.asks.values_list("code", flat=True)
    known = _latest_steps(recommendation, effective_on)
    return assessments.record(
        recommendation=recommendation,
        effective_on=effective_on,
        steps={code: known.get(code, AskStatus.NOT_ASSESSED.value) for code in codes},
        by=by,
    )


@transaction.atomic
def save(
    *, draft: Assessment, revision: int, by: Any, save: Callable[[], None]
) -> None:
    """Run ``save`` if the draft is still as its editor saw it; count the save.

    revision: the one the editor's page was made from. Refused where somebody
    saved in between or handed the draft on, so that nothing is overwritten.
    """
    held = Assessment.objects.select_for_update().get(pk=draft.pk)
    if not may_edit(held.state):
        raise RefusedError(
            _("This assessment is %s by now and can't be edited.")
            % held.get_state_display()
        )
    if held.revision != revision:
        raise RefusedError(_("Somebody else saved this draft while you were writing."))
    draft.revision = revision + 1
    draft._history_user = by
    save()


def open_draft(
    recommendation: Recommendation, effective_on: date, by: Any
) -> Assessment | None:
    """This person's draft for that day that is not published yet, if any."""
    found: Assessment | None = Assessment.objects.filter(
        author=by,
        recommendation=recommendation,
        effective_on=effective_on,
        state__in=OPEN_STATES,
    ).first()
    return found


def _latest_steps(recommendation: Recommendation, day: date) -> dict[str, str]:
    """The step of each ask in the latest published assessments up to a day."""
    steps = Judgement.objects.filter(
        assessment__in=Assessment.objects.public().filter(
            recommendation=recommendation, effective_on__lte=day
        )
    ).order_by("assessment__effective_on", "assessment__published_at", "assessment_id")
    return dict(steps.values_list("ask__code", "status"))
