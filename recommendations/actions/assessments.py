"""Assessments from draft to publication; the one place a status can change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .. import entries
from ..bulk import create, update
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
from ..prepared import Prepared
from ..rules import may_follow, may_review
from ..search import index
from ..standing import History, Move, moves, standing_at
from . import record_version, reply_gate, standings
from .holding import hold


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
    row = _waiting(assessment)
    wrote = _refuse_own(row, by, alone)
    missing = reply_gate.what_is_missing(row, utc_day(at))
    if missing:
        raise RefusedError(missing)
    row.reviewer = by
    row.is_single_coded = getattr(by, "id", None) in wrote
    publish_rows([row], at=at, by=by)
    for name in PUBLISHING:
        setattr(assessment, name, getattr(row, name))


def publish_rows(rows: Sequence[Assessment], *, at: datetime, by: Any = None) -> None:
    """Publish assessments of any recommendations in the order given.

    For a reviewed draft, an import with its own authority, or a shipped pack.
    Call inside a transaction.
    """
    hold({row.recommendation_id for row in rows})
    _publish_evidence(rows, at)
    _mark_published(rows, at, by)
    found = histories(sorted({row.recommendation_id for row in rows}))
    _log(_moved_by(rows, found), at)
    standings.write(found, on=utc_day(at), listed_in=record_version.bump(at=at))


PUBLISHING = ("state", "published_at", "reviewer_id", "is_single_coded")
"""The columns that publication writes."""


def _mark_published(rows: Sequence[Assessment], at: datetime, by: Any) -> None:
    """Write that they are published, with the history of each."""
    for row in rows:
        row.state, row.published_at = AssessmentState.PUBLISHED, at
    update(Assessment, PUBLISHING, [row.__dict__ for row in rows])
    ids = [row.id for row in rows]
    reason = AssessmentState.PUBLISHED.value
    entries.copy(Assessment, ids, reason=reason, by=by, at=timezone.now(), kind="~")


def _publish_evidence(rows: Sequence[Assessment], at: datetime) -> None:
    """Make their evidence public that is not yet, and findable with it."""
    waiting = WAITING_EVIDENCE.rows([row.id for row in rows])
    if waiting:
        ids = {id_ for id_, _owner in waiting}
        Evidence.objects.filter(id__in=ids).update(published_at=at)
        index.refresh("recommendation", sorted({owner for _id, owner in waiting}))


WAITING_EVIDENCE = Prepared(
    lambda ids: (
        Evidence.objects.filter(assessments__in=ids, published_at__isnull=True)
        .order_by()
        .values_list("id", "recommendation_id")
    )
)


class Moved(NamedTuple):
    """What moved about one recommendation, because of what, from which day on."""

    moves: Sequence[Move]
    recommendation_id: int
    assessment_id: int | None
    on: date
    cause: ChangeCause


def _moved_by(
    rows: Sequence[Assessment], found: Mapping[int, History]
) -> Iterator[Moved]:
    """What each of these assessments moved when it came, one after the other.

    found: the histories with all of them.
    """
    fresh = {row.id for row in rows}
    lines = {
        line.id: line for history in found.values() for line in history.assessments
    }
    earlier = {id_: _without(history, fresh) for id_, history in found.items()}
    for row in rows:
        on, owner = row.effective_on, row.recommendation_id
        if owner not in earlier:
            continue  # a recommendation that nobody can read yet
        before = earlier[owner]
        after = replace(before, assessments=(*before.assessments, lines[row.id]))
        moved = moves(standing_at(before, on), standing_at(after, on))
        yield Moved(moved, owner, row.id, on, _cause(before, on))
        earlier[owner] = after


def _without(history: History, assessments: set[int]) -> History:
    kept = tuple(row for row in history.assessments if row.id not in assessments)
    return replace(history, assessments=kept)


@transaction.atomic
def withdraw(*, assessment: Assessment, reason: str, by: Any, at: datetime) -> None:
    """Take a published assessment out of the count; it stays with the reason."""
    row = _move(assessment, AssessmentState.WITHDRAWN)
    if not reason.strip():
        raise RefusedError(_("Say why it is withdrawn; readers will see the reason."))
    hold([row.recommendation_id])
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
    _log(_moved_since(before, after, cause, on), at)
    standings.write(after, on=utc_day(at), listed_in=record_version.bump(at=at))


def _moved_since(
    before: Mapping[int, History],
    after: Mapping[int, History],
    cause: ChangeCause,
    on: date,
) -> Iterator[Moved]:
    for id_, history in after.items():
        old, new = standing_at(before[id_], on), standing_at(history, on)
        yield Moved(moves(old, new), id_, new.assessment_id, on, cause)


def _log(found: Iterable[Moved], at: datetime) -> None:
    """Write what moved; mostly nothing did, and the asks are not looked up."""
    moved = [one for one in found if one.moves]
    asks = _ask_ids([one.recommendation_id for one in moved])
    create([row for one in moved for row in _rows_of(one, asks, at)])


LOCKED = Prepared(
    lambda ids: (
        Assessment.objects.select_for_update()
        .filter(id__in=ids)
        .order_by()
        .values_list("id", "state", "author_id", "recommendation_id", "effective_on")
    )
)


def _waiting(assessment: Assessment) -> Assessment:
    """What publication looks at of a row, locked; refused where it does not wait."""
    ((id_, state, author, recommendation, effective_on),) = LOCKED.rows([assessment.pk])
    row = Assessment(
        id=id_,
        state=state,
        author_id=author,
        recommendation_id=recommendation,
        effective_on=effective_on,
    )
    return _moved_on(row, AssessmentState.PUBLISHED)


def _move(assessment: Assessment, state: AssessmentState) -> Assessment:
    """The row, locked, in its next state; refused where the rules forbid it."""
    row = Assessment.objects.select_for_update().get(pk=assessment.pk)
    return _moved_on(row, state)


def _moved_on(row: Assessment, state: AssessmentState) -> Assessment:
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


def _refuse_own(row: Assessment, by: Any, alone: bool) -> set[int | None]:
    """Refuse somebody's review of their own words; who wrote them."""
    wrote = writers(row)
    if not may_review(wrote, getattr(by, "id", None), alone=alone):
        raise RefusedError(
            _("You wrote this assessment; somebody else has to approve it.")
        )
    return wrote


SAVED = Prepared(
    lambda ids: (
        Assessment.history.filter(id__in=ids, history_user__isnull=False)
        .order_by()
        .values_list("history_user_id", "history_change_reason")
    )
)


def writers(row: Assessment) -> set[int | None]:
    """Ids of its author and of everybody who saved its text or its steps.

    Steps of the workflow are in the history, too, each with its reason.
    """
    saved = SAVED.rows([row.id])
    steps = AssessmentState.values
    return {row.author_id, *(user for user, reason in saved if reason not in steps)}


def _asks_without_step(row: Assessment) -> list[str]:
    judged = row.judgements.values("ask")
    asks = Ask.objects.filter(recommendation=row.recommendation_id)
    return list(asks.exclude(id__in=judged).values_list("code", flat=True))


def _cause(before: History, effective_on: date) -> ChangeCause:
    again = any(row.effective_on == effective_on for row in before.assessments)
    return ChangeCause.CORRECTION if again else ChangeCause.ASSESSMENT


def _rows_of(
    moved: Moved, asks: Mapping[int, Mapping[str, int]], at: datetime
) -> list[StatusChange]:
    """The moves of one recommendation as rows; asks: letter to id, by owner."""
    owner = moved.recommendation_id
    return [
        StatusChange(
            recommendation_id=owner,
            ask_id=None if code is None else asks[owner][code],
            from_status=was,
            to_status=now,
            effective_on=moved.on,
            published_at=at,
            cause=moved.cause,
            assessment_id=moved.assessment_id,
        )
        for code, was, now in moved.moves
    ]


ASK_IDS = Prepared(
    lambda ids: (
        Ask.objects.filter(recommendation__in=ids)
        .order_by()
        .values_list("recommendation_id", "code", "id")
    )
)


def _ask_ids(recommendation_ids: Sequence[int]) -> dict[int, dict[str, int]]:
    """The id of each ask by recommendation and letter."""
    found: dict[int, dict[str, int]] = {id_: {} for id_ in recommendation_ids}
    for owner, code, ask_id in ASK_IDS.rows(recommendation_ids):
        found[owner][code] = ask_id
    return found
