"""Entries in the history of many rows, copied inside the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from django.db import connection


def copy(
    model: Any,
    ids: Sequence[int],
    *,
    reason: str,
    by: Any,
    at: datetime,
    kind: str = "+",
) -> None:
    """Write what stands in these rows now, their sets included, as history.

    kind: + for rows that are new, ~ for rows that have changed.
    """
    if not ids:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_copying(model)} WHERE id IN ({_ids(ids)}) ORDER BY id",
            [
                reason,
                kind,
                connection.ops.adapt_datetimefield_value(at),
                by.pk if by is not None else None,
            ],
        )
        for first, last in _copying_sets(model):
            cursor.execute(f"{first} WHERE id IN ({_ids(ids)}) {last}")


FIXED = (
    "history_change_reason",
    "history_type",
    "history_date",
    "history_user",
)
"""What is the same in all entries that are made at once."""


@cache
def _kept(model: Any) -> Any:
    """The table of the history; the way there is made anew each time it is gone."""
    return model.history.model


@cache
def _copying(model: Any) -> str:
    kept = _kept(model)
    names = [field.column for field in kept.tracked_fields]
    into = [*names, *(kept._meta.get_field(name).column for name in FIXED)]
    return (
        f"INSERT INTO {_quoted(kept._meta.db_table)} ({_list(into)})"
        f" SELECT {_list(names)}, %s, %s, {_typed('timestamptz')}, {_typed('bigint')}"
        f" FROM {_quoted(model._meta.db_table)}"
    )


@cache
def _copying_sets(model: Any) -> list[tuple[str, str]]:
    """For each set: the members, each with the last entry of its owner."""
    history = _quoted(_kept(model)._meta.db_table)
    found = []
    for link in _kept(model)._history_m2m_fields:
        through, owner = link.remote_field.through, link.m2m_column_name()
        kept = getattr(_kept(model), link.name).model
        names = [field.column for field in through._meta.concrete_fields]
        chosen = ", ".join(f"t.{_quoted(column)}" for column in names)
        found.append(
            (
                f"INSERT INTO {_quoted(kept._meta.db_table)}"
                f" (history_id, {_list(names)})"
                f" SELECT h.last, {chosen} FROM {_quoted(through._meta.db_table)} t"
                f" JOIN (SELECT id, MAX(history_id) AS last FROM {history}",
                f"GROUP BY id) h ON h.id = t.{_quoted(owner)}",
            )
        )
    return found


def _typed(kind: str) -> str:
    """The place of a value: a lone one in a SELECT has no type on PostgreSQL."""
    return f"CAST(%s AS {kind})" if connection.vendor == "postgresql" else "%s"


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _list(names: Sequence[str]) -> str:
    return ", ".join(map(_quoted, names))


def _ids(ids: Sequence[int]) -> str:
    return ", ".join(str(int(id_)) for id_ in ids)
