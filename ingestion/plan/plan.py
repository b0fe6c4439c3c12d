"""A whole file against the record, a run of rows at a time, in bounded memory."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from recommendations.models import Category, Report

from ..mapping import FIELDS, Mapping
from ..mapping.fields import bare
from ..mapping.guess import guessed
from ..mapping.header import opened, places
from ..parse.table import Line, UnreadableFileError
from .agencies import AgencyIndex
from .compare import Setting, planned
from .held import held
from .interpret import Interpreter
from .rows import OUTCOMES, REFUSED, PlannedRow, Values

RUN = 500


@dataclass(frozen=True)
class Request:
    """What is to be imported, into what, by whom.

    mapping: None where it is to be guessed from the header. publish: statuses are
    published as single-coded. today: the day of the import.
    """

    file: Path
    report: Report
    today: date
    mapping: Mapping | None = None
    publish: bool = False
    by: Any = None


@dataclass
class Totals:
    """What a plan comes to; filled while its rows are read.

    fingerprint: the same for the same file, mapping and record, so that what is
    written is what somebody has read.
    """

    counts: Counter[str] = field(default_factory=Counter)
    notes: Counter[str] = field(default_factory=Counter)
    _hash: Any = field(default_factory=hashlib.sha256)

    def add(self, row: PlannedRow) -> None:
        """Count a row."""
        self.counts[row.outcome] += 1
        told = [
            row.number,
            row.outcome,
            row.reference,
            [(c.field, c.old, c.new) for c in row.changes],
            [(p.column, p.value, p.reason) for p in row.problems],
        ]
        self._hash.update(json.dumps(told, ensure_ascii=False).encode())

    @property
    def fingerprint(self) -> str:
        """A hash over every row as it was planned."""
        return str(self._hash.hexdigest())

    @property
    def last_line(self) -> str:
        """The line every plan ends with (CONTRACT)."""
        return ", ".join(f"{self.counts[name]} {name}" for name in OUTCOMES)


@dataclass
class Foreign:
    """Rows of our own export that belong to another report, which are left out."""

    place: int | None
    others: frozenset[str]
    left_out: int = 0

    @classmethod
    def of(cls, report: Report, headers: tuple[str, ...]) -> Foreign:
        """Only a file with our own names has such rows."""
        if not {"reference", "report"} <= set(headers):
            return cls(None, frozenset())
        others = Report.objects.exclude(pk=report.pk).values_list("slug", flat=True)
        return cls(headers.index("report"), frozenset(others))

    def holds(self, line: Line) -> bool:
        """Whether the row names another report of the record; counts those."""
        if self.place is None or self.place >= len(line.cells):
            return False
        is_foreign = line.cells[self.place] in self.others
        self.left_out += is_foreign
        return is_foreign


@dataclass
class Planner:
    """Plans one file; iterate ``runs`` once, then read the rest.

    mapping: as given or guessed. ignored: headers that no field uses.
    """

    request: Request
    mapping: Mapping
    headers: tuple[str, ...]
    header_row: int
    agencies: AgencyIndex
    setting: Setting
    totals: Totals
    _lines: Iterator[Line]
    _interpreter: Interpreter
    _foreign: Foreign
    _seen: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, request: Request) -> Planner:
        """Open the file and find its header; refused where a column is missing."""
        file = opened(request.file, request.mapping or Mapping())
        mapping = request.mapping or Mapping()
        if not mapping.columns:
            found = guessed(file.headers).columns
            mapping = replace(mapping, columns=found)
        if "reference" not in mapping.columns:
            seen = ", ".join(f"“{header}”" for header in file.headers if header)
            raise UnreadableFileError(
                _(
                    "No column is the reference that identifies a row; map one, or"
                    " #row for the row's number. Its headers are: %s."
                )
                % seen
            )
        agencies = AgencyIndex.of_record()
        where = places(mapping, file.headers)
        return cls(
            request=request,
            mapping=mapping,
            headers=file.headers,
            header_row=file.header_row,
            agencies=agencies,
            setting=_setting(request, mapping),
            totals=Totals(),
            _lines=file.lines,
            _interpreter=Interpreter(mapping, where, agencies, request.today),
            _foreign=Foreign.of(request.report, file.headers),
        )

    def runs(self) -> Iterator[list[PlannedRow]]:
        """The planned rows of the file in its order, up to RUN at a time."""
        own = (line for line in self._lines if not self._foreign.holds(line))
        while lines := list(islice(own, RUN)):
            rows = [self._values(line) for line in lines]
            wanted = [row.reference for row in rows if row.reference]
            request = self.request
            there = held(request.report, wanted, request.today, request.by)
            run = [planned(r, there.get(r.reference), self.setting) for r in rows]
            for row in run:
                self.totals.add(row)
                self.totals.notes.update(row.notes)
            yield run

    def _values(self, line: Line) -> Values:
        row = self._interpreter.values(line)
        first = self._seen.setdefault(row.reference, line.number)
        if row.reference and first != line.number:
            row.refuse(
                "reference", row.reference, _("row %d has the same reference") % first
            )
        return row

    @property
    def used(self) -> dict[str, tuple[str, ...]]:
        """Field to headers, in the order of the fields."""
        columns = self.mapping.columns
        return {name: columns[name] for name in FIELDS if name in columns}

    @property
    def ignored(self) -> list[str]:
        """Headers of the file that the mapping does not use."""
        names = {
            bare(one) for listed in self.mapping.columns.values() for one in listed
        }
        return [one for one in self.headers if one and bare(one) not in names]

    @property
    def unmapped(self) -> dict[str, Counter[str]]:
        """Values without a code of ours, by field, with how many rows hold each."""
        return self._interpreter.unmapped

    @property
    def left_out(self) -> int:
        """How many rows belong to other reports."""
        return self._foreign.left_out

    @property
    def is_refused(self) -> bool:
        """Whether any row is refused, so that nothing is written."""
        return bool(self.totals.counts[REFUSED])


def _setting(request: Request, mapping: Mapping) -> Setting:
    report = request.report
    names: set[str] = set()
    rows = Category.objects.filter(report=report)
    for found in rows.values_list("code", "slug", "title", "title_es"):
        names |= {bare(name) for name in found if name}
    return Setting(
        report_issued_on=report.issued_on,
        report_url=report.url,
        categories=names,
        new_categories=mapping.new_categories,
        today=request.today,
        publish=request.publish,
        makes={},
    )
