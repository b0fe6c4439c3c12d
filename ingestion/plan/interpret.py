"""Reads one row of a file as values of ours; what it cannot read it says."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping as Table
from dataclasses import dataclass, field
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from recommendations.models.recommendation import REFERENCE_PATTERN

from ..mapping import Mapping
from ..mapping.mapping import CREATE, folded
from ..parse.cells import damage
from ..parse.table import LIST_JOINT, Line
from .agencies import LONGEST_NAME, AgencyIndex, unique
from .rows import Values

LONGEST_REFERENCE = 40
LONGEST_TITLE = 400
SHORT_TITLE = 120
LONGEST_ADDRESS = 1000
MOST_ADDRESSES = 50
MOST_VALUES = 200
YEARS = range(1900, 2201)
TEXTS = ("title", "summary", "category", "response_text", "status_reason")
DATES = ("issued_on", "due_on", "response_on", "status_on")
JOINTS = {"reference": "-", "title": ": ", "category": " / "}
NOT_IN_REFERENCE = re.compile(r"[^A-Za-z0-9._-]+")
REFERENCE = re.compile(REFERENCE_PATTERN)
ERROR_CELLS = {"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"}

valid_address = URLValidator(schemes=["http", "https"])


@dataclass
class Interpreter:
    """Reads rows under one mapping.

    places: field to the places of its columns. today: nothing is answered later.
    unmapped: values that have no code of ours, with how many rows hold each.
    """

    mapping: Mapping
    places: Table[str, tuple[int, ...]]
    agencies: AgencyIndex
    today: date
    unmapped: dict[str, Counter[str]] = field(
        default_factory=lambda: {"status": Counter(), "response": Counter()}
    )

    def values(self, line: Line) -> Values:
        """The row as values, with every problem it has."""
        row = Values(line.number)
        self._read_reference(row, line)
        for name in TEXTS:
            setattr(row, name, self._text(name, row, line))
        for name in DATES:
            setattr(row, name, self._date(name, row, line))
        self._read_codes(row, line)
        self._read_agencies(row, line)
        self._read_addresses(row, line)
        _check(row, self.today)
        return row

    def _cells(self, name: str, line: Line) -> list[str]:
        places = self.places.get(name, ())
        cells = [
            str(line.number)
            if place < 0
            else (line.cells[place] if place < len(line.cells) else "")
            for place in places
        ]
        return [cell for cell in cells if cell]

    def _text(self, name: str, row: Values, line: Line) -> str:
        cells = self._cells(name, line)
        text = JOINTS.get(name, "\n\n").join(cells).replace(LIST_JOINT, "\n")
        wrong = damage(text)
        if text in ERROR_CELLS:
            wrong = _("it is an error of the spreadsheet")
        if wrong:
            row.refuse(name, text, wrong)
            return ""
        return text

    def _read_reference(self, row: Values, line: Line) -> None:
        """Signs that cannot stand in an address become hyphens."""
        given = self._text("reference", row, line)
        plain = unicodedata.normalize("NFKD", given)
        plain = "".join(c for c in plain if not unicodedata.combining(c))
        found = NOT_IN_REFERENCE.sub("-", plain).strip("-._")
        if not given:
            if not row.problems:
                row.refuse("reference", "", _("the row has no reference"))
        elif len(found) > LONGEST_REFERENCE:
            row.refuse("reference", given, too_long(LONGEST_REFERENCE))
        elif not REFERENCE.fullmatch(found):
            row.refuse("reference", given, _("it holds no letter or digit"))
        else:
            row.reference = found

    def _date(self, name: str, row: Values, line: Line) -> date | None:
        text = self._text(name, row, line)
        if not text:
            return None
        found = _iso(text) or _by_format(text, self.mapping.date_format)
        if found is None:
            form = self.mapping.date_format or "2021-11-30"
            row.refuse(name, text, _("not a date of the form %s") % form)
        elif found.year not in YEARS:
            row.refuse(name, text, _("a year before 1900 or after 2200"))
            return None
        return found

    def _read_codes(self, row: Values, line: Line) -> None:
        row.status_given = self._text("status", row, line)
        status = self._code("status", row.status_given, row)
        row.status = "" if status == "not_assessed" else status
        response = self._code("response", self._text("response", row, line), row)
        row.response = "" if response == "none" else response

    def _code(self, name: str, theirs: str, row: Values) -> str:
        if not theirs:
            return ""
        found = self.mapping.value(name, theirs)
        if found is None:
            if theirs in self.unmapped[name] or len(self.unmapped[name]) < MOST_VALUES:
                self.unmapped[name][theirs] += 1
            row.refuse(name, theirs, _("nobody has said yet what this value means"))
        return found or ""

    def _read_agencies(self, row: Values, line: Line) -> None:
        row.agencies = self._named("agencies", row, line)
        others = self._named("supporting_agencies", row, line)
        row.supporting_agencies = tuple(s for s in others if s not in row.agencies)

    def _named(self, name: str, row: Values, line: Line) -> tuple[str, ...]:
        found: list[str] = []
        for given in self._parts(name, row, line):
            found += self._agency(name, given, row)
        return unique(found)

    def _agency(self, name: str, given: str, row: Values) -> tuple[str, ...]:
        """Its code; its name where it is to be made; nothing where it is refused."""
        mapped = self.mapping.values.get("agencies", {}).get(folded(given))
        if mapped == "":
            return ()
        wanted = mapped or given
        found = self.agencies.find(wanted)
        if len(found) == 1:
            return found
        if found:
            row.refuse(
                name,
                given,
                _("several agencies are called so: %s") % ", ".join(found),
            )
        elif len(wanted) > LONGEST_NAME:
            row.refuse(name, given, too_long(LONGEST_NAME))
        else:
            self.agencies.propose(wanted, row.number)
            if self.mapping.new_agencies == CREATE:
                return (wanted,)
            row.refuse(name, given, _("no agency of the record is called so"))
        return ()

    def _parts(self, name: str, row: Values, line: Line) -> list[str]:
        separator = self.mapping.list_separator(name)
        found = []
        for cell in self._cells(name, line):
            wrong = damage(cell)
            if wrong:
                row.refuse(name, cell, wrong)
                continue
            for part in cell.replace(LIST_JOINT, separator).split(separator):
                found.append(" ".join(part.split()))
        return [part for part in found if part]

    def _read_addresses(self, row: Values, line: Line) -> None:
        listed = unique(self._parts("evidence_urls", row, line))
        if len(listed) > MOST_ADDRESSES:
            row.refuse(
                "evidence_urls", listed[0], _("more than %d addresses") % MOST_ADDRESSES
            )
        row.evidence_urls = tuple(
            one for one in listed if _is_address(one, "evidence_urls", row)
        )
        source = self._text("source_url", row, line)
        if source and _is_address(source, "source_url", row):
            row.source_url = source


def _is_address(text: str, name: str, row: Values) -> bool:
    try:
        if len(text) > LONGEST_ADDRESS:
            raise ValidationError("long")
        valid_address(text)
    except ValidationError:
        row.refuse(
            name, text, _("not a web address that begins with https:// or http://")
        )
        return False
    return True


def _iso(text: str) -> date | None:
    """A day, or a moment at any hour of it: 2021-11-30, 2021-11-30T09:00."""
    if not re.match(r"\d{4}-\d{2}-\d{2}(?:$|[T ]\d{2}:\d{2})", text):
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _by_format(text: str, form: str) -> date | None:
    try:
        return datetime.strptime(text, form).date() if form else None
    except ValueError:
        return None


def _check(row: Values, today: date) -> None:
    """What two values of a row say against each other."""
    if len(row.title) > LONGEST_TITLE:
        row.refuse("title", row.title, too_long(LONGEST_TITLE))
    if row.response_on and row.response_on > today:
        row.refuse("response_on", row.response_on.isoformat(), _("lies in the future"))
    if row.status_on and row.status_on > today:
        row.refuse("status_on", row.status_on.isoformat(), _("lies in the future"))
    if not row.response and (row.response_text or row.response_on):
        row.response_text, row.response_on = "", None
    if row.due_on and row.issued_on and row.due_on < row.issued_on:
        row.refuse(
            "due_on",
            row.due_on.isoformat(),
            _("lies before the recommendation was made (%s)")
            % row.issued_on.isoformat(),
        )


def too_long(most: int) -> str:
    """Why a text of more characters is refused."""
    return _("longer than %d characters") % most


def short_title(summary: str) -> str:
    """A heading for a row that has none: the beginning of its text, at a word."""
    line = " ".join(summary.split())
    if len(line) <= SHORT_TITLE:
        return line
    return line[: SHORT_TITLE - 1].rsplit(" ", 1)[0].rstrip(",;:.") + "…"
