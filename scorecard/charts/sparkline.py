"""The small chart of an indicator, one of many of the same size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Literal

from django.utils import translation

from .. import method
from .drawing import svg
from .indicator import (
    domains,
    dots,
    fitting,
    report_rule,
    series,
    target_mark,
    target_range,
)
from .layers import Amount, At, Layer, layer
from .palette import EDGE, INK, INK_QUIET
from .points import Point, Target
from .scale import Scale, number_text

ACROSS, UP, SIZE = 240, 64, 13.5


def sparkline(
    points: Iterable[Point],
    *,
    label: str,
    target: Target | None = None,
    report_on: date | None = None,
    language: str = "en",
) -> str:
    """A small line as SVG with first and last year, last value, target and report.

    label: the sentence a screen reader hears. The vertical scale is the chart's own.
    """
    ordered = tuple(sorted(points, key=lambda point: point.x))
    return _drawn(ordered, label, target, report_on, language)


@lru_cache(maxsize=1024)
def _drawn(
    points: tuple[Point, ...],
    label: str,
    target: Target | None,
    report_on: date | None,
    language: str,
) -> str:
    report_x = method.decimal_year(report_on) if report_on else None
    with translation.override(language):
        scale = fitting(points, target, None, report_x, ACROSS, UP)
        layers = [
            _ground(scale),
            *target_range(target, scale),
            *report_rule(report_x),
            *series(points),
            *target_mark(target),
            *dots(points[-1:], []),
            *_ends(points),
        ]
        return svg(layers, ACROSS, UP, SIZE, label)


def _ground(scale: Scale) -> Layer:
    """The foot of the picture, which also fixes the domains."""
    across, up = domains(scale)
    ends = {"x": scale.x_first, "x2": scale.x_last, "y": scale.ticks[0]}
    return layer(
        "foot",
        "rule",
        [ends],
        x=Amount("x", across),
        y=Amount("y", up),
        x2="x2",
        color=EDGE,
    )


def _ends(points: Sequence[Point]) -> list[Layer]:
    """First and last period under the line, the last value over it."""
    if not points:
        return []
    first, last = points[0], points[-1]
    under: list[tuple[Point, Literal["left", "right"], str]] = [
        (first, "left", "remark_1"),
        (last, "right", "remark_2"),
    ]
    layers = [
        layer(
            name,
            "text",
            [{"x": point.x, "t": point.period}],
            x="x",
            y=At(),
            text="t",
            align=align,
            baseline="top",
            dy=5,
            color=INK_QUIET,
        )
        for point, align, name in (under if first != last else under[1:])
    ]
    value = layer(
        "value",
        "text",
        [{"x": last.x, "t": number_text(last.value)}],
        x="x",
        y=At(0),
        text="t",
        align="right",
        baseline="bottom",
        dx=4,
        dy=-6,
        color=INK,
        font_weight=600,
    )
    return [*layers, value]
