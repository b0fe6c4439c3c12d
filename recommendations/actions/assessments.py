"""Assessments from draft to publication; the one place a status can change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ..choices import AssessmentState, ChangeCause
from ..histories import histories, utc_day
from ..models import (
    Ask,
    Assessment,
    Evidence,
    Judgement,
    Recommendation,
    StatusChange,
)
from ..rules import may_follow, may_review
from ..search import index
from ..standing import AssessmentLine, History, Move, moves, standing_at
from . import record_version, reply_gate, standings


class RefusedError(Exception):
    """An action that the rules do not allow; its text says why and what to do."""


def record(
    *,
    recommendation: Recommendation,
    effective_on: date,
    steps: Mapping[str, str],
    by: Any,
    **texts: Any,
) -> Assessment:
    """Begin a draft with a step for each ask letter; return it unsaved-state safe.

    steps: ask letter to status code. texts: rationale, note and the like. Raises
    RefusedError for an unknown letter.
    """
    asks = {ask.code: ask for ask in recommendation.asks.all()}
    unknown = sorted(set(steps) - set(asks))
    if unknown:
        raise RefusedError(_("There is no ask %s.") % ", ".join(unknown))
    with transaction.atomic():
        draft = Assessment.objects.create(
            recommendation=recommendation, effective_on=effective_on, author=by, **texts
        )
        for code, status in steps.items():
            Judgement.objects.create(assessment=draft, ask=asks[code], status=status)
    return draft


@transaction.atomic
def submit(*, assessment: Assessment, by: Any, at: datetime) -> None:
    """Hand a draft to a second person; every ask must have a step."""
    row = _move(assessment, AssessmentState.SUBMITTED)
    missing = _asks_without_step(row)
    if missing:
        raise RefusedError(
            _("Choose a step for each ask first; missing: %s.") % ", ".join(missing)
        )
    row.submitted_at = at
    _save(row, assessment, by)


@transaction.atomic
def return_to_author(
    *, assessment: Assessment, reason: str, by: Any, at: datetime, alone: bool = False
) -> None:
    """Send a submitted draft back with a reason."""
    row = _move(assessment, AssessmentState.RETURNED)
    _refuse_own(row, by, alone)
    if not reason.strip():
        raise RefusedError(_("Say why it goes back, so that its author can mend it."))
    row.returned_at, row.returned_reason = at, reason.strip()
    _save(row, assessment, by)


@transaction.atomic
def publish(
    *, assessment: Assessment, by: Any, at: datetime, alone: bool = False
) -> None:
    """Approve a submitted assessment; from now on it counts and never changes.

    Its unpublished evidence is published with it. Refused while an agency may still
    reply, and before an agency that somebody speaks for was asked. alone: the
    installation is run by one person; the finding is then marked single-coded.
    """
    row = _move(assessment, AssessmentState.PUBLISHED)
    _refuse_own(row, by, alone)
    missing = reply_gate.what_is_missing(row, utc_day(at))
    if missing:
        raise RefusedError(missing)
    row.reviewer = by
    row.is_single_coded = getattr(by, "id", None) in writers(row)
    publish_rows([row], at=at, by=by)
    assessment.refresh_from_db()


def publish_rows(rows: Sequence[Assessment], *, at: datetime, by: Any = None) -> None:
    """Publish assessments of any recommendations in the order given.

    For a reviewed draft, an import with its own authority, or a shipped pack.
    Call inside a transaction.
    """
    _publish_evidence(rows, at)
    found = histories(sorted({row.recommendation_id for row in rows}))
    steps, asks = _steps(rows), _ask_ids(list(found))
    changes: list[StatusChange] = []
    for order, row in enumerate(rows):
        row.state, row.published_at = AssessmentState.PUBLISHED, at
        row._change_reason = "published"
        row._history_user = by
        row.save()
        before = found.get(row.recommendation_id)
        if before is None:
            continue
        line = AssessmentLine(
            id=row.id,
            effective_on=row.effective_on,
            published_on=utc_day(at),
            order=1_000_000_000 + order,
            statuses=steps[row.id],
        )
        after = replace(before, assessments=(*before.assessments, line))
        on, owner = row.effective_on, row.recommendation_id
        moved = moves(standing_at(before, on), standing_at(after, on))
        changes += _rows_of(
            moved, asks[owner], owner, row.id, on, at, _cause(before, on)
        )
        found[owner] = after
    log(changes)
    standings.write(histories(list(found)), on=utc_day(at))
    record_version.bump(at=at, recommendations=found)


def _publish_evidence(rows: Sequence[Assessment], at: datetime) -> None:
    """Make their evidence public that is not yet, and findable with it."""
    waiting = Evidence.objects.filter(assessments__in=rows, published_at__isnull=True)
    owners = sorted(set(waiting.values_list("recommendation_id", flat=True)))
    if owners:
        waiting.update(published_at=at)
        index.refresh("recommendation", owners)


@transaction.atomic
def withdraw(*, assessment: Assessment, reason: str, by: Any, at: datetime) -> None:
    """Take a published assessment out of the count; it stays with the reason."""
    row = _move(assessment, AssessmentState.WITHDRAWN)
    if not reason.strip():
        raise RefusedError(_("Say why it is withdrawn; readers will see the reason."))
    before = histories([row.recommendation_id])
    row.withdrawn_at, row.withdrawn_reason = at, reason.strip()
    _save(row, assessment, by)
    refresh_after(before, cause=ChangeCause.WITHDRAWAL, at=at, on=row.effective_on)


def refresh_after(
    before: Mapping[int, History], *, cause: ChangeCause, at: datetime, on: date
) -> None:
    """Log what moved since ``before`` and remake the derived rows.

    on: the day at which the moves are compared and from which they hold.
    """
    after = histories(list(before))
    asks = _ask_ids(list(after))
    changes: list[StatusChange] = []
    for id_, history in after.items():
        old, new = standing_at(before[id_], on), standing_at(history, on)
        changes += _rows_of(
            moves(old, new), asks[id_], id_, new.assessment_id, on, at, cause
        )
    log(changes)
    standings.write(after, on=utc_day(at))
    record_version.bump(at=at, recommendations=before)


def log(changes: Sequence[StatusChange]) -> None:
    """Write the moves."""
    StatusChange.objects.bulk_create(changes, batch_size=500)


def _move(assessment: Assessment, state: AssessmentState) -> Assessment:
    """The row, locked, in its next state; refused where the rules forbid it."""
    row = Assessment.objects.select_for_update().get(pk=assessment.pk)
    if not may_follow(row.state, state):
        raise RefusedError(
            _("This assessment is %(now)s; it can't become %(then)s.")
            % {"now": row.get_state_display(), "then": state.label}
        )
    row.state = state
    return row


def _save(row: Assessment, shown: Assessment, by: Any) -> None:
    row._history_user = by
    row._change_reason = row.state
    row.save()
    shown.refresh_from_db()


def _refuse_own(row: Assessment, by: Any, alone: bool) -> None:
    if not may_review(writers(row), getattr(by, "id", None), alone=alone):
        raise RefusedError(
            _("You wrote this assessment; somebody else has to approve it.")
        )


def writers(row: Assessment) -> set[int | None]:
    """Ids of its author and of everybody who saved its text or its steps.

    Steps of the workflow are in the history, too, each with its reason.
    """
    edits = row.history.filter(history_user__isnull=False)
    edits = edits.exclude(history_change_reason__in=AssessmentState.values)
    return {row.author_id, *edits.values_list("history_user_id", flat=True)}


def _asks_without_step(row: Assessment) -> list[str]:
    judged = row.judgements.values("ask")
    asks = Ask.objects.filter(recommendation=row.recommendation_id)
    return list(asks.exclude(id__in=judged).values_list("code", flat=True))


def _steps(rows: Sequence[Assessment]) -> dict[int, dict[str, str]]:
    steps: dict[int, dict[str, str]] = {row.id: {} for row in rows}
    found = Judgement.objects.filter(assessment__in=rows)
    for owner, code, status in found.values_list(
        "assessment_id", "ask__code", "status"
    ):
        steps[owner][code] = status
    return steps


def _cause(before: History, effective_on: date) -> ChangeCause:
    again = any(row.effective_on == effective_on for row in before.assessments)
    return ChangeCause.CORRECTION if again else ChangeCause.ASSESSMENT


def _rows_of(
    moved: Sequence[Move],
    asks: Mapping[str, int],
    recommendation_id: int,
    assessment_id: int | None,
    on: date,
    at: datetime,
    cause: ChangeCause,
) -> list[StatusChange]:
    """The moves of one recommendation as rows; asks: letter to id."""
    return [
        StatusChange(
            recommendation_id=recommendation_id,
            ask_id=None if code is None else asks[code],
            from_status=was,
            to_status=now,
            effective_on=on,
            published_at=at,
            cause=cause,
            assessment_id=assessment_id,
        )
        for code, was, now in moved
    ]


def _ask_ids(recommendation_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """The id of each ask by recommendation and letter."""
    found: dict[int, dict[str, int]] = {id_: {} for id_ in recommendation_ids}
    rows = Ask.objects.filter(recommendation__in=recommendation_ids)
    for owner, code, ask_id in rows.values_list("recommendation_id", "code", "id"):
        found[owner][code] = ask_id
    return found
