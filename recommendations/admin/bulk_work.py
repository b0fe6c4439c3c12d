"""What can be done to several rows at once: assign, mark verified, request review."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _, gettext_lazy

from ..actions import assessments, evidence
from ..actions.assessments import RefusedError
from ..choices import Tier
from ..desk import second_factor, sessions
from ..models import Evidence
from .bulk import Bulk
from .transitions import Step


def assignees() -> Any:
    """People of the desk who work on findings."""
    people = get_user_model().objects.filter(is_active=True, is_staff=True)
    return people.filter(liaisons__isnull=True).order_by("username")


class AssignForm(forms.Form):
    """Who follows them up."""

    person: Any = forms.ModelChoiceField(
        queryset=None,
        label=gettext_lazy("Who"),
        required=False,
        empty_label=gettext_lazy("Nobody"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["person"]
        field.queryset = assignees()


class VerifyForm(forms.Form):
    """What the person who read the pages found."""

    tier = forms.ChoiceField(
        label=gettext_lazy("Tier of what was read"),
        choices=[one for one in Tier.choices if one[0] != "D"],
        initial="C",
        help_text=gettext_lazy(
            "For sources of tier D that have an address; others keep their tier."
        ),
    )


def _assign(step: Step) -> None:
    row = step.row
    row.assigned_to = step.given["person"]
    row._history_user = step.by
    row.save(update_fields=["assigned_to"])


def _submit(step: Step) -> None:
    assessments.submit(assessment=step.row, by=step.by, at=step.at)


@transaction.atomic
def _verify(step: Step) -> None:
    """Mark an item's sources that have an address as read at their tier."""
    item: Evidence = step.row
    sources = list(item.sources.filter(is_verified=False).exclude(url=""))
    if not sources:
        raise RefusedError(_("None of its sources waits to be read at an address."))

    def save() -> None:
        for source in sources:
            source.is_verified, source.tier = True, step.given["tier"]
            source._history_user = step.by  # type: ignore[attr-defined]
            source.save()

    evidence.change(evidence=item, by=step.by, at=step.at, save=save)


def _forget_second_factor(step: Step) -> None:
    second_factor.remove(step.row)


def _end_sessions(step: Step) -> None:
    sessions.end_all(step.row)


ASSIGN = Bulk(
    name="assign",
    label=gettext_lazy("Assign to somebody"),
    about=gettext_lazy(
        "They find them under “Assigned to me” on the first page. Readers don't see it."
    ),
    run=_assign,
    permission="recommendations.change_assessment",
    form=AssignForm,
)
VERIFY = Bulk(
    name="verify",
    label=gettext_lazy("Mark as verified"),
    about=gettext_lazy(
        "You have read, at its address, the words or numbers that carry each fact. A"
        " status can move where the evidence is public."
    ),
    run=_verify,
    permission="recommendations.publish_evidence",
    form=VerifyForm,
)
REQUEST_REVIEW = Bulk(
    name="request_review",
    label=gettext_lazy("Submit for review"),
    about=gettext_lazy(
        "A second person reads each next; you can't edit them while they do."
    ),
    run=_submit,
    permission="recommendations.change_assessment",
)
FORGET_SECOND_FACTOR = Bulk(
    name="forget_second_factor",
    label=gettext_lazy("Remove the second factor"),
    about=gettext_lazy(
        "For somebody who lost the phone and the backup codes: be sure who asks. They"
        " sign in with the password alone until they set it up again."
    ),
    run=_forget_second_factor,
    permission="auth.change_user",
)
END_SESSIONS = Bulk(
    name="end_sessions",
    label=gettext_lazy("Sign out everywhere"),
    about=gettext_lazy(
        "For a lost machine, or an account that somebody else may use: every session"
        " ends at once. They sign in again with what they know."
    ),
    run=_end_sessions,
    permission="auth.change_user",
)
