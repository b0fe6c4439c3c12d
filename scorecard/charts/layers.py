"""What a chart is made of, as plain data: layers of marks, and axes.

A layer holds rows and says which of their fields stand for which place; one layer of
a chart bears its axes, and with them the domains that all its layers share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["rule", "line", "rect", "point", "text"]
Row = dict[str, Any]
Look = dict[str, Any]


@dataclass(frozen=True)
class Axis:
    """Ticks, each with what is printed beside it, and which lines go with them."""

    ticks: Sequence[tuple[float, str]]
    has_grid: bool = False
    has_line: bool = True
    tick_size: int = 0


@dataclass(frozen=True)
class Amount:
    """A field of the rows over exactly this domain; axis None draws none."""

    field: str
    domain: tuple[float, float]
    axis: Axis | None = None


@dataclass(frozen=True)
class At:
    """A place in pixels from the left or from the top; the foot where it has none."""

    pixels: float | None = None


Place = str | Amount | At


@dataclass(frozen=True)
class Layer:
    """Marks of one kind over rows.

    x, y, x2, y2: a field of the rows, or for the first two an amount or a place in
    pixels; "" where there is none. text: the field of what is written. piece: the
    field that parts a line. mark: what each looks like, and where its text stands.
    """

    name: str
    kind: Kind
    rows: Sequence[Row]
    x: Place = ""
    y: Place = ""
    x2: str = ""
    y2: str = ""
    text: str = ""
    piece: str = ""
    mark: Look = field(default_factory=dict)


def layer(
    name: str,
    kind: Kind,
    rows: Sequence[Row],
    *,
    x: Place = "",
    y: Place = "",
    x2: str = "",
    y2: str = "",
    text: str = "",
    piece: str = "",
    **mark: Any,
) -> Layer:
    """One layer: marks of one kind over rows that travel with it.

    name: the class that its marks will have, a number behind it left out.
    """
    return Layer(name, kind, list(rows), x, y, x2, y2, text, piece, mark)
