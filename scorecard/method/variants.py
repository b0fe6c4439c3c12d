"""The same score under other choices of weights, points and mean.

METHOD.md sections 4 and 6: the table that shows how far the choices matter.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import exp, log
from typing import Any

from scorecard.method.groups import recommendation, weight_of, weighted_mean
from scorecard.method.parameters import VERSION_1, Parameters

Scored = list[tuple[float, float, Any]]


def sensitivity(
    recommendations: Sequence[Mapping[str, Any]], parameters: Parameters = VERSION_1
) -> dict[str, float | None]:
    """The score of a group under each variant, 0 to 100, None where none is scored.

    Items are {asks, weight?, category?}. Variants: "published" (the score
    itself), "equal_category_weights" (mean of the category scores),
    "no_priority_weights" (every recommendation weighs 1), "points_..." (other
    points for the steps) and "geometric_mean" (of p+1 over recommendations,
    less 1, so that a zero does not sink it). The gates on what may be printed
    are the caller's (METHOD.md section 6).
    """
    scored = _scored(recommendations, parameters)
    table = {
        "published": _mean(scored),
        "equal_category_weights": _mean_of_categories(scored),
        "no_priority_weights": _mean([(s, 1.0, c) for s, _, c in scored]),
    }
    for points in parameters.sensitivity_points:
        name = "points_" + "_".join(f"{value:g}" for value in points)
        other = replace(parameters, points=points)
        table[name] = _mean(_scored(recommendations, other))
    table["geometric_mean"] = _geometric_mean(scored)
    return table


def _scored(
    recommendations: Sequence[Mapping[str, Any]], parameters: Parameters
) -> Scored:
    """Score, weight and category of each recommendation that has a score."""
    found = []
    for item in recommendations:
        score = recommendation(item["asks"], parameters)["score"]
        if score is not None:
            found.append((score, weight_of(item), item.get("category")))
    return found


def _mean(scored: Scored) -> float | None:
    """The weighted arithmetic mean."""
    return weighted_mean((score, weight) for score, weight, _ in scored)


def _mean_of_categories(scored: Scored) -> float | None:
    """The plain mean of the categories' own scores."""
    categories = {category for _, _, category in scored}
    means = (_mean([s for s in scored if s[2] == c]) for c in categories)
    return weighted_mean((mean, 1.0) for mean in means if mean is not None)


def _geometric_mean(scored: Scored) -> float | None:
    """The weighted geometric mean of p+1, less 1."""
    mean = weighted_mean((log(score + 1.0), weight) for score, weight, _ in scored)
    return None if mean is None else exp(mean) - 1.0
