"""The two axes of a chart: their domains, round ticks, and how numbers are printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from django.utils import formats

ROUND_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
YEAR_STEPS = (1, 2, 4, 5, 10, 20, 50)
PIXELS_FOR_A_YEAR = 62
ROOM_AT_THE_ENDS = 0.5


@dataclass(frozen=True)
class Scale:
    """Domains of both axes in data units, and the size of the picture in pixels."""

    x_first: float
    x_last: float
    ticks: tuple[float, ...]
    across: int
    up: int

    @classmethod
    def over(
        cls, years: Sequence[float], values: Sequence[float], across: int, up: int
    ) -> Scale:
        """A scale on which everything has room; empty data give an empty frame."""
        first = min(years, default=2000.0) - ROOM_AT_THE_ENDS
        last = max(years, default=2001.0) + ROOM_AT_THE_ENDS
        return cls(first, last, value_ticks(values), across, up)

    def share_x(self, x: float) -> float:
        """How far along the picture a year stands, 0 to 1."""
        return (x - self.x_first) / (self.x_last - self.x_first)

    def share_y(self, value: float) -> float:
        """How far up the picture a value stands, 0 to 1."""
        return (value - self.ticks[0]) / (self.ticks[-1] - self.ticks[0])

    def years(self) -> list[int]:
        """The years that are printed under the axis, as many as have room."""
        first, last = ceil(self.x_first - 0.5), floor(self.x_last - 0.5)
        room = max(self.across // PIXELS_FOR_A_YEAR, 2)
        step = next(step for step in YEAR_STEPS if (last - first) / step <= room)
        return [year for year in range(first, last + 1) if year % step == 0]


def number_text(value: float) -> str:
    """A number in the reader's notation without false decimals."""
    text = f"{value:.6f}".rstrip("0").rstrip(".")
    places = len(text.partition(".")[2])
    return formats.number_format(value, places, use_l10n=True, force_grouping=True)


def value_ticks(values: Sequence[float], about: int = 4) -> tuple[float, ...]:
    """Round ticks around the values; from zero unless that would flatten them."""
    low, high = min(values, default=0.0), max(values, default=1.0)
    if 0 <= low <= 0.6 * high:
        low = 0.0
    if low == high:
        low, high = (0.0, high) if high > 0 else (low - 1, low + 1)
    step = _round_step((high - low) / about)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return tuple(round(n * step, 10) for n in range(first, last + 1))


def _round_step(rough: float) -> float:
    power = 10.0 ** floor(log10(rough))
    return next(step * power for step in ROUND_STEPS if step * power >= rough * 0.999)
