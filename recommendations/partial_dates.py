"""Dates known to the day, the month or the year: parse, first and last day, write.

A date of a year or a month counts as its first day when compared with an as-of
date (data pack README).
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date

_SHAPE = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True, order=True)
class PartialDate:
    """A first day and the precision it is known to: day, month or year."""

    first_day: date
    precision: str

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``2014``, ``2014-11`` or ``2014-11-27``; ValueError otherwise."""
        match = _SHAPE.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is not a year, a month or a day")
        year, month, day = match.groups()
        precision = "day" if day else "month" if month else "year"
        return cls(date(int(year), int(month or 1), int(day or 1)), precision)

    @property
    def last_day(self) -> date:
        """The last day the date can stand for."""
        day = self.first_day
        if self.precision == "day":
            return day
        month = 12 if self.precision == "year" else day.month
        return date(day.year, month, calendar.monthrange(day.year, month)[1])

    def __str__(self) -> str:
        """The date as it was given: ``2014``, ``2014-11`` or ``2014-11-27``."""
        length = {"year": 4, "month": 7, "day": 10}[self.precision]
        return self.first_day.isoformat()[:length]
