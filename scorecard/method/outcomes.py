"""One outcome metric: attainment, pace and class (METHOD.md section 5).

Times are decimal years: the last day of a period as year + day/days in year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf, isclose
from typing import Any, TypedDict

from scorecard.method.growth import band, cagr_ratio
from scorecard.method.parameters import VERSION_1, Parameters
from scorecard.method.steps import TOLERANCE

Target = float | Sequence[float] | None
Point = tuple[float, float]
BREAK_FLAGS = ("B", "break")


class MetricResult(TypedDict):
    """Every figure of one metric; None where it is not defined."""

    attainment_raw: float | None
    attainment: float | None
    elapsed: float | None
    pace: float | None
    category: str
    needed_per_year: float | None
    achieved_per_year: float | None
    cagr_ratio: float | None
    method_sensitive: bool
    since_baseline: str | None
    flags: list[str]


@dataclass(frozen=True)
class Goal:
    """A target value with a direction (+1 up, -1 down), or a range to be in (0)."""

    low: float
    high: float
    direction: int

    @classmethod
    def of(cls, target: float | Sequence[float], direction: int) -> Goal:
        """The goal of a value or of a pair [low, high]."""
        if isinstance(target, int | float):
            return cls(target, target, direction)
        low, high = sorted(target)
        return cls(low, high, 0)

    def gap(self, value: float) -> float:
        """How far a value is short of the goal; 0 or less where it is met."""
        if self.direction == 0:
            return max(self.low - value, value - self.high, 0.0)
        return self.direction * (self.low - value)

    def is_met(self, value: float) -> bool:
        """Whether a value meets the goal: d*(x-T) >= 0, or inside the range."""
        return self.gap(value) <= TOLERANCE

    def progress(self, start: float, value: float) -> float:
        """How much closer to the goal `value` lies than `start`."""
        return self.gap(start) - self.gap(value)


def metric(
    b: float | None,
    tb: float | None,
    T: Target,
    tT: float | None,
    series: Sequence[Sequence[Any]],
    direction: int,
    as_of: float,
    freq_years: float | None = None,
    rebased: float | None = None,
    milestones: Sequence[Sequence[float]] | None = None,
    material: float | None = None,
    parameters: Parameters = VERSION_1,
) -> MetricResult:
    """Judge one metric as of a time, by the table of METHOD.md section 5.

    `b` at `tb` is the baseline, `T` (or a range [low, high]) at `tT` the
    target, `series` rows of [time, value or None, flag], where flag "B" or
    "break" marks a break. `freq_years` is the years between values (1),
    `rebased` the linked baseline after a break, `milestones` published interim
    targets as [time, value], `material` the change that counts without a
    target (5 percent of the baseline). Values after `as_of` are not looked at;
    missing values are not filled. Everything is judged at the date of the last
    value. A target without a date counts as no target.
    """
    result = _blank()
    values = _values_between(series, tb, as_of)
    if b is None or tb is None:
        return _classed(result, "no_baseline")
    if not values:
        return _classed(result, "no_data")
    if _has_break(series, tb, as_of):
        if rebased is None:
            return _classed(result, "series_break")
        b = rebased
        result["flags"].append("baseline_rebased")
    t, x = values[-1]
    cut = parameters.material_change * abs(b) if material is None else material
    goal = None if T is None else Goal.of(T, direction)
    result["since_baseline"] = _since_baseline(b, x, direction, goal, cut)
    age = _age_flag(as_of - t, freq_years or 1.0, parameters)
    covered = tT is not None and t >= tT - TOLERANCE
    if age and not covered:
        result["flags"].append(age)
        if age == "stale":
            return _classed(result, "stale")
    if goal is None or tT is None:
        return _classed(result, "no_target")
    if not covered and as_of > tT + TOLERANCE:
        result["flags"].append("awaiting_final_data")
    course = _Course(goal, b, tb, tT, t, x, _plan(milestones, b, tb, goal, tT))
    return _judged(result, course, values, parameters)


@dataclass(frozen=True)
class _Course:
    """A metric with a target: where it began, should end and stands."""

    goal: Goal
    b: float
    tb: float
    tT: float
    t: float
    x: float
    plan: Sequence[Point]

    def attainment(self) -> float:
        """Percent of the gap closed; 100 or 0 where the baseline met the goal."""
        if self.goal.is_met(self.b):
            return 100.0 if self.goal.is_met(self.x) else 0.0
        return 100.0 * self.goal.progress(self.b, self.x) / self.goal.gap(self.b)

    def elapsed(self) -> float:
        """The share of the time gone at the date of the value, at most 1."""
        if self.tT <= self.tb:
            return 1.0
        return min(1.0, (self.t - self.tb) / (self.tT - self.tb))

    def pace(self) -> float:
        """Progress made against progress planned by the date of the value.

        Where a published plan asks for no progress yet, being at or above it
        is a pace of 1, and below it the straight line decides.
        """
        straight = self.attainment() / 100.0 / self.elapsed()
        if not self.plan:
            return straight
        planned = _interpolate(self.plan, self.t)
        wanted = self.goal.progress(self.b, planned)
        if wanted > TOLERANCE:
            return self.goal.progress(self.b, self.x) / wanted
        behind = self.goal.progress(self.x, planned) > TOLERANCE
        return straight if behind else 1.0


def _judged(
    result: MetricResult,
    course: _Course,
    values: Sequence[Point],
    parameters: Parameters,
) -> MetricResult:
    """Attainment and class of a metric with a target."""
    raw = course.attainment() + 0.0
    result["attainment_raw"] = raw
    result["attainment"] = min(100.0, max(0.0, raw))
    result["elapsed"] = course.elapsed()
    final = [v for t, v in values if t >= course.tT - TOLERANCE]
    if final:
        return _classed(result, _final_class(course.goal, final))
    if course.goal.is_met(course.x):
        return _classed(result, "met")
    if course.goal.is_met(course.b):
        return _classed(result, "worse")
    pace = course.pace() + 0.0
    category = band(pace, parameters)
    early = course.elapsed() < parameters.too_early - TOLERANCE
    if early and category != "worse":
        return _classed(result, "too_early")
    result["pace"] = pace
    return _with_rates(_classed(result, str(category)), course, parameters)


def _final_class(goal: Goal, final: Sequence[float]) -> str:
    """The first value at or after the due date decides."""
    if goal.is_met(final[0]):
        return "met"
    return "met_late" if any(goal.is_met(value) for value in final) else "missed"


def _with_rates(
    result: MetricResult, course: _Course, parameters: Parameters
) -> MetricResult:
    """Add change a year, needed and achieved, and the growth-rate cross-check."""
    if course.goal.direction == 0:
        return result
    c, target = course, course.goal.low
    result["needed_per_year"] = (target - c.x) / (c.tT - c.t)
    result["achieved_per_year"] = (c.x - c.b) / (c.t - c.tb)
    ratio = cagr_ratio(c.b, c.x, target, c.tb, c.t, c.tT, c.goal.direction)
    result["cagr_ratio"] = ratio
    second = band(ratio, parameters)
    result["method_sensitive"] = second is not None and second != result["category"]
    return result


def _blank() -> MetricResult:
    """A result of which nothing is known yet."""
    return {
        "attainment_raw": None,
        "attainment": None,
        "elapsed": None,
        "pace": None,
        "category": "",
        "needed_per_year": None,
        "achieved_per_year": None,
        "cagr_ratio": None,
        "method_sensitive": False,
        "since_baseline": None,
        "flags": [],
    }


def _classed(result: MetricResult, category: str) -> MetricResult:
    """The result with its class."""
    result["category"] = category
    return result


def _values_between(
    series: Sequence[Sequence[Any]], tb: float | None, as_of: float
) -> list[Point]:
    """Known values after the baseline and by the as-of time, oldest first."""
    start = -inf if tb is None else tb
    found = [
        (float(row[0]), float(row[1]))
        for row in series
        if row[1] is not None and start + TOLERANCE < row[0] <= as_of + TOLERANCE
    ]
    return sorted(found, key=lambda point: point[0])


def _has_break(series: Sequence[Sequence[Any]], tb: float, as_of: float) -> bool:
    """Whether the series breaks between the baseline and the as-of time."""
    return any(
        len(row) > 2
        and row[2] in BREAK_FLAGS
        and tb + TOLERANCE < row[0] <= as_of + TOLERANCE
        for row in series
    )


def _age_flag(age: float, freq: float, parameters: Parameters) -> str | None:
    """Stale over three, old from two times the longer of frequency and a year."""
    unit = max(freq, 1.0)
    if age > parameters.stale_factor * unit + TOLERANCE:
        return "stale"
    return "old" if age >= parameters.old_factor * unit - TOLERANCE else None


def _since_baseline(
    b: float, x: float, direction: int, goal: Goal | None, cut: float
) -> str | None:
    """Better, little change or worse; a change that reaches the cut counts.

    None for a range without its bounds: neither way is better.
    """
    if direction != 0:
        change = direction * (x - b)
    elif goal is not None:
        change = goal.progress(b, x)
    else:
        return None
    if abs(change) < cut - TOLERANCE or isclose(change, 0.0, abs_tol=TOLERANCE):
        return "little_change"
    return "better" if change > 0 else "worse"


def _plan(
    milestones: Sequence[Sequence[float]] | None,
    b: float,
    tb: float,
    goal: Goal,
    tT: float,
) -> list[Point]:
    """The planned course from baseline over milestones to the target.

    Empty where no interim targets are published.
    """
    between = [(row[0], row[1]) for row in milestones or () if tb < row[0] < tT]
    if not between:
        return []
    end = goal.high if goal.direction == 0 and b > goal.high else goal.low
    return [(tb, b), *sorted(between), (tT, end)]


def _interpolate(plan: Sequence[Point], t: float) -> float:
    """The planned value at a time, on straight lines between the points."""
    for (t1, v1), (t2, v2) in zip(plan, plan[1:], strict=False):
        if t <= t2:
            return v1 + (v2 - v1) * (t - t1) / (t2 - t1)
    return plan[-1][1]


def baseline_warnings(
    b: float,
    tb: float,
    T: float | Sequence[float],
    direction: int,
    issued: float,
) -> list[str]:
    """What a form warns of before a target is saved (METHOD.md section 5).

    "target_already_met" where the baseline meets the target,
    "target_against_direction" where the target lies against the direction,
    "baseline_after_issue" where the baseline is later than the recommendation.
    """
    goal = Goal.of(T, direction)
    found = {
        "target_already_met": goal.is_met(b),
        "target_against_direction": goal.gap(b) < -TOLERANCE,
        "baseline_after_issue": tb > issued + TOLERANCE,
    }
    return [name for name, holds in found.items() if holds]
