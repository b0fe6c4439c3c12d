"""Reads the fields of one item of a pack, checking each as it is read.

Every method returns a value of the right type in any case; what was wrong is in
the complaints of the place, and a pack with complaints is never used.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from datetime import date
from math import isfinite
from re import Pattern
from urllib.parse import urlsplit

from recommendations.partial_dates import PartialDate
from scorecard import method

from . import vocabulary as words
from .complaints import Place, shown

NO_DATE = PartialDate(date(words.FIRST_YEAR, 1, 1), "day")


class Fields:
    """One item with named fields: which there are, and each read as its type."""

    def __init__(
        self, value: object, place: Place, required: str, optional: str = ""
    ) -> None:
        """Check the names; required and optional are separated by blanks."""
        self.place = place
        self.given: dict[object, object] = value if isinstance(value, dict) else {}
        if not isinstance(value, dict):
            place.complain(f"should be an item with fields, not {shown(value)}")
            return
        wanted = required.split()
        for name in wanted:
            if name not in self.given:
                place.complain(f"field {name} is missing")
        for given in self.given:
            if given not in wanted and given not in optional.split():
                place.complain(f"unknown field {shown(given)}")

    def text(self, name: str, longest: int | None = None) -> str:
        """Text that must be there, without stray blanks."""
        if name not in self.given:
            return ""
        value, place = self.given[name], self.place.field(name)
        if not isinstance(value, str) or not value.strip():
            place.complain(f"should be text, not {shown(value)}")
            return ""
        if value != value.strip() or "  " in value:
            place.complain("has stray blanks")
        return _plain(value, place, longest)

    def note(self, name: str, longest: int | None = None) -> str:
        """Text that may be absent or null; empty then."""
        value = self.given.get(name)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.place.field(name).complain(f"should be text, not {shown(value)}")
            return ""
        return _plain(value, self.place.field(name), longest)

    def one_of(self, name: str, allowed: Iterable[str], default: str = "") -> str:
        """One of the codes allowed; the default where the field may be absent."""
        if name not in self.given:
            return default
        value, codes = self.given[name], [str(code) for code in allowed]
        if value in codes:
            return str(value)
        choice = f"is not one of {', '.join(codes)}" if len(codes) < 20 else "unknown"
        self.place.field(name).complain(f"{shown(value)} {choice}")
        return ""

    def shaped(
        self, name: str, shape: Pattern[str], what: str, longest: int = 80
    ) -> str:
        """Text of a certain shape, such as a slug."""
        if name not in self.given:
            return ""
        value, place = self.given[name], self.place.field(name)
        if isinstance(value, str) and shape.fullmatch(value):
            return _plain(value, place, longest)
        place.complain(f"{shown(value)} is not {what}")
        return ""

    def slug(self, name: str) -> str:
        """Small letters, figures and single hyphens."""
        return self.shaped(name, words.SLUG, "a slug such as us-gao")

    def partial_date(self, name: str) -> PartialDate:
        """A year, a month or a day that must be there."""
        if name not in self.given:
            return NO_DATE
        return _date(self.given[name], self.place.field(name)) or NO_DATE

    def partial_date_or_none(self, name: str) -> PartialDate | None:
        """A year, a month or a day that may be absent or null."""
        if self.given.get(name) is None:
            return None
        return _date(self.given[name], self.place.field(name))

    def day(self, name: str) -> date:
        """A full date."""
        found = self.partial_date(name)
        if found.precision != "day":
            self.place.field(name).complain(f"{found} is not a full date")
        return found.first_day

    def address(self, name: str, longest: int = 1000) -> str:
        """The address of a public page, or empty where null or absent."""
        value = self.given.get(name)
        if value is None:
            return ""
        return checked_address(value, self.place.field(name), longest)

    def flag(self, name: str, default: bool = False) -> bool:
        """True or false."""
        value = self.given.get(name, default)
        if not isinstance(value, bool):
            self.place.field(name).complain(f"{shown(value)} is not true or false")
        return value is True

    def number(self, name: str) -> float:
        """A number that must be there."""
        if name not in self.given:
            return 0.0
        value, place = self.given[name], self.place.field(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            if abs(value) < 1e300 and isfinite(value):
                return float(value)
            place.complain("is not a finite number")
            return 0.0
        place.complain(f"{shown(value)} is not a number")
        return 0.0

    def whole(self, name: str) -> int:
        """A whole number from 1."""
        value = self.given.get(name, 1)
        if isinstance(value, int) and not isinstance(value, bool) and value > 0:
            return min(value, 1_000_000)
        self.place.field(name).complain(f"{shown(value)} is not a whole number from 1")
        return 1

    def period(self, name: str) -> str:
        """A period such as 2010, FY2010, 2014/2018, 2016-04 or 2021-11-30."""
        value = self.shaped(name, words.PERIOD, "a period such as 2010 or FY2010")
        if value and not period_holds(value):
            self.place.field(name).complain(f"{value!r} is not in the calendar")
            return ""
        return value

    def below(self, name: str, required: str, optional: str = "") -> Fields | None:
        """The item under this name, or None where it is null or absent."""
        value = self.given.get(name)
        if value is None:
            return None
        return Fields(value, self.place.field(name), required, optional)

    def items(self, name: str, label: str = "id") -> Iterator[tuple[object, Place]]:
        """Each item of a list with its place, labeled by its own name if it has one."""
        place = self.place.field(name)
        for number, value in enumerate(self._list(name), 1):
            own = value.get(label) if isinstance(value, dict) else None
            yield value, place.item(own if isinstance(own, str) else number)

    def words(self, name: str, allowed: Container[str], what: str) -> list[str]:
        """Names that must exist, each once."""
        place, found = self.place.field(name), []
        for number, value in enumerate(self._list(name), 1):
            if not isinstance(value, str) or value not in allowed:
                place.item(number).complain(f"{what} {shown(value)} does not exist")
            elif value in found:
                place.item(number).complain(f"{what} {shown(value)} is named twice")
            else:
                found.append(value)
        return found

    def texts(self, name: str, longest: int | None = None) -> list[str]:
        """A list of sentences or names, none of them empty."""
        found = []
        for number, value in enumerate(self._list(name), 1):
            place = self.place.field(name).item(number)
            if isinstance(value, str) and value.strip():
                found.append(_plain(value, place, longest))
            else:
                place.complain(f"should be text, not {shown(value)}")
        return found

    def _list(self, name: str) -> list[object]:
        value = self.given.get(name, [])
        if isinstance(value, list):
            return value
        self.place.field(name).complain(f"should be a list, not {shown(value)}")
        return []


def checked_address(value: object, place: Place, longest: int = 1000) -> str:
    """The address of a public page as it stands, or empty with a complaint."""
    if isinstance(value, str) and words.ADDRESS.fullmatch(value):
        host = urlsplit(value).hostname or ""
        if "." in host and not host.endswith(".") and ".." not in host:
            return _plain(value, place, longest)
    place.complain(f"{shown(value)} is not an address of a public page")
    return ""


def period_holds(period: str) -> bool:
    """Whether the last day of a period is in the calendar and within reason."""
    try:
        return _within(method.last_day(period))
    except ValueError:
        return False


def _date(value: object, place: Place) -> PartialDate | None:
    if isinstance(value, date):
        place.complain(f"write the date in quotation marks: '{value}'")
        return None
    try:
        if isinstance(value, str) and words.DATE.fullmatch(value):
            found = PartialDate.parse(value)
            if _within(found.first_day):
                return found
    except ValueError:
        pass
    place.complain(f"{shown(value)} is not a date such as 2014, 2014-11 or 2014-11-27")
    return None


def _within(day: date) -> bool:
    return words.FIRST_YEAR <= day.year <= words.LAST_YEAR


def _plain(value: str, place: Place, longest: int | None) -> str:
    if any(c < " " and c not in "\n\t" or "\ud800" <= c <= "\udfff" for c in value):
        place.complain("holds characters that cannot be shown")
        return ""
    if longest is not None and len(value) > longest:
        place.complain(f"is longer than {longest} characters")
        return ""
    return value
