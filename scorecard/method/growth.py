"""Pace bands, and the growth-rate ratio that cross-checks them.

METHOD.md section 5 and appendix A.
"""

from __future__ import annotations

from math import isfinite

from scorecard.method.parameters import VERSION_1, Parameters
from scorecard.method.steps import TOLERANCE


def band(pace: float | None, parameters: Parameters = VERSION_1) -> str | None:
    """The class of a pace (or of a growth-rate ratio); None of None.

    From 0.95 on track, from 0.60 behind, from 0 little change, below that
    worse, each with a tolerance of 1e-9 (METHOD.md section 5).
    """
    if pace is None:
        return None
    names = ("on_track", "behind", "little_change")
    for cut, name in zip(parameters.pace_cuts, names, strict=True):
        if pace >= cut - TOLERANCE:
            return name
    return "worse"


def cagr_ratio(
    b: float, x: float, T: float, t0: float, t: float, tT: float, d: int
) -> float | None:
    """Achieved over required compound growth rate, signed by the direction.

    `b` at `t0` is the baseline, `x` at `t` the value, `T` at `tT` the target,
    times in decimal years, `d` +1 or -1. None where it is undefined: no time
    between, a value of zero, values on both sides of zero, a target equal to
    the baseline, a range (`d` 0), or a rate beyond all bounds. Between
    negative values growth is the other way, so `d` is flipped
    (METHOD.md appendix A).
    """
    same_side = min(b, x, T) > 0 or max(b, x, T) < 0
    if t <= t0 or tT <= t0 or not same_side or d == 0:
        return None
    try:
        observed = _growth(b, x, t - t0)
        required = _growth(b, T, tT - t0)
    except OverflowError:
        return None
    if required == 0.0 or not isfinite(observed) or not isfinite(required):
        return None
    return (d if b > 0 else -d) * observed / abs(required) + 0.0


def _growth(start: float, end: float, years: float) -> float:
    """The compound rate a year, as a share, between values on one side of zero."""
    return float((end / start) ** (1.0 / years)) - 1.0
