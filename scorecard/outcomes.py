"""Indicators in one view: each with its class, its working and its series.

Pure once the rows are read; the arithmetic is ``scorecard.method``'s (METHOD.md
section 5). Outcomes are counted, never averaged, and never blended with delivery.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from recommendations.as_of import AsOf
from recommendations.choices import Basis, IndicatorClass, ObservationFlag
from recommendations.models import Indicator, Observation

from . import method

DIRECTIONS = {"up_is_good": 1, "down_is_good": -1, "range": 0}
YEARS_BETWEEN = {"monthly": 1 / 12, "quarterly": 0.25, "annual": 1.0, "biennial": 2.0}


@dataclass(frozen=True)
class IndicatorReading:
    """One indicator as it reads in a view: rows seen, class, working.

    result: what ``method.metric`` gave (attainment, elapsed, pace, category and
    the rest). observations: those true and known in the view, oldest first. view_day:
    the as-of day in decimal years.
    """

    indicator: Indicator
    observations: tuple[Observation, ...]
    result: method.MetricResult
    view_day: float

    @property
    def category(self) -> IndicatorClass:
        """The class, with its label and the rule that decides it."""
        return IndicatorClass(self.result["category"])

    @property
    def latest(self) -> Observation | None:
        """The newest value in the view."""
        return self.observations[-1] if self.observations else None

    @property
    def is_our_reading(self) -> bool:
        """Whether its target is our own reading, and so carries a badge."""
        return self.indicator.target_basis == Basis.OUR_READING

    @property
    def is_judged_as_outcome(self) -> bool:
        """Whether it enters the outcome dial."""
        outcome = self.indicator.kind == "outcome"
        return outcome and not self.indicator.is_comparison_only


@dataclass(frozen=True)
class OutcomeDial:
    """Counts of outcome indicators, with and without targets of our own reading."""

    stated: method.OutcomeCounts
    with_our_reading: method.OutcomeCounts
    n_our_reading: int
    n: int


def dial(readings: Iterable[IndicatorReading]) -> OutcomeDial:
    """Count outcomes; the headline leaves out targets that are our own reading.

    Such an indicator is then counted by its change since the baseline.
    METHOD.md sections 5 and 10.
    """
    rows = [row for row in readings if row.is_judged_as_outcome]
    stated = [
        without_target(row).result if row.is_our_reading else row.result for row in rows
    ]
    return OutcomeDial(
        stated=method.outcome_counts(stated),
        with_our_reading=method.outcome_counts(row.result for row in rows),
        n_our_reading=sum(row.is_our_reading for row in rows),
        n=len(rows),
    )


def without_target(row: IndicatorReading) -> IndicatorReading:
    """The same reading as if no target had been set."""
    result = judged(row.indicator, row.observations, row.view_day, target=False)
    return IndicatorReading(row.indicator, row.observations, result, row.view_day)


def reading(
    indicator: Indicator, observations: Sequence[Observation], view: AsOf
) -> IndicatorReading:
    """Judge an indicator on the observations true and known in the view."""
    seen = tuple(row for row in observations if is_seen(row, view))
    result = judged(indicator, seen, method.decimal_year(view.on))
    return IndicatorReading(indicator, seen, result, method.decimal_year(view.on))


def is_seen(row: Observation, view: AsOf) -> bool:
    """Whether a value was true and known in the view."""
    if row.published_at is None or row.period_ends_on > view.on:
        return False
    return method.as_day(row.published_at) <= view.known_on


def judged(
    indicator: Indicator,
    seen: Sequence[Observation],
    as_of: float,
    *,
    target: bool = True,
) -> method.MetricResult:
    """What ``method.metric`` says of an indicator; as_of in decimal years."""
    return method.metric(
        b=indicator.baseline_value,
        tb=_time(indicator.baseline_period),
        T=_target(indicator) if target else None,
        tT=_time(indicator.target_period) if target else None,
        series=[
            [method.decimal_year(row.period_ends_on), row.value, _flag(row)]
            for row in seen
        ],
        direction=DIRECTIONS[indicator.direction],
        as_of=as_of,
        freq_years=YEARS_BETWEEN.get(indicator.frequency, 1.0),
        rebased=indicator.rebased_value,
        milestones=[
            [_end(row.period), row.value] for row in indicator.interim_targets.all()
        ]
        or None,
        material=indicator.material_change,
    )


def _time(period: str) -> float | None:
    return _end(period) if period else None


def _end(period: str) -> float:
    return method.decimal_year(method.last_day(period))


def _target(indicator: Indicator) -> Any:
    if indicator.target_low is not None:
        return [indicator.target_low, indicator.target_high]
    return indicator.target_value


def _flag(row: Observation) -> str:
    return "B" if row.flag == ObservationFlag.BREAK else ""
