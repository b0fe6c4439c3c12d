"""What an assessor sees beside each ask, and what readers would see if it were public.

Works on the steps as they are typed, saved or not; writes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext_lazy as _

from scorecard import method

from ..choices import AskStatus, Bearing
from ..histories import histories
from ..models import Ask, Assessment, Evidence
from ..standing import (
    AskLine,
    AssessmentLine,
    EvidenceLine,
    History,
    Stand,
    standing_at,
)
from ..step_warnings import Claim, step_warnings

TYPED_ORDER = 2_000_000_000  # what is typed is later than all that is on record

WARNINGS = {
    "older": _("Evidence in support dates from before the recommendation was issued."),
    "later": _("Evidence dated after the as-of day is not counted."),
    "contradicted": _("The latest evidence points the other way."),
    "progress": _("Verified evidence supports a step, though this says not started."),
}


@dataclass(frozen=True)
class Item:
    """One item of evidence on an ask, with whether it counts for this reading."""

    row: Evidence
    tiers: str
    is_counted: bool


@dataclass(frozen=True)
class AskReview:
    """One ask: its evidence, the step claimed, the one carried, what to look at."""

    ask: Ask
    items: tuple[Item, ...]
    claimed: AskStatus
    carried: AskStatus
    needs: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def is_capped(self) -> bool:
        """Whether readers would see another step than the one claimed."""
        return self.claimed != self.carried

    @property
    def needs_evidence(self) -> bool:
        """Whether the step claimed has to be carried by anything."""
        return self.claimed in method.LADDER[1:] or self.claimed in method.FALLEN


@dataclass(frozen=True)
class Preview:
    """What readers see now and what they would see, on the as-of day and today."""

    on: date
    today: date
    now: Stand | None
    then: Stand
    then_today: Stand


@dataclass(frozen=True)
class Review:
    """Everything beside the form of one assessment."""

    asks: tuple[AskReview, ...]
    preview: Preview

    def of(self, ask_id: int | None) -> AskReview | None:
        """The review of one ask."""
        return next((row for row in self.asks if row.ask.pk == ask_id), None)


def review(
    assessment: Assessment,
    *,
    steps: Mapping[int, str],
    chosen: Sequence[int],
    effective_on: date,
    today: date,
) -> Review:
    """Judge steps by ask id on the evidence that is public or chosen by id.

    Evidence that is not public yet counts where it is chosen, since it is
    published with the assessment.
    """
    rows = _evidence(assessment)
    counted = [
        row
        for row in rows
        if not row.withdrawn_at and (row.published_at or row.pk in chosen)
    ]
    asks = list(assessment.recommendation.asks.all())
    lines = {row.pk: _line(row, today) for row in counted}
    by_code = {ask.code: steps.get(ask.pk) or _unknown() for ask in asks}
    history = _history(assessment, asks, list(lines.values()), today)
    typed = AssessmentLine(
        id=assessment.pk,
        effective_on=effective_on,
        published_on=today,
        order=TYPED_ORDER,
        statuses=by_code,
    )
    after = replace(history, assessments=(*history.assessments, typed))
    issued_on = assessment.recommendation.issued_on
    found = [
        _ask_review(ask, Claim(by_code[ask.code], effective_on, issued_on), rows, lines)
        for ask in asks
    ]
    return Review(
        asks=tuple(found),
        preview=Preview(
            on=effective_on,
            today=today,
            now=standing_at(history, effective_on) if history.assessments else None,
            then=standing_at(after, effective_on),
            then_today=standing_at(after, today),
        ),
    )


def _unknown() -> str:
    return str(AskStatus.NOT_ASSESSED.value)


def _evidence(assessment: Assessment) -> list[Evidence]:
    rows = Evidence.objects.filter(recommendation=assessment.recommendation_id)
    rows = rows.prefetch_related("sources", "asks")
    return list(rows.order_by("happened_on", "key"))


def _line(row: Evidence, today: date) -> EvidenceLine:
    return EvidenceLine(
        effective_on=row.happened_on,
        published_on=today,
        order=row.pk,
        bearing=row.bearing,
        asks=frozenset(ask.code for ask in row.asks.all()),
        sources=tuple((one.tier, one.publisher) for one in row.sources.all()),
    )


def _history(
    assessment: Assessment,
    asks: Sequence[Ask],
    evidence: Sequence[EvidenceLine],
    today: date,
) -> History:
    """The published history with the evidence at hand; empty before publication."""
    held = histories([assessment.recommendation_id]).get(assessment.recommendation_id)
    base = held or History(
        issued_on=assessment.recommendation.issued_on,
        known_from=today,
        asks=tuple(AskLine(ask.code, ask.weight) for ask in asks),
    )
    others = tuple(row for row in base.assessments if row.withdrawn_on is None)
    return replace(base, assessments=others, evidence=tuple(evidence))


def _ask_review(
    ask: Ask,
    claim: Claim,
    rows: Sequence[Evidence],
    lines: Mapping[int, EvidenceLine],
) -> AskReview:
    mine = [row for row in rows if ask in row.asks.all()]
    on_ask = [line for line in lines.values() if ask.code in line.asks]
    counted = [line for line in on_ask if line.effective_on <= claim.effective_on]
    carried = method.carried(
        claim.status, _sources(counted, True), _sources(counted, False)
    )
    return AskReview(
        ask=ask,
        items=tuple(
            Item(
                row=row,
                tiers=" ".join(sorted({one.tier for one in row.sources.all()})),
                is_counted=row.pk in lines and row.happened_on <= claim.effective_on,
            )
            for row in mine
        ),
        claimed=AskStatus(claim.status),
        carried=AskStatus(carried.status),
        needs=tuple(_need(need) for need in carried.needs),
        warnings=tuple(str(WARNINGS[code]) for code in step_warnings(claim, on_ask)),
    )


def _sources(lines: Sequence[EvidenceLine], supporting: bool) -> list[tuple[str, str]]:
    """Tiers and publishers for a step up, or for a fall (METHOD.md section 3)."""
    return [
        source
        for line in lines
        if (line.bearing != Bearing.OPPOSES) is supporting
        for source in line.sources
    ]


def _need(need: method.Need) -> str:
    if need.publishers == 1:
        return str(_("one source of tier %s") % need.tier)
    return str(
        _("sources of tier %(tier)s from %(n)d publishers")
        % {"tier": need.tier, "n": need.publishers}
    )
