"""A plan in lines of text, for whoever decides at a terminal whether to write it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from .mapping.mapping import CREATE
from .plan.plan import Planner
from .plan.rows import CHANGED, NEW, REFUSED, PlannedRow, Problem

NAMED_AT_MOST = 50
LONGEST_VALUE = 70


class Teller:
    """Tells each row as it is planned, naming only the first of many new ones."""

    def __init__(self) -> None:
        self._told_new = 0

    def of_row(self, row: PlannedRow) -> Iterator[str]:
        """The lines for one row that is new or changed; none for any other."""
        if row.outcome == NEW:
            self._told_new += 1
            if self._told_new <= NAMED_AT_MOST:
                title = row.writes.columns.get("title", "")
                yield f"new       {row.reference}: {short(title)}"
            elif self._told_new == NAMED_AT_MOST + 1:
                yield _("new       ... and more")
        if row.outcome == CHANGED:
            yield f"changed   {row.reference}"
            for change in row.changes:
                old, new = short(change.old), short(change.new)
                yield f"            {change.field}: {old} -> {new}"


def problems(row: PlannedRow) -> Iterator[str]:
    """One sentence for each reason why a row is refused."""
    if row.outcome == REFUSED:
        for problem in row.problems:
            yield sentence(row.number, problem)


def sentence(number: int, problem: Problem) -> str:
    """Row, column, value and reason."""
    where = _("row %d") % number
    value = f" “{short(problem.value)}”" if problem.value else ""
    return f"{where}, {problem.column}{value}: {problem.reason}"


def header(planner: Planner) -> Iterator[str]:
    """Which column is read as what, before the rows."""
    used = "; ".join(
        f"{name} = {' + '.join(headers)}" for name, headers in planner.used.items()
    )
    yield _("Header in row %(row)d. Columns: %(used)s") % {
        "row": planner.header_row,
        "used": used,
    }
    if planner.ignored:
        yield _("Not read: %s") % ", ".join(planner.ignored)


def footer(planner: Planner) -> Iterator[str]:
    """What the whole plan would make or needs, after the rows."""
    for name in planner.setting.makes.values():
        yield _("new category: %s") % name
    makes = planner.mapping.new_agencies == CREATE
    for one in planner.agencies.proposed():
        what = _("new agency") if makes else _("no such agency")
        near = "; " + _("near: %s") % one.near if one.near else ""
        where = _("rows: %(rows)d, first: %(first)d") % {
            "rows": one.rows,
            "first": one.first_row,
        }
        yield f"{what}: {one.name} ({where}{near})"
    if planner.left_out:
        yield _("note: rows of other reports are left out: %d") % planner.left_out
    for note, count in planner.totals.notes.most_common(20):
        yield _("note: %(note)s (rows: %(count)d)") % {"note": note, "count": count}


def short(value: str) -> str:
    """A value on one line, its beginning alone where it is long."""
    text = " ".join(value.split()) or _("empty")
    return text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE] + "..."
