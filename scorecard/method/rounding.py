"""Rounding of what is shown: once, at the end (METHOD.md section 8)."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from math import ceil, floor, isfinite

from scorecard.method.steps import TOLERANCE


def half_up(x: float, places: int = 0) -> float:
    """Round to `places` decimals, a half going away from zero.

    Works on the decimal digits a reader sees, so 2.675 gives 2.68 although its
    binary value lies below; -2.5 gives -3, as spreadsheets do; never minus
    zero. ValueError on an infinite or undefined number (METHOD.md section 8).
    """
    if not isfinite(x):
        raise ValueError(f"{x} cannot be rounded")
    unit = Decimal(1).scaleb(-places)
    exact = Context(prec=400, rounding=ROUND_HALF_UP)
    return float(Decimal(repr(x)).quantize(unit, context=exact)) + 0.0


def likely_range(p5: float, p95: float) -> tuple[int, int]:
    """Round the 5th and 95th percentile outwards to whole points, within 0 to 100.

    A distance below 1e-9 from a whole point is arithmetic noise and does not
    widen the range (METHOD.md section 6).
    """
    low, high = floor(p5 + TOLERANCE), ceil(p95 - TOLERANCE)
    return max(0, low), min(100, high)
