"""The marks of a layer as elements of SVG, each kind by one function."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from itertools import groupby
from math import sqrt
from typing import Any

from .layers import Layer, Row
from .plane import Plane
from .text_sizes import width

ANCHORS = {"left": "start", "center": "middle", "right": "end"}
BEFORE = {"left": 0.0, "center": 0.5, "right": 1.0}
BASELINES = {"top": 0.79, "middle": 0.3, "bottom": -0.21}
ABOVE = {"top": 0.0, "middle": 0.5, "bottom": 1.0}


def number(value: float) -> str:
    """A coordinate with one decimal, which no eye tells apart."""
    text = f"{value:.1f}".removesuffix(".0")
    return "0" if text == "-0" else text


def element(name: str, body: str | None = None, **attributes: Any) -> str:
    """An element of SVG; attributes in snake case, those of None left out."""
    written = "".join(
        f' {key.replace("_", "-")}="{escape(_value(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return (
        f"<{name}{written}/>" if body is None else f"<{name}{written}>{body}</{name}>"
    )


def _value(value: Any) -> str:
    return number(value) if isinstance(value, float) else str(value)


def rules(one: Layer, plane: Plane) -> str:
    """Straight lines; over the whole height where no height is given."""
    return "".join(
        element("line", **_ends(one, plane, row), **_stroked(one)) for row in one.rows
    )


def _ends(one: Layer, plane: Plane, row: Row) -> dict[str, Any]:
    x1 = plane.x(one.x, row)
    y1 = plane.y(one.y, row) if one.y else 0.0
    y2 = plane.at_y(row[one.y2]) if one.y2 else y1
    return {
        "x1": x1,
        "y1": y1,
        "x2": plane.at_x(row[one.x2]) if one.x2 else x1,
        "y2": y2 if one.y else float(plane.up),
    }


def _stroked(one: Layer) -> dict[str, Any]:
    mark = dict(one.mark)
    return {"stroke": mark.pop("color", None), **mark}


def lines(one: Layer, plane: Plane) -> str:
    """One line through the rows of each piece."""
    drawn = []
    for _piece, rows in groupby(one.rows, key=lambda row: row[one.piece]):
        places = [
            f"{number(plane.x(one.x, row))},{number(plane.y(one.y, row))}"
            for row in rows
        ]
        path = f"M{'L'.join(places)}" + ("Z" if len(places) == 1 else "")
        drawn.append(element("path", d=path, fill="none", **_stroked(one)))
    return "".join(drawn)


def rects(one: Layer, plane: Plane) -> str:
    """Filled boxes between two places each way."""
    drawn = []
    for row in one.rows:
        x, y = plane.x(one.x, row), plane.y(one.y, row)
        x2, y2 = plane.at_x(row[one.x2]), plane.at_y(row[one.y2])
        left, top = min(x, x2), min(y, y2)
        path = (
            f"M{number(left)},{number(top)}h{number(abs(x2 - x))}"
            f"v{number(abs(y2 - y))}h{number(-abs(x2 - x))}Z"
        )
        drawn.append(element("path", d=path, fill=one.mark["color"]))
    return "".join(drawn)


def points(one: Layer, plane: Plane) -> str:
    """Circles and squares of an area."""
    look = dict(one.mark)
    shape, half = look.pop("shape"), sqrt(look.pop("size")) / 2
    drawn = []
    for row in one.rows:
        x, y = plane.x(one.x, row), plane.y(one.y, row)
        plane.reach.take_in(x - half - 1, y - half - 1, x + half + 1, y + half + 1)
        drawn.append(element("path", d=SHAPES[shape](x, y, half), **look))
    return "".join(drawn)


def _circle(x: float, y: float, half: float) -> str:
    arc, around = f"a{number(half)},{number(half)} 0 1 1 ", number(2 * half)
    return f"M{number(x - half)},{number(y)}{arc}{around},0{arc}-{around},0Z"


def _square(x: float, y: float, half: float) -> str:
    side = number(2 * half)
    return f"M{number(x - half)},{number(y - half)}h{side}v{side}h-{side}Z"


SHAPES: dict[str, Callable[[float, float, float], str]] = {
    "circle": _circle,
    "square": _square,
}


def texts(one: Layer, plane: Plane) -> str:
    """What the rows say, each beside its place."""
    look = dict(one.mark)
    look.setdefault("baseline", "middle")
    dx, dy = look.pop("dx", 0.0), look.pop("dy", 0.0)
    color = look.pop("color")
    return "".join(
        words(
            plane,
            row[one.text],
            plane.x(one.x, row) + dx,
            plane.y(one.y, row) + dy,
            fill=color,
            **look,
        )
        for row in one.rows
        if row[one.text]
    )


def words(
    plane: Plane,
    said: str | list[str],
    x: float,
    y: float,
    *,
    fill: str,
    align: str = "center",
    baseline: str = "middle",
    line_height: float = 0.0,
    **look: Any,
) -> str:
    """One text of one or more lines, for which the picture makes room."""
    rows = [said] if isinstance(said, str) else said
    size = plane.size
    long = max(width(row, size) for row in rows)
    left, top = x - BEFORE[align] * long, y - ABOVE[baseline] * size
    below = top + size + line_height * (len(rows) - 1)
    plane.reach.take_in(left, top, left + long, below)
    if look.get("stroke"):
        look |= {"paint_order": "stroke", "stroke_linejoin": "round"}
    return element(
        "text",
        _lines(rows, x, line_height),
        x=float(x),
        y=float(y + round(BASELINES[baseline] * size)),
        text_anchor=None if align == "left" else ANCHORS[align],
        fill=fill,
        **look,
    )


def _lines(rows: list[str], x: float, line_height: float) -> str:
    if len(rows) == 1:
        return escape(rows[0])
    rest = [
        element("tspan", escape(row), x=float(x), dy=line_height) for row in rows[1:]
    ]
    return element("tspan", escape(rows[0])) + "".join(rest)


DRAWN: dict[str, Callable[[Layer, Plane], str]] = {
    "rule": rules,
    "line": lines,
    "rect": rects,
    "point": points,
    "text": texts,
}
