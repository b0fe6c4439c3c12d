"""What right of reply asks for before a finding is published (METHOD.md, section 7)."""

from __future__ import annotations

from datetime import date

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from ..models import Agency, AgencyLiaison, Assessment, ReplyRequest, Responsibility
from ..prepared import Prepared

CONCERNED = Prepared(
    lambda ids: (
        Assessment.objects.filter(
            Exists(ReplyRequest.objects.filter(assessment=OuterRef("pk")))
            | Exists(
                Responsibility.objects.filter(
                    recommendation=OuterRef("recommendation"),
                    agency__in=AgencyLiaison.objects.able().values("agency"),
                )
            ),
            id__in=ids,
        )
        .order_by()
        .values_list("id")
    )
)
"""Those that somebody can be asked about, or was: mostly none."""


def agencies_to_ask(assessment: Assessment) -> list[Agency]:
    """The agencies named for its recommendation that somebody speaks for."""
    able = AgencyLiaison.objects.able().values("agency")
    named = assessment.recommendation.responsibilities.filter(agency__in=able)
    return [row.agency for row in named.select_related("agency")]


def what_is_missing(assessment: Assessment, on: date) -> str:
    """Why it can't be published on a day yet, in a sentence; empty if it can.

    An agency with a liaison has been asked, and has replied or let its last day
    pass. Where nobody speaks for an agency there is nobody to ask.
    """
    if not CONCERNED.rows([assessment.id]):
        return ""
    asked = list(assessment.reply_requests.select_related("agency"))
    waiting = [row for row in asked if row.is_waiting(on)]
    if waiting:
        names = ", ".join(str(row.agency) for row in waiting)
        day = max(row.due_on for row in waiting).isoformat()
        text = _("Right of reply: %(names)s may reply until %(day)s.")
        return text % {"names": names, "day": day}
    known = {row.agency_id for row in asked}
    left = [str(row) for row in agencies_to_ask(assessment) if row.pk not in known]
    if left:
        return _("Right of reply: show the finding to %s first.") % ", ".join(left)
    return ""
