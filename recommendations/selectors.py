"""Reads that gather what one page of the record needs, each a small dataclass.

``recommendation_page`` costs a fixed number of queries whatever the size of the
record. Nothing in it was dated after the view's day or published after its
knowledge, and no private note is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, QuerySet

from . import working
from .agreement import Agreement, agreements
from .as_of import AsOf
from .histories import utc_day
from .models import (
    Ask,
    Assessment,
    Correction,
    DueDate,
    Evidence,
    Indicator,
    Judgement,
    MethodVersion,
    Observation,
    Recommendation,
    ReplyRequest,
    Response,
    Responsibility,
    SecondJudgement,
    Standing,
    StatedMetric,
    StatusChange,
    UnmeasuredMetric,
)
from .related import Elsewhere, elsewhere
from .reply_page import replies_to
from .working import AskWorking, LikelyRange, ScoreWorking


@dataclass(frozen=True)
class Judged:
    """One published assessment with its steps.

    stand: where the recommendation stood by it; None where a later reading of the
    same day replaced it or it is withdrawn. is_withdrawn: as known in the view.
    """

    assessment: Assessment
    steps: tuple[tuple[Ask, Judgement], ...]
    stand: Standing | None
    is_withdrawn: bool


@dataclass(frozen=True)
class DueDates:
    """The announced dates, oldest first."""

    rows: tuple[DueDate, ...]

    @property
    def current(self) -> DueDate | None:
        """The date in force."""
        return self.rows[-1] if self.rows else None

    @property
    def revisions(self) -> tuple[DueDate, ...]:
        """The revisions, oldest first."""
        return tuple(row for row in self.rows if row.is_revision)


@dataclass(frozen=True)
class Yardstick:
    """A linked indicator with its latest value in the view."""

    indicator: Indicator
    latest: Observation | None


@dataclass(frozen=True)
class RecommendationPage:
    """All that the page of one recommendation prints.

    standing: None where the recommendation did not exist in the view; then only
    the recommendation itself is there. likely: None where there is no score.
    """

    recommendation: Recommendation
    view: AsOf
    standing: Standing | None
    agreement: Agreement | None = None
    method_version: str = ""
    asks: tuple[Ask, ...] = ()
    working: ScoreWorking | None = None
    likely: LikelyRange | None = None
    responsibilities: tuple[Responsibility, ...] = ()
    judged: tuple[Judged, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    withdrawn_evidence: tuple[Evidence, ...] = ()
    second: tuple[SecondJudgement, ...] = ()
    responses: tuple[Response, ...] = ()
    replies: tuple[ReplyRequest, ...] = ()
    due: DueDates = DueDates(())
    yardsticks: tuple[Yardstick, ...] = ()
    stated_metrics: tuple[StatedMetric, ...] = ()
    unmeasured: tuple[UnmeasuredMetric, ...] = ()
    corrections: tuple[Correction, ...] = ()
    changes: tuple[StatusChange, ...] = ()
    related: tuple[Recommendation, ...] = ()
    n_related: int = 0
    elsewhere: tuple[Elsewhere, ...] = ()

    @property
    def category_key(self) -> str:
        """Its category as the list is filtered by it."""
        row = self.recommendation
        return f"{row.report.slug}/{row.category.code}"

    @property
    def score(self) -> float | None:
        """The score that may be printed: none where the coders agree too little."""
        barred = self.agreement is None or self.agreement.gate == "none"
        return None if barred or self.working is None else self.working.score

    @property
    def second_by_ask(self) -> dict[str, SecondJudgement]:
        """What the second coder judged, by ask letter, for each step in force."""
        days = {a.code: a.judged_on for a in self.working.asks} if self.working else {}
        found: dict[str, SecondJudgement] = {}
        for one in self.second:
            if days.get(one.ask.code) == one.reading.effective_on:
                found.setdefault(one.ask.code, one)
        return found

    @property
    def latest(self) -> Judged | None:
        """The assessment in force."""
        wanted = self.standing.assessment_id if self.standing else None
        found = [row for row in self.judged if row.assessment.pk == wanted]
        return found[0] if found else None


def public_recommendation(report: str, reference: str) -> Recommendation | None:
    """The published recommendation of this address, with report and category."""
    rows = Recommendation.objects.public().select_related("report", "category")
    found: Recommendation | None = rows.filter(
        report__slug=report, reference=reference
    ).first()
    return found


def recommendation_page(row: Recommendation, view: AsOf) -> RecommendationPage:
    """Gather the page of one recommendation in a view."""
    standing = Standing.objects.at(view).filter(recommendation=row).first()
    if standing is None:
        return RecommendationPage(row, view, None)
    asks = tuple(row.asks.order_by("position", "code"))
    judged = _judged(row, asks, view)
    shown, withdrawn = _evidence(row, view)
    workings = _workings(standing, judged, shown)
    version = method_version(view)
    named = tuple(
        row.responsibilities.select_related("agency").prefetch_related("asks")
    )
    yardsticks = _yardsticks(row, view)
    related, n_related = _related(row, view)
    return RecommendationPage(
        recommendation=row,
        view=view,
        standing=standing,
        agreement=agreements([row.report_id], view)[row.report_id],
        method_version=version,
        asks=asks,
        working=working.score_working(workings),
        likely=working.likely_range(
            f"{row.report.slug}/{row.reference}", workings, version
        ),
        responsibilities=named,
        judged=judged,
        evidence=shown,
        withdrawn_evidence=withdrawn,
        second=_second(row, judged, view),
        responses=_responses(row, view),
        replies=replies_to([one.assessment for one in judged], view),
        due=_due_dates(row, view),
        yardsticks=yardsticks,
        stated_metrics=tuple(row.stated_metrics.all()),
        unmeasured=tuple(row.unmeasured_metrics.all()),
        corrections=_corrections(row, view),
        changes=_changes(row, view),
        related=related,
        n_related=n_related,
        elsewhere=elsewhere(
            row,
            [one.agency for one in named],
            [one.indicator for one in yardsticks],
            view,
        ),
    )


def method_version(view: AsOf) -> str:
    """The version of the method in force on the reader's day; else the first."""
    rows = MethodVersion.objects.order_by("in_force_from", "version")
    versions = list(rows.values_list("in_force_from", "version"))
    held = [version for day, version in versions if day <= view.today]
    return held[-1] if held else versions[0][1] if versions else ""


def is_known(published_at: datetime | None, view: AsOf) -> bool:
    """Whether something published at that moment can be read in the view."""
    return published_at is not None and utc_day(published_at) <= view.known_on


def _known(rows: QuerySet[Any], view: AsOf) -> QuerySet[Any]:
    rows = rows.filter(published_at__isnull=False)
    return rows.filter(published_at__date__lte=view.known_on) if view.known_at else rows


def _judged(row: Recommendation, asks: Sequence[Ask], view: AsOf) -> tuple[Judged, ...]:
    """Every assessment that can be read in the view, newest first."""
    rows = _known(row.assessments.filter(effective_on__lte=view.on), view)
    rows = rows.defer("private_note").order_by("-effective_on", "-published_at", "-id")
    found = list(rows.prefetch_related("judgements"))
    stands = _stands(row, view)
    letters = {ask.pk: ask for ask in asks}
    return tuple(
        Judged(
            assessment=item,
            steps=tuple(
                sorted(
                    ((letters[j.ask_id], j) for j in item.judgements.all()),
                    key=lambda pair: (pair[0].position, pair[0].code),
                )
            ),
            stand=_stand_by(item, stands),
            is_withdrawn=is_known(item.withdrawn_at, view),
        )
        for item in found
    )


def _stands(row: Recommendation, view: AsOf) -> list[Standing]:
    """The spans of days in the view's knowledge."""
    rows = row.standings.known_in(view).defer("asks")
    return list(rows.order_by("effective_from"))


def _stand_by(row: Assessment, stands: Iterable[Standing]) -> Standing | None:
    """Where the recommendation stood on an assessment's day, if it decided that."""
    for stand in stands:
        if stand.effective_from <= row.effective_on < stand.effective_until:
            return stand if stand.assessment_id == row.pk else None
    return None


def _evidence(
    row: Recommendation, view: AsOf
) -> tuple[tuple[Evidence, ...], tuple[Evidence, ...]]:
    """Evidence that can be read in the view, newest first; apart what is withdrawn."""
    rows = _known(row.evidence.filter(happened_on__lte=view.on), view)
    rows = rows.defer("private_note").order_by("-happened_on", "-id")
    rows = rows.select_related("claimed_by")
    found = list(rows.prefetch_related("asks", "sources"))
    gone = [item for item in found if is_known(item.withdrawn_at, view)]
    return tuple(item for item in found if item not in gone), tuple(gone)


def _workings(
    standing: Standing, judged: Sequence[Judged], evidence: Sequence[Evidence]
) -> list[AskWorking]:
    days = {item.assessment.pk: item.assessment.effective_on for item in judged}
    items = [
        working.Item(
            key=item.key,
            happened_on=item.happened_on,
            bearing=item.bearing,
            asks=frozenset(ask.code for ask in item.asks.all()),
            sources=tuple((s.tier, s.publisher) for s in item.sources.all()),
        )
        for item in evidence
    ]
    return [
        working.ask_working(kept, days.get(kept["assessment_id"]), items)
        for kept in standing.asks
    ]


def _second(
    row: Recommendation, judged: Sequence[Judged], view: AsOf
) -> tuple[SecondJudgement, ...]:
    """The second coder's steps for the days of the assessments, newest first."""
    rows = SecondJudgement.objects.filter(
        reading__recommendation=row, reading__effective_on__lte=view.on
    )
    rows = rows.filter(reading__published_at__isnull=False)
    found = rows.select_related("reading", "ask").order_by(
        "-reading__effective_on", "-reading__published_at", "-reading_id"
    )
    return tuple(one for one in found if is_known(one.reading.published_at, view))


def _responses(row: Recommendation, view: AsOf) -> tuple[Response, ...]:
    rows = _known(row.responses.filter(responded_on__lte=view.on), view)
    return tuple(rows.select_related("agency").order_by("-responded_on", "-id"))


def _due_dates(row: Recommendation, view: AsOf) -> DueDates:
    rows = _known(row.due_dates.filter(announced_on__lte=view.on), view)
    return DueDates(
        tuple(rows.select_related("announced_by").order_by("announced_on", "id"))
    )


def _yardsticks(row: Recommendation, view: AsOf) -> tuple[Yardstick, ...]:
    values = _known(Observation.objects.filter(period_ends_on__lte=view.on), view)
    rows = _known(row.indicators.all(), view).prefetch_related(
        Prefetch("observations", values.order_by("period_ends_on", "id"))
    )
    found = []
    for indicator in rows:
        series = list(indicator.observations.all())
        found.append(Yardstick(indicator, series[-1] if series else None))
    return tuple(found)


def _corrections(row: Recommendation, view: AsOf) -> tuple[Correction, ...]:
    return tuple(_known(Correction.objects.filter(recommendation=row), view))


def _changes(row: Recommendation, view: AsOf) -> tuple[StatusChange, ...]:
    rows = _known(row.status_changes.filter(effective_on__lte=view.on), view)
    return tuple(
        rows.select_related("ask").order_by("-effective_on", "-published_at", "-id")
    )


def _related(row: Recommendation, view: AsOf) -> tuple[tuple[Recommendation, ...], int]:
    """The nearest of the same category, in their order, with where they stand; how
    many others it has.
    """
    others = Recommendation.objects.public().filter(category=row.category_id)
    others = others.standing_in(view).order_by("position", "reference")
    ids = list(others.values_list("pk", flat=True))
    place = ids.index(row.pk) if row.pk in ids else 0
    first = max(0, min(place - RELATED_SHOWN // 2, len(ids) - RELATED_SHOWN - 1))
    near = others.filter(pk__in=ids[first : first + RELATED_SHOWN + 1])
    found = near.exclude(pk=row.pk).defer("summary", "summary_es")
    return tuple(found), len(ids) - 1


RELATED_SHOWN = 20
"""How many recommendations of its category the page of one names."""
