"""One row that a pack wants the record to hold, by its natural key."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from .complaints import Place

Key = tuple[Any, ...]


@dataclass(frozen=True)
class Row:
    """What a pack says of one thing.

    kind: a name of ``tables.TABLES`` or ``assessment``. key: what identifies it,
    such as (report, reference). values: compared with the record, field by field;
    a link to another row is that row's key, a set of links a sorted tuple of keys.
    initial: written when the row is made, never compared.
    """

    kind: str
    key: Key
    values: dict[str, Any]
    place: Place = field(compare=False)
    initial: dict[str, Any] = field(default_factory=dict)

    @property
    def reference(self) -> str:
        """The key as a person writes it."""
        words = {True: "also-announced", False: ""}
        parts = [words[p] if isinstance(p, bool) else str(p) for p in self.key]
        return "/".join(part for part in parts if part)


@dataclass(frozen=True)
class Release:
    """How a pack was published: when, by whom, and under which method."""

    published_on: date
    place: Place
    is_first_reading: bool = False
    attribution: str = ""
    attribution_es: str = ""
    assessment_notice: str = ""
    assessment_notice_es: str = ""
    primary_indicators: dict[str, str] = field(default_factory=dict)
    method_version: str = ""


@dataclass(frozen=True)
class Pack:
    """A pack without fault: its rows in the order they were read."""

    rows: list[Row]
    release: Release | None = None
