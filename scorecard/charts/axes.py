"""The two axes of a chart: their lines, their ticks and what is printed there."""

from __future__ import annotations

from .layers import Axis
from .marks import element, words
from .palette import EDGE, INK_QUIET, RULE
from .plane import Plane

GAP = 6
HALF = 0.5  # a line one pixel wide lies on the pixels, not between them


def drawn(plane: Plane) -> str:
    """Both axes, under everything else."""
    up, across = plane.over_y.axis, plane.over_x.axis
    return (
        (_grid(up, plane) if up else "")
        + (_across(across, plane) if across else "")
        + (_up(up, plane) if up else "")
    )


def group(name: str, body: str) -> str:
    """Elements under the class of their layer; nothing for none."""
    return f'<g class="chart__{name}">{body}</g>' if body else ""


def _line(x1: float, y1: float, x2: float, y2: float, color: str) -> str:
    return element("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=color)


def _pixel(value: float) -> float:
    return round(value) + HALF


def _grid(axis: Axis, plane: Plane) -> str:
    if not axis.has_grid:
        return ""
    heights = [_pixel(plane.at_y(value)) for value, _text in axis.ticks]
    return group(
        "axis-grid",
        "".join(_line(HALF, y, plane.across + HALF, y, RULE) for y in heights),
    )


def _across(axis: Axis, plane: Plane) -> str:
    foot = plane.up + HALF
    places = [_pixel(plane.at_x(value)) for value, _text in axis.ticks]
    ticks = [_line(x, foot, x, foot + axis.tick_size, EDGE) for x in places]
    labels = [
        words(
            plane,
            text,
            plane.at_x(value),
            plane.up + axis.tick_size + GAP,
            baseline="top",
            fill=INK_QUIET,
        )
        for value, text in axis.ticks
    ]
    line = _line(HALF, foot, plane.across + HALF, foot, EDGE)
    return (
        group("axis-tick", "".join(ticks) if axis.tick_size else "")
        + group("axis-label", "".join(labels))
        + group("axis-domain", line if axis.has_line else "")
    )


def _up(axis: Axis, plane: Plane) -> str:
    labels = [
        words(
            plane,
            text,
            -GAP,
            plane.at_y(value),
            align="right",
            fill=INK_QUIET,
        )
        for value, text in axis.ticks
    ]
    return group("axis-label", "".join(labels))
