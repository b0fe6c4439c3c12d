"""Fills an empty record from a package, all or nothing, and derives what follows.

Rows keep their numbers, so that addresses are the same. A record that holds the
same rows already is left as it is; any other is refused, since numbers would clash.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from itertools import groupby, islice
from typing import Any

from django.core.management.color import no_style
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from recommendations.actions import record_version, standings
from recommendations.models import (
    Agency,
    Indicator,
    MethodVersion,
    Recommendation,
    Report,
)
from recommendations.portable import TABLES, Table, row_of
from recommendations.search import index
from recommendations.search.backend import KINDS
from recommendations.search.documents import public_ids

from .archive import HostilePackageError, opened, record_lines
from .rows import BadRowError, Loaded, check_form, loaded

BATCH = 500
VERSIONS = "recommendations.methodversion"


class RefusedError(Exception):
    """A package that is not loaded; its text says why."""


def load(path: str, *, now: datetime, commit: bool) -> dict[str, Counter[str]]:
    """Read and write a package; per table how many rows are new or unchanged.

    Without ``commit`` all of it is done and taken back, so that the plan is what
    would have happened. Raises RefusedError.
    """
    try:
        with transaction.atomic():
            counts = _load(path, now)
            transaction.set_rollback(not commit)
        return counts
    except (HostilePackageError, BadRowError) as error:
        raise RefusedError(f"{path}: {error}") from error
    except IntegrityError as error:
        raise RefusedError(
            f"{path}: the rows contradict each other: {error}"
        ) from error
    except DatabaseError as error:
        raise RefusedError(f"{path}: the database refuses it: {error}") from error


def _load(path: str, now: datetime) -> dict[str, Counter[str]]:
    is_empty = not any(m.objects.exists() for m in (Report, Agency, Indicator))
    counts: dict[str, Counter[str]] = {table.label: Counter() for table in TABLES}
    late: list[Loaded] = []
    with opened(path) as package:
        for table, rows in _by_table(record_lines(package)):
            done = _write(table, rows) if is_empty else _same(table, rows)
            counts[table.label].update(done)
            late += [row for row in rows if is_empty and table.late]
        _finish(late)
    connection.check_constraints()
    if is_empty and counts["recommendations.report"]["new"]:
        _derive(now)
    return counts


def _by_table(lines: Iterator[bytes]) -> Iterator[tuple[Table, list[Loaded]]]:
    """The rows in batches of one table, in the order of the tables."""
    check_form(next(lines, b""))
    order = {table.label: place for place, table in enumerate(TABLES)}
    last = 0
    numbered = enumerate(lines, 2)
    while batch := list(islice(numbered, BATCH)):
        rows = [_row(number, line) for number, line in batch]
        for label, group in groupby(rows, key=lambda row: row.table.label):
            if order[label] < last:
                raise BadRowError(f"rows of {label} stand in the wrong place")
            last = order[label]
            part = list(group)
            yield part[0].table, part


def _row(number: int, line: bytes) -> Loaded:
    try:
        return loaded(line)
    except BadRowError as error:
        raise BadRowError(f"record.jsonl, line {number}: {error}") from error


def _write(table: Table, rows: list[Loaded]) -> Counter[str]:
    """Make rows with their numbers; links that are late stay open for now."""
    if table.label == VERSIONS:
        return _versions(rows)
    objects = [row.row for row in rows]
    for thing in objects:
        for name in table.late:
            setattr(thing, name, None)
    if table.by:
        _name_versions(table, rows)
    table.model._base_manager.bulk_create(objects, batch_size=BATCH)
    _write_sets(table, rows)
    history: Any = getattr(table.model, "history", None)
    if history is not None:
        history.bulk_history_create(
            objects, batch_size=BATCH, default_change_reason="Loaded from a package"
        )
    return Counter(new=len(rows))


def _name_versions(table: Table, rows: list[Loaded]) -> None:
    held = dict(MethodVersion.objects.values_list("version", "pk"))
    for row in rows:
        version = row.values[table.by]
        if version not in held:
            raise BadRowError(f"method version {version!r:.40} is not on record")
        setattr(row.row, table.by, held[version])


def _versions(rows: list[Loaded]) -> Counter[str]:
    """Versions of the method are known by name; the code brings some along."""
    counts: Counter[str] = Counter()
    for row in rows:
        version: Any = row.row
        held = MethodVersion.objects.filter(version=version.version).first()
        if held is None:
            version.pk = None
            version.save()
        elif held.parameters != version.parameters:
            raise BadRowError(
                f"method version {version.version} has other parameters here"
            )
        counts["new" if held is None else "unchanged"] += 1
    return counts


def _write_sets(table: Table, rows: list[Loaded]) -> None:
    for name, link in table.sets.items():
        own, other = link.m2m_field_name(), link.m2m_reverse_field_name()
        through: Any = link.remote_field.through
        through.objects.bulk_create(
            [
                through(**{f"{own}_id": row.row.pk, f"{other}_id": member})
                for row in rows
                for member in row.sets[name]
            ],
            batch_size=BATCH,
        )


def _finish(late: Iterable[Loaded]) -> None:
    """Set the links for which all rows had to be there first."""
    for row in late:
        values = {n: row.values[n] for n in row.table.late if row.values[n] is not None}
        if values:
            row.table.model._base_manager.filter(pk=row.row.pk).update(**values)


def _same(table: Table, rows: list[Loaded]) -> Counter[str]:
    """The rows must be there already, value by value."""
    if table.label == VERSIONS:
        return _versions(rows)
    held = table.model._base_manager.in_bulk([row.row.pk for row in rows])
    sets = {name: _held_members(table, name, held) for name in table.sets}
    for row in rows:
        there = held.get(row.row.pk)
        own = {name: found.get(row.row.pk, []) for name, found in sets.items()}
        if there is None or row_of(table, there, own) != row.values:
            raise BadRowError(
                "the record here is another one; a package fills an empty record"
            )
    return Counter(unchanged=len(rows))


def _held_members(
    table: Table, name: str, held: Mapping[Any, models.Model]
) -> dict[int, list[int]]:
    link: Any = table.sets[name]
    own, other = link.m2m_field_name(), link.m2m_reverse_field_name()
    rows = link.remote_field.through.objects.filter(**{f"{own}__in": list(held)})
    found: dict[int, list[int]] = {}
    for owner, member in rows.values_list(f"{own}_id", f"{other}_id"):
        found.setdefault(owner, []).append(member)
    return found


def _derive(now: datetime) -> None:
    """Standings, search and the record version; and where new numbers begin."""
    ids = list(Recommendation.objects.order_by("pk").values_list("pk", flat=True))
    standings.rebuild(recommendations=ids, on=now.astimezone(UTC).date())
    for kind in KINDS:
        index.refresh(kind, public_ids(kind))
    record_version.bump(at=now, recommendations=ids)
    tables = [table.model for table in TABLES]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)
