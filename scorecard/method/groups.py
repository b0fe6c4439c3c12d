"""From asks to a recommendation, and from recommendations to a group.

METHOD.md section 4. Scores and bounds run from 0 to 100, coverage from 0 to 1;
None is unknown and never zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import fsum, isfinite
from operator import mul
from typing import Any, NamedTuple, TypedDict

from scorecard.method.parameters import VERSION_1, Parameters
from scorecard.method.reliability import publication_gate
from scorecard.method.steps import (
    LADDER,
    NOT_ASSESSED,
    SUPERSEDED,
    TOLERANCE,
    known_status,
    step_of,
)

Ask = str | Mapping[str, Any]
"""A status, or {"status": ..., "weight": ...}; other keys are ignored."""


class RecommendationScore(TypedDict):
    """One recommendation; all None but the label where nothing applies any more."""

    score: float | None
    coverage: float | None
    low: float | None
    high: float | None
    label: str
    reversed: bool


class GroupScore(TypedDict):
    """A group: `n` applicable, `n_scored` of them, level none to comparable."""

    n: int
    n_scored: int
    score: float | None
    coverage: float | None
    low: float | None
    high: float | None
    level: str


def recommendation(
    asks: Sequence[Ask], parameters: Parameters = VERSION_1
) -> RecommendationScore:
    """Score, coverage, bounds and label of one recommendation from its asks.

    Points average over checked asks by weight; bounds put the unchecked at 0
    and at 100; superseded asks leave the denominator. Coverage below one half
    gives bounds but no score, labelled "not_assessed". All asks superseded:
    everything None, labelled "superseded". No ask at all is not checked, with
    coverage 0. `reversed` is true where any ask was undone
    (METHOD.md sections 2 and 4).
    """
    pairs = [status_and_weight(ask) for ask in asks]
    undone = any(status == "reversed" for status, _ in pairs)
    applicable = [pair for pair in pairs if pair[0] != SUPERSEDED]
    if not applicable:
        return _unscored(bool(pairs))
    score, coverage, low, high = _figures(applicable, parameters)
    return {
        "score": score,
        "coverage": coverage,
        "low": low,
        "high": high,
        "label": _label(score, [status for status, _ in applicable], parameters),
        "reversed": undone,
    }


def status_and_weight(ask: Ask) -> tuple[str, float]:
    """The status and weight of an ask; 1 unless given, ValueError if not above 0."""
    if isinstance(ask, str):
        return known_status(ask), 1.0
    return known_status(ask["status"]), weight_of(ask)


def weight_of(item: Mapping[str, Any]) -> float:
    """The weight of an ask or recommendation, 1 where none is given."""
    given = item.get("weight")
    weight = 1.0 if given is None else float(given)
    if not (isfinite(weight) and weight > 0):
        raise ValueError(f"a weight must be above zero, not {given}")
    return weight


def is_allowed_weight(weight: float, parameters: Parameters = VERSION_1) -> bool:
    """Whether a published reason may set this weight: 0.5 to 3.

    METHOD.md section 4.
    """
    low, high = parameters.weight_limits
    return low <= weight <= high


def weighted_mean(pairs: Iterable[tuple[float, float]]) -> float | None:
    """The mean of (value, weight) pairs of values 0 to 100; None of nothing.

    Summed exactly, so the order of the pairs does not matter.
    """
    items = list(pairs)
    return _mean(*zip(*items, strict=True)) if items else None


def _mean(values: Sequence[float], weights: Sequence[float]) -> float | None:
    """`weighted_mean` of values and as many weights."""
    if not values:
        return None
    mean = fsum(map(mul, values, weights)) / fsum(weights)
    return min(max(mean, min(values)), max(values))


def _unscored(superseded: bool) -> RecommendationScore:
    """A recommendation of which nothing applies, or that has no asks yet."""
    if superseded:
        return RecommendationScore(
            score=None,
            coverage=None,
            low=None,
            high=None,
            label=SUPERSEDED,
            reversed=False,
        )
    return RecommendationScore(
        score=None,
        coverage=0.0,
        low=0.0,
        high=100.0,
        label=NOT_ASSESSED,
        reversed=False,
    )


def _figures(
    applicable: Sequence[tuple[str, float]], parameters: Parameters
) -> tuple[float | None, float, float, float]:
    """Score, coverage, low and high of the applicable asks."""
    points = [(_points(status, parameters), weight) for status, weight in applicable]
    checked = [(value, weight) for value, weight in points if value is not None]
    total = fsum(weight for _, weight in points)
    coverage = fsum(weight for _, weight in checked) / total
    score = weighted_mean(checked)
    if coverage < parameters.minimum_coverage - TOLERANCE:
        score = None
    low = weighted_mean((0.0 if v is None else v, w) for v, w in points)
    high = weighted_mean((100.0 if v is None else v, w) for v, w in points)
    return score, coverage, low or 0.0, high or 0.0


def _points(status: str, parameters: Parameters) -> float | None:
    """The points of a status, None where it is not checked."""
    step = step_of(status)
    return None if step is None else parameters.points[step]


def _label(score: float | None, statuses: Sequence[str], parameters: Parameters) -> str:
    """The status of a recommendation as a whole.

    A zero is named for its reason: undone where any ask was undone, dropped
    where every checked ask was dropped or undone, else not started.
    """
    if score is None:
        return NOT_ASSESSED
    if all(status == "implemented" for status in statuses):
        return "implemented"
    if score <= TOLERANCE:
        return _label_of_zero([s for s in statuses if s != NOT_ASSESSED])
    partly, mostly = parameters.label_cuts
    if score < partly - TOLERANCE:
        return "started"
    return "partly" if score < mostly - TOLERANCE else "mostly"


def _label_of_zero(checked: Sequence[str]) -> str:
    """Undone, dropped or not started: why a score is zero."""
    if "reversed" in checked:
        return "reversed"
    return "not_pursued" if set(checked) == {"not_pursued"} else LADDER[0]


def rollup(
    recommendations: Sequence[Mapping[str, Any]], parameters: Parameters = VERSION_1
) -> GroupScore:
    """Score of a group directly from its recommendations, never a mean of means.

    Each item has score, coverage, low, high and perhaps weight, as
    `recommendation` gives them; coverage None means it no longer applies and
    counts nowhere. Level "none" (fewer than 3 scored, or coverage below one
    half) prints no score; "comparable" needs 5 scored and coverage 0.8; else
    "provisional". An empty group has n 0 and no figures (METHOD.md section 4).
    """
    weighted = [(item, weight_of(item)) for item in recommendations]
    return _rollup(weighted, parameters)


def agency(
    recommendations: Sequence[Mapping[str, Any]], parameters: Parameters = VERSION_1
) -> GroupScore:
    """Roll-up of an agency's recommendations: lead counts 1, support one half.

    Items are those of `rollup` with `role` "lead" or "support" (or
    "supporting"). A shared recommendation counts for each of its agencies, so
    agency scores do not add up to the report (METHOD.md section 4).
    """
    return _rollup(
        [
            (item, weight_of(item) * role_weight(item["role"], parameters))
            for item in recommendations
        ],
        parameters,
    )


def role_weight(role: str, parameters: Parameters = VERSION_1) -> float:
    """What a role multiplies the weight by: lead 1, supporting 0.5.

    METHOD.md section 4.
    """
    if role == "lead":
        return 1.0
    if role in ("support", "supporting"):
        return parameters.supporting_weight
    raise ValueError(f"{role!r} is not a role")


def _rollup(
    weighted: Sequence[tuple[Mapping[str, Any], float]], parameters: Parameters
) -> GroupScore:
    """`rollup` once the weights are settled."""
    applicable = [(r, w) for r, w in weighted if r["coverage"] is not None]
    scored = [(r["score"], w) for r, w in applicable if r["score"] is not None]
    return rollup_applicable(
        Applicable(
            coverages=[r["coverage"] for r, _ in applicable],
            lows=[r["low"] for r, _ in applicable],
            highs=[r["high"] for r, _ in applicable],
            weights=[w for _, w in applicable],
            scores=[score for score, _ in scored],
            scored_weights=[w for _, w in scored],
        ),
        parameters,
    )


class Applicable(NamedTuple):
    """The columns of the recommendations of a group that still apply.

    Scores and bounds 0 to 100, coverage 0 to 1, weights above zero. `scores` and
    `scored_weights` are those of the recommendations that have a score.
    """

    coverages: Sequence[float]
    lows: Sequence[float]
    highs: Sequence[float]
    weights: Sequence[float]
    scores: Sequence[float]
    scored_weights: Sequence[float]


def rollup_applicable(
    columns: Applicable, parameters: Parameters = VERSION_1
) -> GroupScore:
    """`rollup` of recommendations that are at hand as columns (METHOD.md section 4)."""
    coverage = _mean(columns.coverages, columns.weights)
    level = _level(len(columns.scores), coverage, parameters)
    score = _mean(columns.scores, columns.scored_weights)
    return {
        "n": len(columns.coverages),
        "n_scored": len(columns.scores),
        "score": None if level == "none" else score,
        "coverage": coverage,
        "low": _mean(columns.lows, columns.weights),
        "high": _mean(columns.highs, columns.weights),
        "level": level,
    }


def _level(n_scored: int, coverage: float | None, parameters: Parameters) -> str:
    """The gates of section 4 on number and coverage."""
    covered = -1.0 if coverage is None else coverage + TOLERANCE
    if n_scored < parameters.minimum_scored or covered < parameters.minimum_coverage:
        return "none"
    enough = n_scored >= parameters.comparable_scored
    if enough and covered >= parameters.comparable_coverage:
        return "comparable"
    return "provisional"


def group_level(
    n_scored: int,
    coverage: float | None,
    alpha: float | None,
    parameters: Parameters = VERSION_1,
) -> str:
    """The gates on number, coverage and agreement together.

    "none", "provisional" or "comparable". `alpha` None is not measured, which
    allows "provisional" at most (METHOD.md sections 3, 4 and 10).
    """
    gate = publication_gate(alpha, parameters)
    level = _level(n_scored, coverage, parameters)
    if "none" in (gate, level):
        return "none"
    return level if gate == "ok" else "provisional"


def cohort_rate(
    recs: Iterable[Mapping[str, Any]],
    as_of_year: float,
    years: float | None = None,
    parameters: Parameters = VERSION_1,
) -> float | None:
    """Of recommendations at least `years` old, the share done within `years`.

    Each has `issued` and perhaps `implemented` as years, whole or decimal, and
    `status`. Done counts where it still stands and was done in time, the last
    year included. Those that no longer apply leave the denominator; unchecked
    ones stay in it, as in every count. A share 0 to 1, None where none is old
    enough (METHOD.md section 4).
    """
    span = parameters.cohort_years if years is None else years
    old = [
        rec
        for rec in recs
        if rec["status"] != SUPERSEDED
        and as_of_year - rec["issued"] >= span - TOLERANCE
    ]
    done = sum(_done_within(rec, span, as_of_year) for rec in old)
    return done / len(old) if old else None


def _done_within(rec: Mapping[str, Any], span: float, as_of_year: float) -> bool:
    """Whether a recommendation stands as done, and was done in time."""
    year = rec.get("implemented")
    if year is None or rec["status"] != "implemented":
        return False
    limit = min(rec["issued"] + span, as_of_year)
    return bool(year <= limit + TOLERANCE)
