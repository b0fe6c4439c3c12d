"""The first entry in the history of many new rows, copied inside the database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
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
    kept = model.history.model
    names = [field.column for field in model.history.model.tracked_fields]
    fixed = {
        "history_date": at,
        "history_change_reason": reason,
        "history_type": kind,
        "history_user": by.pk if by is not None else None,
    }
    fields = {kept._meta.get_field(name): value for name, value in fixed.items()}
    into = [*names, *(field.column for field in fields)]
    values = [
        field.get_db_prep_save(value, connection) for field, value in fields.items()
    ]
    table, history = _quoted(model._meta.db_table), _quoted(kept._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {history} ({_list(into)})"
            f" SELECT {_list(names)}, %s, %s, %s, {_typed_user()}"
            f" FROM {table} WHERE id IN ({_ids(ids)}) ORDER BY id",
            values,
        )
    for link in kept._history_m2m_fields:
        _copy_set(model, link.name, ids)


def _typed_user() -> str:
    """The place of the user's id: a lone NULL has no type on PostgreSQL."""
    return "CAST(%s AS bigint)" if connection.vendor == "postgresql" else "%s"


def _copy_set(model: Any, name: str, ids: Sequence[int]) -> None:
    """The members of a set, each with the last entry of its owner."""
    link = model._meta.get_field(name)
    through, owner = link.remote_field.through, link.m2m_column_name()
    history = _quoted(model.history.model._meta.db_table)
    kept = getattr(model.history.model, name).model
    names = [field.column for field in through._meta.concrete_fields]
    chosen = ", ".join(f"t.{_quoted(column)}" for column in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {_quoted(kept._meta.db_table)} (history_id, {_list(names)})"
            f" SELECT h.last, {chosen} FROM {_quoted(through._meta.db_table)} t"
            f" JOIN (SELECT id, MAX(history_id) AS last FROM {history}"
            f" WHERE id IN ({_ids(ids)}) GROUP BY id) h"
            f" ON h.id = t.{_quoted(owner)}"
        )


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _list(names: Sequence[str]) -> str:
    return ", ".join(map(_quoted, names))


def _ids(ids: Sequence[int]) -> str:
    return ", ".join(str(int(id_)) for id_ in ids)
