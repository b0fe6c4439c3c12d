"""Second readings: made by somebody who has no part in the first."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from ..models import Recommendation
from .assessments import RefusedError


def refuse_coder_of_the_first(
    *, recommendation: Recommendation, effective_on: date, by: Any
) -> None:
    """Refuse who wrote or approved a reading of that day (METHOD.md, section 3)."""
    mine = Q(author=by) | Q(reviewer=by)
    firsts = recommendation.assessments.filter(mine, effective_on=effective_on)
    if firsts.exists():
        raise RefusedError(
            _("You wrote or approved a reading of it; a second one is somebody else's.")
        )
