"""A pattern for the days from 1900 up to a given one, for the description of the API.

JSON Schema knows no latest day, and a day to come can't be answered; so the pattern
says exactly which days are.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

FIRST_YEAR = 1900
LONG, SHORT, FEBRUARY = (
    "(0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])",
    "(0[469]|11)-(0[1-9]|[12][0-9]|30)",
    "02-(0[1-9]|1[0-9]|2[0-8])",
)


def pattern_until(last: date) -> str:
    """The pattern of every day of the calendar from 1900 to ``last``."""
    parts = [
        f"({_years_before(last.year)})-({LONG}|{SHORT}|{FEBRUARY})",
        *_leap_days(last.year),
        *(_month(last.year, n, monthrange(last.year, n)[1]) for n in _before(last)),
        _month(last.year, last.month, last.day),
    ]
    return f"^({'|'.join(parts)})$"


def _before(last: date) -> range:
    return range(1, last.month)


def _years_before(year: int) -> str:
    tens, ones = divmod(year - 2000, 10)
    parts = ["19[0-9]{2}"]
    if tens:
        parts.append(f"20[0-{tens - 1}][0-9]")
    if ones:
        parts.append(f"20{tens}[0-{ones - 1}]")
    return "|".join(parts)


def _leap_days(year: int) -> list[str]:
    leap = [n for n in range(FIRST_YEAR + 4, year) if n % 4 == 0]
    return [f"({'|'.join(map(str, leap))})-02-29"]


def _month(year: int, month: int, last: int) -> str:
    tens, ones = divmod(last, 10)
    parts = []
    if tens:
        parts.append("0[1-9]")
    parts += [f"{n}[0-9]" for n in range(1, tens)]
    parts.append(f"{tens}[{0 if tens else 1}-{ones}]")
    return f"{year}-{month:02d}-({'|'.join(parts)})"
