"""Many rows of one table, written as fast as the database takes them.

``bulk_create`` and ``bulk_update`` build an expression for each cell, which costs
several times what the database does with it. Here a column is prepared at a time, and
the rows go in by one prepared statement (SQLite) or as one stream (PostgreSQL).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from django.db import connection, models
from django.utils import timezone

Row = Mapping[str, Any]

AS_THEY_ARE = (
    models.CharField,
    models.TextField,
    models.IntegerField,
    models.FloatField,
    models.BooleanField,
    models.ForeignKey,
)
"""Fields whose values both databases take as Python holds them."""


def insert(model: type[models.Model], rows: Sequence[Row]) -> list[int]:
    """Write rows and return their ids in order; call inside a transaction.

    rows: values by the name of the column's attribute (``report_id``); what is left
    out has its default. The table numbers its rows itself.
    """
    if not rows:
        return []
    names, columns = _columns(model, rows)
    if connection.vendor == "postgresql":
        ids = _drawn(model, len(rows))
        stream(model, ["id", *names], [ids, *columns])
        return ids
    _insert(model, names, columns)
    return _last(len(rows))


def add(model: type[models.Model], rows: Sequence[Row]) -> None:
    """The same, for rows whose ids nobody needs."""
    if rows:
        write = stream if connection.vendor == "postgresql" else _insert
        write(model, *_columns(model, rows))


def create(things: Sequence[models.Model]) -> None:
    """Write new objects of one model and give them their ids."""
    if not things:
        return
    for thing in things:
        for field in thing._meta.concrete_fields:
            if _is_stamped(field):
                field.pre_save(thing, add=True)
    ids = insert(type(things[0]), [thing.__dict__ for thing in things])
    for thing, id_ in zip(things, ids, strict=True):
        thing.pk = id_
        thing._state.adding, thing._state.db = False, connection.alias


def update(
    model: type[models.Model], names: Collection[str], rows: Sequence[Row]
) -> None:
    """Write some columns of rows that are there; each row holds its ``id``, too.

    names: of the columns' attributes. Each row has values of its own.
    """
    if not rows:
        return
    fields = [field for field in model._meta.concrete_fields if field.attname in names]
    columns = [*(_column(field, rows) for field in fields), [row["id"] for row in rows]]
    write = _update_at_once if connection.vendor == "postgresql" else _update
    write(model, fields, list(zip(*columns, strict=True)))


def _columns(
    model: type[models.Model], rows: Sequence[Row]
) -> tuple[list[str], list[Sequence[Any]]]:
    """The names of all columns but the id, and the values of each."""
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    return [str(f.column) for f in fields], [_column(field, rows) for field in fields]


def _column(field: Any, rows: Sequence[Row]) -> Sequence[Any]:
    """The values of one field, as the database takes them."""
    name = field.attname
    default = timezone.now if _is_stamped(field) else field.get_default
    values = [row[name] if name in row else default() for row in rows]
    if isinstance(field, AS_THEY_ARE):
        return values
    if isinstance(field, models.DateField):  # few different ones, on many rows
        prepare = _preparing(field)
        known = {value: prepare(value) for value in set(values)}
        return [known[value] for value in values]
    return [_prepared(field, value) for value in values]


def _is_stamped(field: Any) -> bool:
    """Whether the field holds when its row was written."""
    return getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False)


def _preparing(field: Any) -> Callable[[Any], Any]:
    """How a value of a field is prepared; a plain day takes the short way."""
    if type(field) is models.DateField:
        adapt: Callable[[Any], Any] = connection.ops.adapt_datefield_value
        return adapt
    return lambda value: _prepared(field, value)


def _prepared(field: Any, value: Any) -> Any:
    return field.get_db_prep_save(value, connection)


def _insert(
    model: type[models.Model], names: Sequence[str], columns: Sequence[Sequence[Any]]
) -> None:
    """SQLite: one prepared statement."""
    marks = ", ".join(["%s"] * len(names))
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {_quoted(model._meta.db_table)} ({_list(names)})"
            f" VALUES ({marks})",
            list(zip(*columns, strict=True)),
        )


def _last(count: int) -> list[int]:
    """SQLite: the ids just given; nobody else writes, so they follow one another."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT last_insert_rowid()")
        (last,) = cursor.fetchone()
    return list(range(last - count + 1, last + 1))


def stream(
    model: type[models.Model], names: Sequence[str], columns: Sequence[Sequence[Any]]
) -> None:
    """PostgreSQL: all rows by one COPY."""
    into = f"{_quoted(model._meta.db_table)} ({_list(names)})"
    with (
        connection.cursor() as cursor,
        connection.wrap_database_errors,
        cursor.copy(f"COPY {into} FROM STDIN") as copy,
    ):
        for row in zip(*columns, strict=True):
            copy.write_row(row)


def _drawn(model: type[models.Model], count: int) -> list[int]:
    """PostgreSQL: ids for rows that follow, from where the table takes its own."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id'))"
            " FROM generate_series(1, %s)",
            [_quoted(model._meta.db_table), count],
        )
        return [int(id_) for (id_,) in cursor.fetchall()]


def _update(
    model: type[models.Model], fields: Sequence[Any], rows: Sequence[Sequence[Any]]
) -> None:
    """SQLite: one prepared statement; the id stands last in each row."""
    sets = ", ".join(f"{_quoted(field.column)} = %s" for field in fields)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {_quoted(model._meta.db_table)} SET {sets} WHERE id = %s", rows
        )


def _update_at_once(
    model: type[models.Model], fields: Sequence[Any], rows: Sequence[Sequence[Any]]
) -> None:
    """PostgreSQL: one statement, which takes all values as one text of JSON."""
    names = [*(field.column for field in fields), "id"]
    types = [*(field.cast_db_type(connection) for field in fields), "bigint"]
    typed = ", ".join(
        f"{_quoted(name)} {type_}" for name, type_ in zip(names, types, strict=True)
    )
    sets = ", ".join(f"{_quoted(name)} = new.{_quoted(name)}" for name in names[:-1])
    text = json.dumps(
        [dict(zip(names, row, strict=True)) for row in rows], default=_plain
    )
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {_quoted(model._meta.db_table)} AS held SET {sets}"
            f" FROM json_to_recordset(%s) AS new({typed}) WHERE held.id = new.id",
            [text],
        )


def _plain(value: Any) -> Any:
    """A day or a moment as text; of what Django has wrapped as JSON, the inside."""
    return value.obj if hasattr(value, "obj") else str(value)


def _quoted(name: str) -> str:
    """As both databases take it; asking the connection each time is what is slow."""
    return f'"{name}"'


def _list(names: Sequence[str]) -> str:
    return ", ".join(map(_quoted, names))
