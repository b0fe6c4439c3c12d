"""What a plan is made of: the values of a row, its changes, what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

NEW, CHANGED, UNCHANGED, REFUSED = "new", "changed", "unchanged", "refused"
OUTCOMES = (NEW, CHANGED, UNCHANGED, REFUSED)


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row is refused: its column, the value in it, and the reason."""

    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Change:
    """One field: what the record holds and what the file says, as text."""

    field: str
    old: str
    new: str


@dataclass(slots=True)
class Values:
    """A row as values of ours. Empty where the file says nothing; it changes nothing.

    status_given, response_given: in the words of the file, for the provenance.
    """

    number: int
    reference: str = ""
    title: str = ""
    summary: str = ""
    category: str = ""
    agencies: tuple[str, ...] = ()
    supporting_agencies: tuple[str, ...] = ()
    issued_on: date | None = None
    due_on: date | None = None
    response: str = ""
    response_text: str = ""
    response_on: date | None = None
    status: str = ""
    status_given: str = ""
    status_reason: str = ""
    status_on: date | None = None
    evidence_urls: tuple[str, ...] = ()
    source_url: str = ""
    problems: list[Problem] = field(default_factory=list)

    def refuse(self, column: str, value: str, reason: str) -> None:
        """Note what is wrong with the row."""
        self.problems.append(Problem(column, value, reason))


@dataclass(slots=True)
class Writes:
    """What applying a row does; names say which table each is for.

    columns: of the recommendation. leads, supports: slugs of agencies to add, or
    names of agencies to make. roles: slug to its other role. answered_by: the agency
    whose answer is recorded. urls: new addresses.
    claims: whether a status is claimed anew. publishes: id of an imported assessment
    that waits and is to be published.
    """

    columns: dict[str, Any] = field(default_factory=dict)
    leads: tuple[str, ...] = ()
    supports: tuple[str, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)
    due_on: date | None = None
    answered_by: str = ""
    claims: bool = False
    urls: tuple[str, ...] = ()
    source_url: str = ""
    publishes: int | None = None

    @property
    def moves_standing(self) -> bool:
        """Whether anything that a standing is made of may change."""
        return bool(
            self.due_on
            or self.answered_by
            or self.claims
            or self.urls
            or self.publishes
            or "issued_on" in self.columns
        )


@dataclass(slots=True)
class PlannedRow:
    """What importing one row would do.

    id: of the recommendation, 0 until it is made.
    """

    values: Values
    outcome: str
    id: int = 0
    changes: tuple[Change, ...] = ()
    writes: Writes = field(default_factory=Writes)
    notes: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        """The row's number in the file."""
        return self.values.number

    @property
    def reference(self) -> str:
        """The reference within the report."""
        return self.values.reference

    @property
    def problems(self) -> list[Problem]:
        """Why it is refused."""
        return self.values.problems
