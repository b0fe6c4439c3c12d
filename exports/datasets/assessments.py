"""Assessments: every reading ever published, with its steps and the second coder's."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from recommendations.as_of import AsOf
from recommendations.models import (
    Assessment,
    Judgement,
    SecondJudgement,
    SecondReading,
)

from . import reading
from .contract import (
    OF_RECOMMENDATION,
    Column,
    Dataset,
    Row,
    Scope,
    Unknown,
    label,
    labels_of,
    or_nothing,
    translated,
)

COLUMNS = (
    Column("report", _("Code of the report.")),
    Column("recommendation", _("Reference of the recommendation.")),
    Column(
        "assessment",
        _("Its number in the recommendation, from 1, in order of publication."),
        "integer",
    ),
    Column("effective_on", _("The day for which it holds."), "date"),
    Column("published_at", _("When it was published."), "timestamp"),
    Column(
        "state",
        _("Published, or withdrawn with a reason."),
        "code",
        "AssessmentState",
    ),
    labels_of("state"),
    Column("withdrawn_at", _("When it was withdrawn."), "timestamp"),
    Column("withdrawn_reason", _("Why it was withdrawn.")),
    Column("steps", _("The step claimed for each ask, such as a:partly."), "list"),
    Column(
        "second_steps",
        _("The steps that a second coder chose for the same day."),
        "list",
    ),
    Column("rationale", _("Why, in two or three sentences, in English."), width=60),
    Column("rationale_es", _("In Spanish."), unknown=(Unknown.NOT_TRANSLATED,)),
    Column("note", _("A public remark."), width=30),
    Column(
        "editor_confidence",
        _("How sure the editor felt; kept as written, not used for scores."),
        "code",
        "EditorConfidence",
    ),
    Column(
        "editor_status",
        _("The editor's one-word view; kept as written, not used for scores."),
        "code",
        "EditorStatus",
    ),
    Column("evidence", _("Keys of the evidence it rests on."), "list"),
    Column("attribution", _("Who made it, as it is signed, in English.")),
    Column("attribution_es", _("In Spanish."), unknown=(Unknown.NOT_TRANSLATED,)),
    Column("is_first_reading", _("Whether it is a first reading."), "boolean"),
    Column(
        "is_single_coded",
        _("Whether it was published without a second person."),
        "boolean",
    ),
)


def rows(scope: Scope) -> Iterator[Row]:
    """Every assessment published in the view."""
    return rows_of(reading.recommendation_ids(scope), scope)


def rows_of(ids: Iterable[int], scope: Scope) -> Iterator[Row]:
    """Those of these recommendations; seven queries for each chunk."""
    view = scope.view
    for chunk in reading.chunks(ids):
        owners = reading.references(chunk)
        numbers = reading.assessment_numbers(chunk)
        seconds = _seconds(chunk, view)
        found = Assessment.objects.filter(
            reading.known(view), recommendation__in=chunk, effective_on__lte=view.on
        ).order_by("effective_on", "published_at", "id")
        steps = Judgement.objects.select_related("ask").order_by("ask__position")
        full = found.defer("private_note").prefetch_related(
            Prefetch("judgements", steps), "evidence"
        )
        by_owner = reading.grouped(full, "recommendation_id")
        for id_ in chunk:
            for row in by_owner.get(id_, []):
                second = seconds.get((id_, row.effective_on), ())
                head = owners[id_], numbers[row.pk]
                yield _row(row, head, second, view)


def _seconds(ids: Sequence[int], view: AsOf) -> dict[Any, tuple[str, ...]]:
    readings = SecondReading.objects.filter(
        reading.known(view), recommendation__in=ids
    ).order_by("id")
    steps = SecondJudgement.objects.select_related("ask").order_by("ask__position")
    return {
        (row.recommendation_id, row.effective_on): _steps(row.judgements.all())
        for row in readings.prefetch_related(Prefetch("judgements", steps))
    }


def _steps(judgements: Any) -> tuple[str, ...]:
    return tuple(f"{row.ask.code}:{row.status}" for row in judgements)


def _row(
    row: Assessment,
    head: tuple[tuple[str, str], int],
    second: tuple[str, ...],
    view: AsOf,
) -> Row:
    owner, number = head
    gone = reading.was_withdrawn(row.withdrawn_at, view)
    state = "withdrawn" if gone else "published"
    evidence = [
        item
        for item in row.evidence.all()
        if reading.was_published(item.published_at, view)
        and not reading.was_withdrawn(item.withdrawn_at, view)
    ]
    return {
        "report": owner[0],
        "recommendation": owner[1],
        "assessment": number,
        "effective_on": row.effective_on,
        "published_at": row.published_at,
        "state": state,
        "state_label": label(state, "AssessmentState"),
        "withdrawn_at": row.withdrawn_at if gone else None,
        "withdrawn_reason": row.withdrawn_reason if gone else None,
        "steps": _steps(row.judgements.all()),
        "second_steps": second,
        "rationale": or_nothing(row.rationale),
        "rationale_es": translated(row.rationale, row.rationale_es),
        "note": or_nothing(row.note),
        "editor_confidence": or_nothing(row.editor_confidence),
        "editor_status": or_nothing(row.editor_status),
        "evidence": tuple(sorted(item.key for item in evidence)),
        "attribution": or_nothing(row.attribution),
        "attribution_es": translated(row.attribution, row.attribution_es),
        "is_first_reading": row.is_first_reading,
        "is_single_coded": row.is_single_coded,
    }


ASSESSMENTS = Dataset(
    name="assessments",
    title=_("Assessments"),
    about=_("Every dated reading ever published; none is overwritten."),
    key=("report", "recommendation", "assessment"),
    columns=COLUMNS,
    rows=rows,
    rows_of=rows_of,
    references=(OF_RECOMMENDATION,),
)
