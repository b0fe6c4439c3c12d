"""What a dataset promises: named columns, each with its meaning, and how to fetch.

Rows hold plain values with one sentinel for each kind of unknown, so that every
format can write unknowns in its own way and none can mistake one for zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeAlias

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from recommendations import choices
from recommendations.as_of import AsOf
from recommendations.models import Report


class Unknown(Enum):
    """Why a value is not known; the code stands in CSV, JSON has null."""

    NOT_ASSESSED = "not_assessed"
    TOO_LITTLE_CHECKED = "too_little_checked"
    AGREEMENT_TOO_LOW = "agreement_too_low"
    NOT_COMPUTED = "not_computed"
    NO_BASELINE = "no_baseline"
    NO_DATA = "no_data"
    NOT_KNOWN = "not_known"
    NOT_TRANSLATED = "not_translated"

    def __str__(self) -> str:
        return self._value_  # as value, which looks it up anew for each cell


UNKNOWN_MEANINGS: dict[Unknown, str | Promise] = {
    Unknown.NOT_ASSESSED: _("Nobody has assessed it, or the assessment has expired."),
    Unknown.TOO_LITTLE_CHECKED: _(
        "Less than half is checked, or fewer than three items are scored, so no"
        " figure is given."
    ),
    Unknown.AGREEMENT_TOO_LOW: _(
        "Two coders agree too little on this report for a figure to be given."
    ),
    Unknown.NOT_COMPUTED: _("There is a figure, but this has not been computed yet."),
    Unknown.NO_BASELINE: _("There is no value from before the recommendation."),
    Unknown.NO_DATA: _("There is no value that would allow it."),
    Unknown.NOT_KNOWN: _("It exists, but the record does not hold it."),
    Unknown.NOT_TRANSLATED: _("The text is on record in the other language only."),
}

Value: TypeAlias = (
    str | int | float | bool | date | datetime | tuple[str, ...] | Unknown | None
)
Row: TypeAlias = dict[str, Value]
Record: TypeAlias = tuple[Value, ...]


@dataclass(frozen=True)
class Scope:
    """What a dataset is fetched for: a view of the record, perhaps one report."""

    view: AsOf
    report: Report | None = None

    @property
    def known_at(self) -> date:
        """The day of knowledge, today where the view is "as now known"."""
        return self.view.known_at or self.view.today


TYPES: dict[str, str | Promise] = {
    "text": _("Text."),
    "code": _("One of the codes listed."),
    "integer": _("A whole number."),
    "number": _("A number with a decimal point."),
    "boolean": _("true or false."),
    "date": _("A day: 2026-06-30."),
    "partial_date": _("A day, a month or a year: 2014-11-27, 2014-11 or 2014."),
    "period": _(
        "The time a value is of: 2012, FY2012 (fiscal year, to 30 September),"
        " 2014/2018, 2018-03 or 2018-03-31."
    ),
    "timestamp": _("A moment in UTC: 2026-06-30T09:00:00Z."),
    "list": _("Several texts; in CSV and XLSX joined by the separator named."),
    "address": _("A web address."),
}


@dataclass(frozen=True)
class Column:
    """One column: its name is a promise, its meaning one sentence.

    vocabulary: the class in ``recommendations.choices`` whose codes it holds, or the
    codes themselves with what each means. separator: of a list in CSV and XLSX.
    unknown: kinds of unknown that may stand in it. An empty cell means that the
    column does not apply to the row.
    """

    name: str
    meaning: str | Promise
    type: str = "text"
    vocabulary: str | Mapping[str, str | Promise] = ""
    separator: str = ";"
    unknown: tuple[Unknown, ...] = ()
    width: int = 0

    @property
    def codes(self) -> dict[str, str]:
        """Each code with what it means, empty where the column holds no codes."""
        if isinstance(self.vocabulary, Mapping):
            return {code: str(text) for code, text in self.vocabulary.items()}
        if not self.vocabulary:
            return {}
        members = getattr(choices, self.vocabulary)
        return {
            member.value: _with_definition(member.label, member) for member in members
        }


def _with_definition(label: str | Promise, member: object) -> str:
    definition = getattr(member, "definition", "")
    return f"{label}. {definition}" if definition else str(label)


Records: TypeAlias = Callable[[Iterable[int] | None, Scope], Iterator[Record]]


@dataclass(frozen=True)
class Reference:
    """Columns of one dataset that name a row of another by its key.

    is_optional: they may be empty, and then name none.
    """

    columns: tuple[str, ...]
    dataset: str
    names: tuple[str, ...]
    is_optional: bool = False


@dataclass(frozen=True)
class Dataset:
    """One table of the record as it leaves the site.

    key: the columns that name a row, unique together; empty where rows are dated
    entries of a log. rows: in an order that ends with a unique tie-break. rows_of:
    where rows hang on recommendations, those of the given ones, in the order given.
    found and rows_in: where they do not, the records that rows are made from, and the
    rows of some of these, in the order of the queryset.
    records: the same as ``rows`` and ``rows_of`` (None for all) in tuples, where they
    are made faster so.
    """

    name: str
    title: str | Promise
    about: str | Promise
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: Callable[[Scope], Iterator[Row]]
    rows_of: Callable[[Iterable[int], Scope], Iterator[Row]] | None = None
    found: Callable[[Scope], QuerySet[Any]] | None = None
    rows_in: Callable[[QuerySet[Any], Scope], Iterator[Row]] | None = None
    references: tuple[Reference, ...] = ()
    records: Records | None = None

    @property
    def names(self) -> list[str]:
        """The column names in their order."""
        return [column.name for column in self.columns]

    def column(self, name: str) -> Column:
        """The column of this name; KeyError where there is none."""
        return {column.name: column for column in self.columns}[name]


OF_REPORT = Reference(("report",), "reports", ("report",))
OF_RECOMMENDATION = Reference(
    ("report", "recommendation"), "recommendations", ("report", "reference")
)
OF_AGENCY = Reference(("agency",), "agencies", ("agency",))


VIEW_COLUMNS = (
    Column("as_of", _("The day the row is true for."), "date"),
    Column("known_at", _("Only what had been published by then is counted."), "date"),
    Column("method", _("Version of the scoring method.")),
)


def label(code: str, vocabulary: str) -> str:
    """The label of a code in the active language; empty for no code."""
    return str(getattr(choices, vocabulary)(code).label) if code else ""


def labels_of(name: str) -> Column:
    """The column that spells out the codes of another."""
    meaning = format_lazy(
        _("The code in {name} in words, in the language asked for."), name=name
    )
    return Column(f"{name}_label", meaning)


def translated(original: str, translation: str) -> Value:
    """A translation; the kind of unknown where the original has none."""
    if translation:
        return translation
    return Unknown.NOT_TRANSLATED if original else None


def or_nothing(text: str) -> str | None:
    """A text, or None where it is empty and so does not apply."""
    return text or None
