"""A column mapping as data, and what keeps one from being used."""

from __future__ import annotations

from collections.abc import Mapping as Table
from dataclasses import dataclass, field

from recommendations.choices import AskStatus, ResponseKind

REFUSE, CREATE = "refuse", "create"
DEFAULT_SEPARATORS = {
    "agencies": ";",
    "supporting_agencies": ";",
    "evidence_urls": "|",
}
CODES: dict[str, frozenset[str]] = {
    "status": frozenset(AskStatus.values),
    "response": frozenset(ResponseKind.values),
}


class MappingError(Exception):
    """The mapping cannot be used; carries one sentence for each problem."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Mapping:
    """How the columns and values of one source become ours.

    columns: field to headers, joined in order. values: field to their value, without
    case and outer blanks, to ours. header_row: counted from 1; 0 to look for it.
    """

    columns: Table[str, tuple[str, ...]] = field(default_factory=dict)
    values: Table[str, Table[str, str]] = field(default_factory=dict)
    separators: Table[str, str] = field(default_factory=dict)
    encoding: str = ""
    date_format: str = ""
    header_row: int = 0
    separator: str = ""
    sheet: str = ""
    new_agencies: str = REFUSE
    new_categories: str = CREATE

    def list_separator(self, name: str) -> str:
        """What stands between the parts of a list in one cell."""
        return self.separators.get(name) or DEFAULT_SEPARATORS.get(name, ";")

    def value(self, name: str, theirs: str) -> str | None:
        """Our value for theirs; None where it maps to nothing."""
        mapped = self.values.get(name, {}).get(folded(theirs))
        if mapped is not None:
            return mapped
        codes = CODES.get(name)
        if codes is None:
            return theirs
        return folded(theirs) if folded(theirs) in codes else None


def folded(value: str) -> str:
    """A value as it is compared: case and outer blanks do not matter."""
    return " ".join(value.split()).casefold()
