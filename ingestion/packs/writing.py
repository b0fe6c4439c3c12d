"""Writes rows of one table with their history, many at a time.

New rows are made in bulk; their history is written when links and sets are in
place, so that the first entry shows the row whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models

from recommendations.bulk import insert

from .held import held
from .plan import Item
from .rows import Key, Row
from .tables import BY_KIND, Table

REASON = "Loaded from a report pack"
BATCH = 500


class Ids:
    """Primary keys by kind and natural key; asks the record for what it lacks."""

    def __init__(self) -> None:
        self._known: dict[str, dict[Key, int]] = defaultdict(dict)

    def learn(self, kind: str, key: Key, id_: int) -> None:
        """Keep the primary key of a row."""
        self._known[kind][key] = id_

    def get(self, kind: str, key: Key) -> int:
        """The primary key of a row that is in the pack or in the record."""
        known = self._known[kind]
        if key not in known:
            for other, row in held(BY_KIND[kind], [key[0]]).items():
                known.setdefault(other, row.id)
        return known[key]


@dataclass
class Made:
    """New rows of one table that still lack late links, sets and history."""

    table: Table
    rows: list[Row]
    objects: list[models.Model] = field(default_factory=list)


def make(table: Table, rows: list[Row], ids: Ids, common: Mapping[str, Any]) -> Made:
    """Create rows in bulk, without late links, sets and history.

    common: column values that every row gets, where the table has them.
    """
    columns = {column.name for column in table.model._meta.concrete_fields}
    shared = {name: value for name, value in common.items() if name in columns}
    objects = [
        table.model(**shared, **row.initial, **_values(table, row, ids)) for row in rows
    ]
    table.model._default_manager.bulk_create(objects, batch_size=BATCH)
    for row, made in zip(rows, objects, strict=True):
        ids.learn(table.kind, row.key, made.pk)
    return Made(table, rows, objects)


def finish(made: Made, ids: Ids) -> None:
    """Set late links and sets of new rows, then write their history."""
    late = sorted(made.table.late)
    if late:
        for row, thing in zip(made.rows, made.objects, strict=True):
            _set(thing, _linked(made.table, row, ids, late))
        made.table.model._default_manager.bulk_update(
            made.objects, late, batch_size=BATCH
        )
    sets = {
        name: {
            thing.pk: [ids.get(link.kind, key) for key in row.values[name]]
            for row, thing in zip(made.rows, made.objects, strict=True)
        }
        for name, link in made.table.lists.items()
    }
    for name, members in sets.items():
        add_members(made.table.model, name, members)
    write_history(made.table.model, made.objects, sets)


def change(table: Table, item: Item, ids: Ids) -> None:
    """Write the changed fields of one row, with its history."""
    thing: Any = table.model._default_manager.get(pk=item.id)
    wanted = {change.field: change.new for change in item.changes}
    _set(thing, {n: v for n, v in wanted.items() if n in table.columns})
    names = [name for name in table.links if name in wanted]
    _set(thing, _linked(table, item.row, ids, names))
    thing._change_reason = REASON
    if set(wanted) - set(table.lists):
        thing.save()
    for name, link in table.lists.items():
        if name in wanted:
            getattr(thing, name).set([ids.get(link.kind, k) for k in wanted[name]])


def add_members(
    model: type[models.Model], name: str, members: Mapping[int, Iterable[int]]
) -> None:
    """Fill a many-to-many field in bulk: ids of the members by id of the owner."""
    link: Any = model._meta.get_field(name)
    own, other = link.m2m_field_name(), link.m2m_reverse_field_name()
    through = link.remote_field.through
    insert(
        through,
        [
            {f"{own}_id": id_, f"{other}_id": member}
            for id_, listed in members.items()
            for member in listed
        ],
    )


def write_history(
    model: Any,
    objects: list[Any],
    sets: Mapping[str, Mapping[int, Iterable[int]]],
) -> None:
    """The first entry in the history of new rows, with the members of their sets."""
    entries = model.history.bulk_history_create(
        objects, batch_size=BATCH, default_change_reason=REASON
    )
    by_id = {
        thing.pk: entry for thing, entry in zip(objects, entries or [], strict=False)
    }
    for name in sets:
        _write_set_history(model, name, by_id)


def _write_set_history(model: Any, name: str, entries: Mapping[int, Any]) -> None:
    link: Any = model._meta.get_field(name)
    own, through = link.m2m_field_name(), link.remote_field.through
    kept = getattr(model.history.model, name).model
    columns = [column.attname for column in through._meta.concrete_fields]
    rows = through.objects.filter(**{f"{own}__in": list(entries)}).values(*columns)
    kept.objects.bulk_create(
        [kept(history=entries[row[f"{own}_id"]], **row) for row in rows],
        batch_size=BATCH,
    )


def _values(table: Table, row: Row, ids: Ids) -> dict[str, Any]:
    values = {n: v for n, v in row.values.items() if n in table.columns}
    values |= {
        name: part
        for name, part in zip(table.key, row.key, strict=True)
        if "__" not in name
    }
    early = [name for name in table.links if name not in table.late]
    values |= _linked(table, row, ids, early)
    if table.owner:
        name, kind, length = table.owner
        values[f"{name}_id"] = ids.get(kind, row.key[:length])
    return values


def _linked(
    table: Table, row: Row, ids: Ids, names: Iterable[str]
) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for name in names:
        key = row.values.get(name)
        found[f"{name}_id"] = ids.get(table.links[name].kind, key) if key else None
    return found


def _set(thing: Any, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        setattr(thing, name, value)
