"""Copies what hangs on a recommendation to those that follow the same course, in SQL.

The children of a recommendation have consecutive ids, so a copy's ids are the
original's plus one number for each kind.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import connection, models

from recommendations.models import (
    Assessment,
    DueDate,
    Evidence,
    Judgement,
    Response,
    SecondJudgement,
    SecondReading,
    Source,
    Standing,
    StatusChange,
)

KINDS = ("ask", "assessment", "evidence", "reading")


@dataclass(frozen=True)
class Copied:
    """A table to copy: through which parent its rows belong, which ids they shift."""

    model: type[models.Model]
    shifts: dict[str, str] = field(default_factory=dict)
    parent: type[models.Model] | None = None
    link: str = "recommendation_id"


COPIED = (
    Copied(Assessment, {"id": "assessment"}),
    Copied(
        Judgement,
        {"assessment_id": "assessment", "ask_id": "ask"},
        Assessment,
        "assessment_id",
    ),
    Copied(Evidence, {"id": "evidence"}),
    Copied(
        Evidence.asks.through,
        {"evidence_id": "evidence", "ask_id": "ask"},
        Evidence,
        "evidence_id",
    ),
    Copied(Source, {"evidence_id": "evidence"}, Evidence, "evidence_id"),
    Copied(
        Assessment.evidence.through,
        {"assessment_id": "assessment", "evidence_id": "evidence"},
        Assessment,
        "assessment_id",
    ),
    Copied(SecondReading, {"id": "reading"}),
    Copied(
        SecondJudgement,
        {"reading_id": "reading", "ask_id": "ask"},
        SecondReading,
        "reading_id",
    ),
    Copied(Response),
    Copied(DueDate),
    Copied(Standing, {"assessment_id": "assessment"}),
    Copied(StatusChange, {"ask_id": "ask", "assessment_id": "assessment"}),
)


@dataclass(frozen=True)
class Course:
    """One recommendation that follows another's course.

    first: the first assessment of the original, whose ids stand in its standings.
    shifts: for each of ``KINDS`` what its ids are more than the original's.
    """

    recommendation: int
    original: int
    lead: int
    first: int
    shifts: tuple[int, ...]


class Copies:
    """The courses to follow, gathered while the originals are written."""

    def __init__(self) -> None:
        self.courses: list[Course] = []

    def write(self) -> None:
        """Copy every table; the originals must be in it."""
        with connection.cursor() as cursor:
            shifts = ", ".join(f"{kind} bigint" for kind in KINDS)
            cursor.execute(
                "CREATE TEMP TABLE courses (recommendation bigint, original bigint,"
                f" lead bigint, first bigint, {shifts})"
            )
            marks = ", ".join(["%s"] * (4 + len(KINDS)))
            cursor.executemany(
                f"INSERT INTO courses VALUES ({marks})",
                [
                    (c.recommendation, c.original, c.lead, c.first, *c.shifts)
                    for c in self.courses
                ],
            )
            if connection.vendor == "postgresql":
                cursor.execute("SET enable_hashjoin = off")
                cursor.execute("SET enable_mergejoin = off")
                cursor.execute("ANALYZE courses")
            for copied in COPIED:
                for statement in statements(copied):
                    cursor.execute(statement)


def statements(copied: Copied) -> list[str]:
    """Set the originals aside, copy them along the courses, drop what was set aside."""
    table = copied.model._meta.db_table
    columns = [str(f.column) for f in copied.model._meta.concrete_fields]
    if "id" not in copied.shifts:
        columns.remove("id")
    owner, joined = "t.recommendation_id", ""
    if copied.parent is not None:
        owner = "p.recommendation_id"
        joined = f"JOIN {copied.parent._meta.db_table} p ON p.id = t.{copied.link}"
    taken = ", ".join(f"{value(copied, column)}" for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    return [
        f"CREATE TEMP TABLE originals AS SELECT t.*, {owner} AS owner"
        f" FROM {table} t {joined} WHERE {owner} IN (SELECT original FROM courses)",
        "CREATE INDEX originals_owner ON originals (owner)",
        f"INSERT INTO {table} ({names}) SELECT {taken}"
        " FROM courses c CROSS JOIN originals o WHERE o.owner = c.original",
        "DROP TABLE originals",
    ]


def value(copied: Copied, column: str) -> str:
    """What a column of the copy is, from the original ``o`` and the course ``c``."""
    if column in copied.shifts:
        return f"o.{column} + c.{copied.shifts[column]}"
    if column == "recommendation_id":
        return "c.recommendation"
    if column == "agency_id":
        return "c.lead"
    if copied.model is Standing and column == "asks":
        return asks()
    return f'o."{column}"'


def asks() -> str:
    """The asks of a standing with the copy's four assessments in place."""
    is_sqlite = connection.vendor == "sqlite"
    found = "o.asks" if is_sqlite else "o.asks::text"
    end = "}" if is_sqlite else ","  # what follows the id in each one's JSON
    for n in range(4):
        old = f"'\"assessment_id\": ' || (c.first + {n}) || '{end}'"
        new = f"'\"assessment_id\": ' || (c.first + {n} + c.assessment) || '{end}'"
        found = f"replace({found}, {old}, {new})"
    return found if is_sqlite else f"({found})::jsonb"
