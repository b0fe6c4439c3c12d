"""Right of reply: shown to the agency, replied to, answered; evidence reopens it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ..choices import AssessmentState
from ..histories import utc_day
from ..models import Assessment, Evidence, ReplyRequest
from ..models.assessment import OPEN_STATES
from . import assessments, drafts, record_version, reply_gate
from .assessments import RefusedError


@transaction.atomic
def ask(
    *, assessment: Assessment, due_on: date, by: Any, at: datetime
) -> list[ReplyRequest]:
    """Show a submitted finding to every agency somebody speaks for; set the last day.

    Asking again moves the day for those that have not replied. Refused while it is
    being written, in the past, and where nobody could be asked.
    """
    row = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if row.state != AssessmentState.SUBMITTED:
        raise RefusedError(_("Submit it first: the agency sees a finished draft."))
    if due_on < utc_day(at):
        raise RefusedError(_("The last day for a reply lies in the past."))
    agencies = reply_gate.agencies_to_ask(row)
    if not agencies:
        raise RefusedError(
            _("Nobody speaks for its agencies yet: an administrator names liaisons.")
        )
    return [_asked(row, agency, due_on, by, at) for agency in agencies]


def _asked(
    row: Assessment, agency: Any, due_on: date, by: Any, at: datetime
) -> ReplyRequest:
    found = row.reply_requests.filter(agency=agency).first()
    request: ReplyRequest = found or ReplyRequest(
        assessment=row, agency=agency, asked_at=at, asked_by=by
    )
    if request.replied_at is None:
        request.due_on = due_on
        request._history_user = by
        request.save()
    return request


@transaction.atomic
def give(*, request: ReplyRequest, text: str, by: Any, at: datetime) -> None:
    """Record the agency's reply, whole; it may change until the finding is public.

    A reply that comes after publication is taken once and printed with its date.
    """
    held = ReplyRequest.objects.select_for_update().get(pk=request.pk)
    if not text.strip():
        raise RefusedError(_("Write the reply first."))
    if held.replied_at is not None and held.assessment.published_at is not None:
        raise RefusedError(
            _("The reply is public with the finding; it stays as it is.")
        )
    request.text, request.replied_at, request.replied_by = text, at, by
    _save(request, by, at)


@transaction.atomic
def answer(
    *, request: ReplyRequest, text: str, text_es: str = "", by: Any, at: datetime
) -> None:
    """Record the editors' answer to a reply; printed under it."""
    if request.replied_at is None:
        raise RefusedError(_("There is no reply to answer yet."))
    if not text.strip():
        raise RefusedError(_("Write the answer first."))
    request.answer, request.answer_es = text, text_es
    request.answered_at, request.answered_by = at, by
    _save(request, by, at)


@transaction.atomic
def reopen(*, evidence: Evidence, by: Any, at: datetime) -> None:
    """An agency brought evidence: its review is open again (METHOD.md, section 7).

    What waits for approval goes back to its author; where there is nothing open, a
    new draft begins from the latest finding, so that somebody weighs the evidence.
    """
    owner = evidence.recommendation
    reason = _(
        "%(agency)s brought evidence (%(key)s). Weigh it, then submit again."
    ) % {
        "agency": evidence.claimed_by,
        "key": evidence.key,
    }
    held = owner.assessments.filter(state__in=OPEN_STATES)
    for row in held.filter(state=AssessmentState.SUBMITTED):
        assessments.return_to_author(
            assessment=row, reason=reason, by=by, at=at, alone=True
        )
    if not held.exists() and owner.asks.exists():
        draft = drafts.begin(recommendation=owner, effective_on=utc_day(at), by=None)
        Assessment.objects.filter(pk=draft.pk).update(private_note=reason)


def _save(request: ReplyRequest, by: Any, at: datetime) -> None:
    request._history_user = by
    request.save()
    if request.assessment.published_at is not None:
        owner = request.assessment.recommendation_id
        record_version.bump(at=at, recommendations=[owner])
