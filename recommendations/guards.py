"""The database itself refuses to change or delete what was published.

Triggers on both databases, made anew after every migration, since SQLite loses them
when a table is rebuilt. An assessment that was published may only be withdrawn; its
steps, the log of changes and public corrections stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from .models import Assessment, Correction, Judgement, StatusChange

REFUSAL = "what was published is never changed or deleted"
MAY_CHANGE = {"state", "withdrawn_at", "withdrawn_reason"}


@dataclass(frozen=True)
class Guard:
    """One trigger: before an UPDATE or a DELETE of a table where a condition holds."""

    table: str
    event: str
    condition: str

    @property
    def name(self) -> str:
        """Such as recommendations_assessment_no_update."""
        return f"{self.table}_no_{self.event.lower()}"


def guards(differs: str) -> Iterator[Guard]:
    """Every guard; differs: how a database says that two values are not the same."""
    assessment, judgement = _table(Assessment), _table(Judgement)
    fixed = [name for name in _columns(Assessment) if name not in MAY_CHANGE]
    changed = _any_differs(fixed, differs)
    moved = _any_differs(sorted(MAY_CHANGE), differs)
    withdrawn = "(OLD.state = 'published' AND NEW.state = 'withdrawn')"
    yield Guard(
        assessment,
        "UPDATE",
        "OLD.published_at IS NOT NULL"
        f" AND ({changed} OR ({moved}) AND NOT {withdrawn})",
    )
    yield Guard(assessment, "DELETE", "OLD.published_at IS NOT NULL")
    published = (
        f"EXISTS (SELECT 1 FROM {assessment} WHERE id = OLD.assessment_id"
        " AND published_at IS NOT NULL)"
    )
    for event in ("UPDATE", "DELETE"):
        yield Guard(judgement, event, published)
        yield Guard(_table(StatusChange), event, "OLD.id IS NOT NULL")
        yield Guard(_table(Correction), event, "OLD.published_at IS NOT NULL")


def install(connection: Any) -> None:
    """Make every trigger anew."""
    remove(connection)
    with connection.cursor() as cursor:
        for statement in _made(connection.vendor):
            cursor.execute(statement)


def remove(connection: Any) -> None:
    """Drop every trigger, for a test that empties the tables."""
    with connection.cursor() as cursor:
        for guard in guards("<>"):
            on = f" ON {guard.table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {guard.name}{on}")


def _made(vendor: str) -> Iterator[str]:
    if vendor == "sqlite":
        for guard in guards("IS NOT"):
            yield (
                f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table}"
                f" WHEN {guard.condition}"
                f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
    if vendor == "postgresql":
        yield (
            "CREATE OR REPLACE FUNCTION followthrough_refuse() RETURNS trigger AS"
            f" $$ BEGIN RAISE EXCEPTION '{REFUSAL}'"
            " USING ERRCODE = 'integrity_constraint_violation'; END; $$"
            " LANGUAGE plpgsql"
        )
        yield (
            "CREATE OR REPLACE FUNCTION followthrough_is_published(bigint)"
            " RETURNS boolean AS $$ SELECT EXISTS (SELECT 1 FROM"
            f" {_table(Assessment)} WHERE id = $1 AND published_at IS NOT NULL) $$"
            " LANGUAGE sql STABLE"
        )
        for guard in guards("IS DISTINCT FROM"):
            yield (
                f"CREATE TRIGGER {guard.name} BEFORE {guard.event} ON {guard.table}"
                f" FOR EACH ROW {_when(guard)}"
                " EXECUTE FUNCTION followthrough_refuse()"
            )


def _when(guard: Guard) -> str:
    """PostgreSQL allows no other table in WHEN; a judgement asks in a function."""
    if "SELECT" not in guard.condition:
        return f"WHEN ({guard.condition})"
    return "WHEN (followthrough_is_published(OLD.assessment_id))"


def _any_differs(columns: Iterable[str], differs: str) -> str:
    return " OR ".join(f'NEW."{name}" {differs} OLD."{name}"' for name in columns)


def _table(model: Any) -> str:
    return str(model._meta.db_table)


def _columns(model: Any) -> list[str]:
    return [field.column for field in model._meta.concrete_fields]
