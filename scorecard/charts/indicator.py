"""The chart of one indicator: its line, its target and the report it answers to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Literal

from django.utils import formats, translation
from django.utils.translation import gettext as _

from .. import method
from .drawing import svg
from .labels import Label, place
from .layers import Amount, At, Axis, Layer, Look, layer
from .palette import (
    ACCENT,
    BAND,
    BRICK,
    EDGE,
    HALO,
    INK,
    INK_QUIET,
    PAPER,
)
from .points import Point, Target
from .scale import Scale, number_text

Width = Literal["wide", "narrow"]
SIZES: dict[str, tuple[int, int, float]] = {
    "wide": (570, 300, 14.0),
    "narrow": (250, 230, 13.5),
}
DOTS_UP_TO = 12
LINE = 18
NARROW_AXIS = 36  # pixels beside the axis of the narrow chart that hold its labels


def indicator_chart(
    points: Iterable[Point],
    *,
    label: str,
    target: Target | None = None,
    baseline: Point | None = None,
    report_on: date | None = None,
    unit: str = "",
    direction: str = "",
    language: str = "en",
    width: Width = "wide",
) -> str:
    """A line over time as SVG, with target, straight path and report marked.

    points: observed values in any order. label: the sentence a screen reader hears.
    baseline: where the straight path to the target starts. direction: code of
    ``Direction``, said beside the unit. width: "wide" from 36rem up and in print,
    "narrow" on a phone. Values not verified are hollow; a break is a gap.
    """
    ordered = tuple(sorted(points, key=lambda point: point.x))
    return _drawn(
        ordered, label, target, baseline, report_on, unit, direction, language, width
    )


@lru_cache(maxsize=512)
def _drawn(
    points: tuple[Point, ...],
    label: str,
    target: Target | None,
    baseline: Point | None,
    report_on: date | None,
    unit: str,
    direction: str,
    language: str,
    width: Width,
) -> str:
    across, up, size = SIZES[width]
    report_x = method.decimal_year(report_on) if report_on else None
    with translation.override(language):
        scale = fitting(points, target, baseline, report_x, across, up)
        keys = key_points(points, target, baseline)
        labels = _value_labels(points, keys) + _target_labels(target)
        layers = [
            _axes(scale),
            *target_range(target, scale),
            *report_rule(report_x),
            *_report_text(report_on, report_x, scale),
            *_breaks(points),
            *_path(target, baseline),
            *series(points),
            *dots(points, keys),
            *target_mark(target),
            *_texts(place(labels, scale)),
            _unit_text(unit, direction, width),
        ]
        return svg(layers, across, up, size, label)


def fitting(
    points: Sequence[Point],
    target: Target | None,
    baseline: Point | None,
    report_x: float | None,
    across: int,
    up: int,
) -> Scale:
    """A scale with room for everything that is drawn."""
    values = [point.value for point in points]
    years = [point.x for point in points]
    if target:
        years.append(target.x)
        values += [v for v in (target.value, target.low, target.high) if v is not None]
    if baseline:
        years.append(baseline.x)
        values.append(baseline.value)
    if report_x is not None:
        years.append(report_x)
    return Scale.over(years, values, across, up)


def domains(scale: Scale) -> tuple[tuple[float, float], tuple[float, float]]:
    """The domains of both axes, exactly as the scale has them."""
    return (scale.x_first, scale.x_last), (scale.ticks[0], scale.ticks[-1])


def _axes(scale: Scale) -> Layer:
    """The axes, on a layer of their own that draws nothing else."""
    across, up = domains(scale)
    years = [(year + 0.5, str(year)) for year in scale.years()]
    amounts = [(tick, number_text(tick)) for tick in scale.ticks]
    return layer(
        "ground",
        "rule",
        [],
        x=Amount("x", across, Axis(years, tick_size=5)),
        y=Amount("y", up, Axis(amounts, has_grid=True, has_line=False)),
    )


def series(points: Sequence[Point]) -> list[Layer]:
    """The line, cut where the series starts anew."""
    piece, data = 0, []
    for point in points:
        piece += point.starts_series
        data.append({"x": point.x, "y": point.value, "piece": piece})
    if not data:
        return []
    marks: Look = {"color": ACCENT, "stroke_width": 2.5, "stroke_linejoin": "round"}
    return [layer("series", "line", data, x="x", y="y", piece="piece", **marks)]


def key_points(
    points: Sequence[Point], target: Target | None, baseline: Point | None
) -> list[Point]:
    """The values that get a label: the last, the baseline (or the first), the one
    of the target's period; most telling first."""
    at_target = [point for point in points if target and point.period == target.period]
    start = [baseline] if baseline else list(points[:1])
    found: dict[float, Point] = {}
    for point in [*points[-1:], *start, *at_target]:
        found.setdefault(point.x, point)
    return list(found.values())


def dots(points: Sequence[Point], keys: Sequence[Point]) -> list[Layer]:
    """Dots for the labelled values, for those not verified, and for all of few."""
    few = len(points) <= DOTS_UP_TO
    shown = {point.x: point for point in keys}
    shown |= {p.x: p for p in points if few or not p.is_verified}
    layers = []
    for name, fill, stroke, verified in (
        ("checked", ACCENT, PAPER, True),
        ("unchecked", PAPER, ACCENT, False),
    ):
        data = [
            {"x": point.x, "y": point.value}
            for point in shown.values()
            if point.is_verified is verified
        ]
        marks: Look = {"fill": fill, "stroke": stroke, "stroke_width": 2}
        marks |= {"shape": "circle", "size": 75}
        layers += [layer(name, "point", data, x="x", y="y", **marks)] if data else []
    return layers


def target_range(target: Target | None, scale: Scale) -> list[Layer]:
    """The band of a target that is a range."""
    if target is None or target.low is None or target.high is None:
        return []
    ends = {"x": scale.x_first, "x2": scale.x_last, "y": target.low, "y2": target.high}
    return [layer("range", "rect", [ends], x="x", x2="x2", y="y", y2="y2", color=BAND)]


def _path(target: Target | None, baseline: Point | None) -> list[Layer]:
    """The straight path from the baseline to the target."""
    if target is None or target.value is None or baseline is None:
        return []
    ends = {"x": baseline.x, "y": baseline.value, "x2": target.x, "y2": target.value}
    marks: Look = {"color": BRICK, "stroke_width": 1.5, "stroke_dasharray": "6,4"}
    return [layer("path", "rule", [ends], x="x", y="y", x2="x2", y2="y2", **marks)]


def target_mark(target: Target | None) -> list[Layer]:
    """A square at the value that was to be reached."""
    if target is None or target.value is None:
        return []
    data = [{"x": target.x, "y": target.value}]
    marks: Look = {"fill": PAPER, "stroke": BRICK, "stroke_width": 2}
    marks |= {"shape": "square", "size": 90}
    return [layer("target", "point", data, x="x", y="y", **marks)]


def report_rule(x: float | None) -> list[Layer]:
    """A dotted line at the day of the report."""
    if x is None:
        return []
    marks = {"color": INK, "stroke_dasharray": "2,3"}
    return [layer("report", "rule", [{"x": x}], x="x", **marks)]


def _report_text(report_on: date | None, x: float | None, scale: Scale) -> list[Layer]:
    if report_on is None or x is None:
        return []
    month = formats.date_format(report_on, "YEAR_MONTH_FORMAT")
    words = _("Report, %(month)s") % {"month": month}
    is_late = scale.share_x(x) > 0.5
    text = layer(
        "remark_1",
        "text",
        [{"x": x, "t": words}],
        x="x",
        y=At(0),
        text="t",
        align="right" if is_late else "left",
        dx=6 if is_late else -6,
        dy=-6,
        baseline="bottom",
        color=INK_QUIET,
    )
    return [text]


def _breaks(points: Sequence[Point]) -> list[Layer]:
    """A dotted rule where a series starts anew, and the words for it once."""
    pairs = zip(points, points[1:], strict=False)
    places = [(old.x + new.x) / 2 for old, new in pairs if new.starts_series]
    if not places:
        return []
    dotted = {"color": EDGE, "stroke_dasharray": "1,3"}
    words = [{"x": places[0], "t": _("break in series")}]
    marks = {"align": "left", "baseline": "bottom", "color": INK_QUIET, **HALO}
    marks |= {"dx": 5, "dy": -5, "y": At()}
    return [
        layer("break", "rule", [{"x": x} for x in places], x="x", **dotted),
        layer("remark_2", "text", words, x="x", text="t", **marks),
    ]


def _unit_text(unit: str, direction: str, width: Width) -> Layer:
    """What is measured, over the axis; on a phone in two lines from the edge."""
    better = {
        "up_is_good": _("higher is better"),
        "down_is_good": _("lower is better"),
        "range": _("inside the range is better"),
    }.get(direction, "")
    parts = [part for part in (unit, better) if part]
    words = "; ".join(parts) if width == "wide" else parts
    marks: Look = {
        "align": "left",
        "baseline": "bottom",
        "dy": -28,
        "color": INK_QUIET,
    }
    if width == "narrow":
        marks |= {"dx": -NARROW_AXIS, "dy": -28 - LINE * (len(parts) - 1)}
        marks |= {"line_height": LINE}
    return layer("unit", "text", [{"t": words}], x=At(0), y=At(0), text="t", **marks)


def _value_labels(points: Sequence[Point], keys: Sequence[Point]) -> list[Label]:
    labels = []
    for point in keys:
        near = [p.value for p in points if 0 < abs(p.x - point.x) <= 2]
        is_above = not near or point.value >= sum(near) / len(near)
        text = number_text(point.value)
        labels.append(Label(point.x, point.value, text, is_above, "value"))
    return labels


def _target_labels(target: Target | None) -> list[Label]:
    if target is None:
        return []
    words = _("target, %(period)s") % {"period": target.period}
    if target.value is not None:
        text = f"{number_text(target.value)} {words}"
        return [Label(target.x, target.value, text, False, "goal")]
    if target.high is None:
        return []
    return [Label(target.x, target.high, words, True, "goal")]


def _texts(labels: Sequence[Label]) -> list[Layer]:
    """One layer for each label, so that each can stand where there is room."""
    layers = []
    for number, label in enumerate(labels):
        mark = layer(
            f"{label.name}_{number}",
            "text",
            [{"x": label.x, "y": label.y, "t": label.text}],
            x="x",
            y="y",
            text="t",
            align="center",
            baseline="bottom" if label.is_above else "top",
            dx=label.dx,
            dy=-9 if label.is_above else 9,
            color=INK,
            font_weight=600 if label.name == "value" else 400,
            **HALO,
        )
        layers.append(mark)
    return layers
