"""The delivery score year by year, with its bounds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from django.utils import translation

from .. import method
from ..years import YearPoint
from .drawing import svg
from .layers import Amount, Axis, Layer, Look, layer
from .palette import ACCENT, BAND, EDGE, HALO, INK
from .scale import YEAR_STEPS

SIZES: dict[str, tuple[int, int, float]] = {
    "wide": (470, 110, 13.0),
    "narrow": (300, 100, 13.0),
}
FULL_COVERAGE = 0.8
WORTH_A_LABEL = 3.0


def history_chart(
    years: Iterable[YearPoint], *, label: str, language: str = "en", width: str = "wide"
) -> str:
    """Steps from 0 to 100 as SVG, one for each year, with a band for the bounds.

    A year under 80 percent coverage has a thin line; one without a score has only
    its bounds. label: the sentence a screen reader hears.
    """
    ordered = tuple(sorted(years, key=lambda point: point.on))
    return _drawn(ordered, label, language, width)


@lru_cache(maxsize=256)
def _drawn(years: tuple[YearPoint, ...], label: str, language: str, width: str) -> str:
    across, up, size = SIZES[width]
    with translation.override(language):
        layers = [
            _ground(years, across),
            *_bounds(years),
            *_levels(years),
            *_rises(years),
            *_labels(years),
        ]
        return svg(layers, across, up, size, label)


def _ground(years: Sequence[YearPoint], across: int) -> Layer:
    first = years[0].on.year if years else 2000
    last = years[-1].on.year if years else 2000
    room = across // 55
    step = next(step for step in YEAR_STEPS if (last - first) / step <= room)
    shown = [year for year in range(first, last + 1) if year % step == 0]
    axis = Axis([(year + 0.5, str(year)) for year in shown])
    return layer(
        "foot",
        "rule",
        [{"x": first, "x2": last + 1, "y": 0}],
        x=Amount("x", (first, last + 1), axis),
        x2="x2",
        y=Amount("y", (0, 100)),
        color=EDGE,
    )


def _bounds(years: Sequence[YearPoint]) -> list[Layer]:
    data = [
        {"x": point.on.year, "x2": point.on.year + 1, "y": point.low, "y2": point.high}
        for point in years
        if point.low is not None and point.high is not None
    ]
    if not data:
        return []
    return [layer("bounds", "rect", data, x="x", x2="x2", y="y", y2="y2", color=BAND)]


def _levels(years: Sequence[YearPoint]) -> list[Layer]:
    """One level stretch for each year, thin where little was checked."""
    layers = []
    for name, stroke, is_full in (("series", 2.5, True), ("thin", 1.0, False)):
        data = [
            {"x": point.on.year, "x2": point.on.year + 1, "y": point.score}
            for point in years
            if point.score is not None and _is_full(point) is is_full
        ]
        marks: Look = {
            "color": ACCENT,
            "stroke_width": stroke,
            "stroke_linecap": "square",
        }
        if data:
            layers.append(layer(name, "rule", data, x="x", x2="x2", y="y", **marks))
    return layers


def _rises(years: Sequence[YearPoint]) -> list[Layer]:
    """The upright stretches between years that both have a score."""
    data = [
        {"x": new.on.year, "y": old.score, "y2": new.score}
        for old, new in zip(years, years[1:], strict=False)
        if old.score is not None and new.score is not None and old.score != new.score
    ]
    if not data:
        return []
    marks: Look = {"color": ACCENT, "stroke_width": 1}
    return [layer("thin_2", "rule", data, x="x", y="y", y2="y2", **marks)]


def _labels(years: Sequence[YearPoint]) -> list[Layer]:
    """The score where it has moved, and at the last year."""
    data, said = [], None
    for point in years:
        if point.score is None:
            said = None
            continue
        is_last = point is years[-1]
        if said is None or abs(point.score - said) >= WORTH_A_LABEL or is_last:
            text = f"{method.half_up(point.score, 0):.0f}"
            data.append({"x": point.on.year + 0.5, "y": point.score, "t": text})
            said = point.score
    if not data:
        return []
    marks = {"baseline": "bottom", "dy": -5, "color": INK, "font_weight": 600, **HALO}
    return [layer("value", "text", data, x="x", y="y", text="t", **marks)]


def _is_full(point: YearPoint) -> bool:
    return point.coverage is not None and point.coverage >= FULL_COVERAGE
