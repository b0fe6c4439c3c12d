"""How a report stood year by year: the matrix of asks and the score's history.

Read from the standings of one state of knowledge; nothing is recomputed. A year
is read at its last day, the current one at the as-of day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from recommendations.as_of import FAR_FUTURE, AsOf
from recommendations.models import Report, Standing

from . import method
from .build import Line


@dataclass(frozen=True)
class YearPoint:
    """The report's score at the end of a year; None where the gates print none."""

    on: date
    score: float | None
    low: float | None
    high: float | None
    coverage: float | None


@dataclass(frozen=True)
class Years:
    """Ask history by recommendation, and the score at each year's end.

    steps: recommendation id to ask letter to [(year, carried step)], only the
    years in which the step was judged or moved.
    """

    first: int
    last: int
    steps: Mapping[int, Mapping[str, Sequence[tuple[int, str]]]]
    scores: Sequence[YearPoint]


FIGURES = (
    "recommendation_id",
    "effective_from",
    "effective_until",
    "score",
    "coverage",
    "low",
    "high",
)


def years(report: Report, view: AsOf, lines: Sequence[Line]) -> Years:
    """The years from the issue of a report to the as-of day; one query."""
    spans = _spans(report, view, *FIGURES, "asks")
    return Years(
        first=report.issued_on.year,
        last=view.on.year,
        steps=_steps(spans, view),
        scores=_points(report, view, lines, spans),
    )


def scores(report: Report, view: AsOf, lines: Sequence[Line]) -> list[YearPoint]:
    """The scores alone: the steps of the asks are not even read; one query."""
    return _points(report, view, lines, _spans(report, view, *FIGURES))


def _spans(report: Report, view: AsOf, *names: str) -> Sequence[Mapping[str, Any]]:
    known = (
        {"known_from__lte": view.known_at, "known_until__gt": view.known_at}
        if view.known_at
        else {"known_until": FAR_FUTURE}
    )
    rows = Standing.objects.filter(
        recommendation__report=report,
        recommendation__published_at__isnull=False,
        effective_from__lte=view.on,
        **known,
    ).order_by("effective_from")
    return list(rows.values(*names))


def _steps(
    spans: Sequence[Mapping[str, Any]], view: AsOf
) -> dict[int, dict[str, list[tuple[int, str]]]]:
    found: dict[int, dict[str, list[tuple[int, str]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for span in spans:
        year = span["effective_from"].year
        for ask in span["asks"]:
            points = found[span["recommendation_id"]][ask["ask"]]
            unjudged = not points and ask["assessment_id"] is None
            if unjudged or (points and points[-1][1] == ask["status"]):
                continue
            if points and points[-1][0] == year:
                points.pop()
            points.append((year, ask["status"]))
    return found


def _points(
    report: Report,
    view: AsOf,
    lines: Sequence[Line],
    spans: Sequence[Mapping[str, Any]],
) -> list[YearPoint]:
    days = [date(year, 12, 31) for year in range(report.issued_on.year, view.on.year)]
    weights = {line.id: line.weight for line in lines}
    return [_point(spans, weights, day) for day in [*days, view.on]]


def _point(
    spans: Sequence[Mapping[str, Any]], weights: Mapping[int, float], day: date
) -> YearPoint:
    held = [
        span
        for span in spans
        if span["effective_from"] <= day < span["effective_until"]
        and span["recommendation_id"] in weights
    ]
    result = method.rollup(
        [dict(span) | {"weight": weights[span["recommendation_id"]]} for span in held]
    )
    score = result["score"] if result["level"] != "none" else None
    return YearPoint(day, score, result["low"], result["high"], result["coverage"])
