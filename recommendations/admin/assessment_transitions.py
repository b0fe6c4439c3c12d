"""The buttons of an assessment: submit, show to agencies, approve, return, withdraw."""

from __future__ import annotations

from datetime import UTC, date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..actions import assessments, replies
from ..choices import AssessmentState
from ..rules import REPLY_WORKING_DAYS, add_working_days
from .transitions import Step, Transition


def last_day() -> date:
    """Ten working days from today, unless a reviewer sets another day."""
    today = timezone.now().astimezone(UTC).date()
    return add_working_days(today, REPLY_WORKING_DAYS)


class ReplyByForm(forms.Form):
    """The last day for a reply."""

    due_on = forms.DateField(
        label=_("Reply by"),
        initial=last_day,
        help_text=_("Ten working days from today are usual."),
    )


def _submit(step: Step) -> None:
    assessments.submit(assessment=step.row, by=step.by, at=step.at)


def _ask(step: Step) -> None:
    replies.ask(
        assessment=step.row, due_on=step.given["due_on"], by=step.by, at=step.at
    )


def _publish(step: Step) -> None:
    assessments.publish(assessment=step.row, by=step.by, at=step.at, alone=step.alone)


def _return(step: Step) -> None:
    assessments.return_to_author(
        assessment=step.row,
        reason=step.reason,
        by=step.by,
        at=step.at,
        alone=step.alone,
    )


def _withdraw(step: Step) -> None:
    assessments.withdraw(
        assessment=step.row, reason=step.reason, by=step.by, at=step.at
    )


SUBMIT = Transition(
    name="submit",
    label=_("Submit for review"),
    done=_("It waits for a second person now."),
    about=_("A second person reads it next; you can't edit it while they do."),
    run=_submit,
    is_offered=lambda row: (
        row.state in {AssessmentState.DRAFT, AssessmentState.RETURNED}
    ),
    permission="change",
)
PUBLISH = Transition(
    name="publish",
    label=_("Approve and publish"),
    done=_("The assessment is published; the status follows from it."),
    about=_(
        "It is public from now on and never changes: a later one corrects it. Its"
        " evidence is published with it."
    ),
    run=_publish,
    is_offered=lambda row: row.state == AssessmentState.SUBMITTED,
)
RETURN = Transition(
    name="return",
    label=_("Return with a reason"),
    done=_("It is back with its author."),
    about=_("Its author reads your reason, mends it and submits it again."),
    run=_return,
    is_offered=lambda row: row.state == AssessmentState.SUBMITTED,
    reason=_("What is to be mended"),
)
WITHDRAW = Transition(
    name="withdraw",
    label=_("Withdraw with a reason"),
    done=_("The assessment is withdrawn; the status follows from the one before."),
    about=_(
        "It no longer counts. It stays on record with your reason, which readers see."
    ),
    run=_withdraw,
    is_offered=lambda row: row.state == AssessmentState.PUBLISHED,
    reason=_("Why it is withdrawn"),
)
ASK = Transition(
    name="ask",
    label=_("Ask the agencies for a reply"),
    done=_("The agencies see the draft finding now and are asked to reply."),
    about=_(
        "Everybody who speaks for one of its agencies sees the draft finding and the"
        " last day for a reply. It can't be published before that day, unless they"
        " have replied."
    ),
    run=_ask,
    is_offered=lambda row: row.state == AssessmentState.SUBMITTED,
    form=ReplyByForm,
)
TRANSITIONS = (SUBMIT, ASK, PUBLISH, RETURN, WITHDRAW)
