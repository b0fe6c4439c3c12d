"""What a chart is drawn from: values, targets, and where in time they stand."""

from __future__ import annotations

from dataclasses import dataclass

from .. import method


@dataclass(frozen=True)
class Point:
    """One observed value, placed at the middle of its period.

    x: decimal year. period: as printed. starts_series: not comparable with the
    value before, so the line is cut there.
    """

    x: float
    value: float
    period: str
    is_verified: bool = True
    starts_series: bool = False

    @classmethod
    def of(
        cls, period: str, value: float, *, is_verified: bool = True, flag: str = ""
    ) -> Point:
        """A value of a period such as 2012, FY2012, 2018-03 or 2014/2018.

        flag: the observation's flag; "break" cuts the line before it.
        """
        return cls(middle(period), value, period, is_verified, flag == "break")


@dataclass(frozen=True)
class Target:
    """What was to be reached: a value, or a range from low to high."""

    x: float
    period: str
    value: float | None = None
    low: float | None = None
    high: float | None = None

    @classmethod
    def of(
        cls,
        period: str,
        value: float | None = None,
        low: float | None = None,
        high: float | None = None,
    ) -> Target:
        """A target due at the end of a period, drawn like that period's value."""
        return cls(middle(period), period, value, low, high)


def middle(period: str) -> float:
    """The middle of a period in decimal years.

    A value belongs to its whole period; drawn at the middle, the line and a report
    of some month stand in their true order.
    """
    first = period.partition("/")[0]
    end = method.decimal_year(method.period_end(period))
    start = method.decimal_year(method.period_end(first)) - _span(first)
    return (start + end) / 2


def _span(period: str) -> float:
    """The length of one period in years: a year, a month or a day."""
    return {0: 1.0, 1: 1 / 12}.get(period.count("-"), 0.0)
