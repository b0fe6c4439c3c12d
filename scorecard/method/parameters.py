"""The numbers of one method version, as data that the code reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from scorecard.method.steps import LADDER


@dataclass(frozen=True)
class Parameters:
    """Points, ranges, cuts, gates and odds of one method version.

    Points run from 0 to 100, shares and odds from 0 to 1, and every tuple of
    five follows the ladder from "not started" to "done", or confidence from
    very low to very high. Defaults are METHOD.md, version 1.0.0.
    """

    version: str = "1.0.0"
    # Section 2: points of the five steps, and the range each stands for.
    points: tuple[float, ...] = (0.0, 25.0, 50.0, 75.0, 100.0)
    ranges: tuple[tuple[float, float], ...] = (
        (0.0, 0.0),
        (10.0, 40.0),
        (40.0, 60.0),
        (60.0, 90.0),
        (100.0, 100.0),
    )
    # Section 3: months after a review until the next is due, and until it expires.
    review_months: int = 12
    expiry_months: int = 24
    review_months_done: int = 24
    expiry_months_done: int = 48
    # Section 3: below the first alpha nothing is published, below the second
    # only provisionally; the share and the least number of asks coded twice.
    alpha_gates: tuple[float, float] = (0.667, 0.800)
    double_coded_share: float = 0.2
    double_coded_minimum: int = 20
    # Section 4: weights, label cuts, gates.
    weight_limits: tuple[float, float] = (0.5, 3.0)
    priority_weight: float = 2.0
    supporting_weight: float = 0.5
    label_cuts: tuple[float, float] = (37.5, 62.5)
    minimum_coverage: float = 0.5
    minimum_scored: int = 3
    comparable_scored: int = 5
    comparable_coverage: float = 0.8
    cohort_years: int = 4
    # Section 5: share of the baseline that counts as a change, pace cuts,
    # share of the time that is too early, and the age of data.
    material_change: float = 0.05
    pace_cuts: tuple[float, float, float] = (0.95, 0.60, 0.0)
    too_early: float = 0.10
    stale_factor: float = 3.0
    old_factor: float = 2.0
    # Section 6: the simulation.
    weight_factor: tuple[float, float] = (0.75, 1.25)
    slip_odds: tuple[float, ...] = (0.40, 0.30, 0.15, 0.05, 0.02)
    runs: int = 10_000
    runs_large: int = 1_000
    large_group: int = 2_000
    percentiles: tuple[float, float, float] = (5.0, 50.0, 95.0)
    clear_share: float = 0.9
    sensitivity_points: tuple[tuple[float, ...], ...] = (
        (0.0, 10.0, 40.0, 60.0, 100.0),
        (0.0, 40.0, 60.0, 90.0, 100.0),
    )
    # Section 7: working days an agency has to reply before release.
    reply_working_days: int = 10

    def __post_init__(self) -> None:
        """Refuse a version whose tables do not have one entry for each step."""
        tables = (self.points, self.ranges, self.slip_odds, *self.sensitivity_points)
        if any(len(table) != len(LADDER) for table in tables):
            raise ValueError("points, ranges and odds need one entry for each step")

    def to_dict(self) -> dict[str, Any]:
        """Give the version as plain lists and numbers, ready for JSON."""
        return {name: _plain(value) for name, value in asdict(self).items()}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Parameters:
        """Read what `to_dict` gave; ValueError on a missing or unknown name."""
        names = {field.name for field in fields(cls)}
        if names != set(data):
            odd = ", ".join(sorted(names ^ set(data)))
            raise ValueError(f"method parameters missing or unknown: {odd}")
        return cls(**{name: _frozen(value) for name, value in data.items()})


def _plain(value: Any) -> Any:
    """Turn tuples into lists, however deep."""
    return [_plain(item) for item in value] if isinstance(value, tuple) else value


def _frozen(value: Any) -> Any:
    """Turn lists into tuples, however deep."""
    if isinstance(value, list | tuple):
        return tuple(_frozen(item) for item in value)
    return value


VERSION_1 = Parameters()
"""Method version 1.0.0."""
