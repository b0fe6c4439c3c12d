"""From values to pixels, and how far a picture reaches beyond its frame."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil

from .layers import Amount, At, Layer, Place, Row

PADDING = 2


@dataclass
class Reach:
    """The farthest that anything is drawn, in pixels from the frame's upper left."""

    left: float
    top: float
    right: float
    bottom: float

    def take_in(self, left: float, top: float, right: float, bottom: float) -> None:
        """Reach as far as this box."""
        self.left, self.top = min(self.left, left), min(self.top, top)
        self.right, self.bottom = max(self.right, right), max(self.bottom, bottom)

    @property
    def corner(self) -> tuple[int, int]:
        """Where the frame's upper left stands in the picture."""
        return ceil(-self.left) + PADDING, ceil(-self.top) + PADDING

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of the picture."""
        left, top = self.corner
        return left + ceil(self.right) + PADDING, top + ceil(self.bottom) + PADDING


@dataclass(frozen=True)
class Plane:
    """The frame of a chart, the domains of its axes and the size of its texts."""

    across: int
    up: int
    size: float
    over_x: Amount
    over_y: Amount
    reach: Reach = field(compare=False)

    @classmethod
    def of(cls, layers: Sequence[Layer], across: int, up: int, size: float) -> Plane:
        """The plane whose domains are those of the layer that bears the axes."""
        over_x = next(one.x for one in layers if isinstance(one.x, Amount))
        over_y = next(one.y for one in layers if isinstance(one.y, Amount))
        return cls(across, up, size, over_x, over_y, Reach(0, 0, across, up))

    def at_x(self, value: float) -> float:
        """Pixels from the left."""
        first, last = self.over_x.domain
        return (value - first) / (last - first) * self.across

    def at_y(self, value: float) -> float:
        """Pixels from the top."""
        first, last = self.over_y.domain
        return (1 - (value - first) / (last - first)) * self.up

    def x(self, place: Place, row: Row) -> float:
        """Where a row stands from the left."""
        if isinstance(place, At):
            return float(self.across if place.pixels is None else place.pixels)
        name = place.field if isinstance(place, Amount) else place
        return self.at_x(row[name])

    def y(self, place: Place, row: Row) -> float:
        """Where a row stands from the top."""
        if isinstance(place, At):
            return float(self.up if place.pixels is None else place.pixels)
        name = place.field if isinstance(place, Amount) else place
        return self.at_y(row[name])
