"""Asks: the unit that is scored, each with its claimed and its carried step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from recommendations.models import Ask, Judgement
from scorecard import build, selectors

from . import reading
from .contract import (
    OF_RECOMMENDATION,
    VIEW_COLUMNS,
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
from .reading import date_or_none

NOT_ASSESSED = (Unknown.NOT_ASSESSED,)
CAP_REASONS = {
    "carried": _("The evidence carries the claim."),
    "above_evidence": _("The evidence carries a lower step only."),
    "claimed_not_verified": _("Claimed; no usable evidence carries anything."),
    "fall_not_carried": _("Undone or dropped is claimed on too thin evidence."),
}
STRENGTHS = {
    "limited": _("Less than one A, or than two publishers of B or C."),
    "medium": _("One A, or two publishers of B or C."),
    "robust": _("One A and a second publisher."),
}
AGREEMENTS = {
    "low": _("The coders differ, or the agency disputes with documents."),
    "medium": _("One coder, or no reply of the agency."),
    "high": _("Two coders chose the same step and the agency does not dispute it."),
}

COLUMNS = (
    Column("report", _("Code of the report.")),
    Column("recommendation", _("Reference of the recommendation.")),
    Column("ask", _("Letter of the ask in its recommendation.")),
    Column("text", _("What is asked, in English."), width=60),
    Column("text_es", _("In Spanish."), unknown=(Unknown.NOT_TRANSLATED,)),
    Column("weight", _("How much it counts, 0.5 to 3."), "number"),
    Column("weight_reason", _("The published reason for a weight other than 1.")),
    Column(
        "claimed",
        _("The step that the assessment claims; it counts only as far as carried."),
        "code",
        "AskStatus",
    ),
    labels_of("claimed"),
    Column("status", _("The step that its evidence carries."), "code", "AskStatus"),
    labels_of("status"),
    Column(
        "points",
        _("Points of that step, 0 to 100; empty where it left the count."),
        "number",
        unknown=NOT_ASSESSED,
    ),
    Column(
        "cap_reason",
        _("Why the carried step is the claimed one, or lower."),
        "code",
        CAP_REASONS,
        unknown=NOT_ASSESSED,
    ),
    Column(
        "confidence",
        _("How sure the step is: evidence by agreement."),
        "code",
        "Confidence",
        unknown=NOT_ASSESSED,
    ),
    labels_of("confidence"),
    Column(
        "evidence_strength",
        _("How strong its evidence is."),
        "code",
        STRENGTHS,
        unknown=NOT_ASSESSED,
    ),
    Column(
        "agreement",
        _("How far coders and agency agree."),
        "code",
        AGREEMENTS,
        unknown=NOT_ASSESSED,
    ),
    Column(
        "second",
        _("The step a second coder chose; empty where there was none."),
        "code",
        "AskStatus",
    ),
    labels_of("second"),
    Column(
        "freshness",
        _("How old its review is."),
        "code",
        "Freshness",
        unknown=NOT_ASSESSED,
    ),
    Column(
        "reviewed_on",
        _("The day its assessment was published."),
        "date",
        unknown=NOT_ASSESSED,
    ),
    Column(
        "assessment",
        _("Number of that assessment in its recommendation."),
        "integer",
        unknown=NOT_ASSESSED,
    ),
    Column("reason", _("The reason given for this ask, in English."), width=40),
    Column("reason_es", _("In Spanish."), unknown=(Unknown.NOT_TRANSLATED,)),
    *VIEW_COLUMNS,
)


def rows(scope: Scope) -> Iterator[Row]:
    """Every ask of every public recommendation."""
    return rows_of(reading.recommendation_ids(scope), scope)


def rows_of(ids: Iterable[int], scope: Scope) -> Iterator[Row]:
    """The asks of these recommendations; five queries for each chunk."""
    version = selectors.method_version(scope.view)
    for chunk in reading.chunks(ids):
        stands = reading.standings(chunk, scope.view)
        asks = _asks(chunk)
        reasons = _reasons(stands.values())
        owners = reading.references(chunk)
        numbers = reading.assessment_numbers(chunk)
        for id_ in chunk:
            for judged in stands[id_].asks if id_ in stands else ():
                ask = asks.get((id_, judged["ask"]))
                if ask is not None:
                    yield {
                        **_head(owners[id_], ask),
                        **_judged(judged, reasons),
                        "assessment": numbers.get(
                            judged["assessment_id"], Unknown.NOT_ASSESSED
                        ),
                        "as_of": scope.view.on,
                        "known_at": scope.known_at,
                        "method": version,
                    }


def _asks(ids: Sequence[int]) -> dict[tuple[int, str], Ask]:
    rows = Ask.objects.filter(recommendation__in=ids)
    return {(row.recommendation_id, row.code): row for row in rows}


def _reasons(stands: Any) -> dict[tuple[int, str], Judgement]:
    """What was written for single asks, by assessment and letter."""
    wanted = {ask["assessment_id"] for stand in stands for ask in stand.asks} - {None}
    rows = Judgement.objects.filter(assessment__in=wanted).exclude(reason="")
    return {
        (row.assessment_id, row.ask.code): row for row in rows.select_related("ask")
    }


def _head(owner: tuple[str, str], ask: Ask) -> Row:
    report, reference = owner
    return {
        "report": report,
        "recommendation": reference,
        "ask": ask.code,
        "text": ask.text,
        "text_es": translated(ask.text, ask.text_es),
        "weight_reason": or_nothing(ask.weight_reason),
    }


def _judged(
    judged: Mapping[str, Any], reasons: Mapping[tuple[int, str], Judgement]
) -> Row:
    none = Unknown.NOT_ASSESSED
    said = reasons.get((judged["assessment_id"], judged["ask"]))
    points = build.points(judged["status"])
    is_unknown = judged["status"] == "not_assessed"
    return {
        "weight": judged["weight"],
        "claimed": judged["claimed"],
        "claimed_label": label(judged["claimed"], "AskStatus"),
        "status": judged["status"],
        "status_label": label(judged["status"], "AskStatus"),
        "points": none if is_unknown else points,
        "confidence": judged["confidence"] or none,
        "confidence_label": label(judged["confidence"], "Confidence") or None,
        **{
            name: judged[name] or none
            for name in ("cap_reason", "evidence_strength", "agreement", "freshness")
        },
        "second": or_nothing(judged["second"]),
        "second_label": label(judged["second"], "AskStatus") or None,
        "reviewed_on": date_or_none(judged["reviewed_on"]) or none,
        "reason": said.reason if said else None,
        "reason_es": translated(said.reason, said.reason_es) if said else None,
    }


ASKS = Dataset(
    name="asks",
    title=_("Asks"),
    about=_("The separate things asked for, each on its step."),
    key=("report", "recommendation", "ask"),
    columns=COLUMNS,
    rows=rows,
    rows_of=rows_of,
    references=(OF_RECOMMENDATION,),
)
