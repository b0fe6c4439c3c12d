"""Proves that the record is whole: constraints, derived rows, hashes, files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from django.apps import apps
from django.conf import settings
from django.db import connection

from ingestion.models import ImportRun
from recommendations.actions import standings
from recommendations.models import Recommendation, Standing
from recommendations.streamed import streamed
from scorecard.models import Snapshot
from scorecard.uncertainty import inputs_hash

Check = Callable[[date], Iterator[str]]


def constraints(today: date) -> Iterator[str]:
    """Every rule of the models stands in the database, and no row breaks one."""
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.managed or model._meta.proxy:
            continue
        table = model._meta.db_table
        with connection.cursor() as cursor:
            held = connection.introspection.get_constraints(cursor, table)
        for constraint in model._meta.constraints:
            if constraint.name not in held:
                yield f"{table} lacks the rule {constraint.name}"
    yield from _broken_rows()


def _broken_rows() -> Iterator[str]:
    """What the database itself says of its rows."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA integrity_check")
            yield from (f"database: {row[0]}" for row in cursor if row[0] != "ok")
            cursor.execute("PRAGMA foreign_key_check")
            for table, row, parent, _key in cursor.fetchall():
                yield f"{table} row {row} names a row of {parent} that is not there"
        else:
            cursor.execute(
                "SELECT conrelid::regclass::text, conname FROM pg_constraint"
                " WHERE NOT convalidated"
            )
            for table, name in cursor.fetchall():
                yield f"{table}: the rule {name} was never checked"


def derived(today: date) -> Iterator[str]:
    """Standings and kept columns are what the published history makes of it."""
    public = Recommendation.objects.filter(published_at__isnull=False)
    ids = list(public.order_by("id").values_list("id", flat=True))
    yield from standings.differences(recommendations=ids, on=today)
    hidden = Standing.objects.filter(recommendation__published_at__isnull=True)
    for id_ in hidden.values_list("recommendation_id", flat=True).distinct():
        yield f"recommendation {id_} is not public but has standings"


def snapshots(today: date) -> Iterator[str]:
    """The inputs of every snapshot still have the hash they were frozen with."""
    for snapshot in streamed(Snapshot.objects.order_by("id"), 1):
        if inputs_hash(snapshot.inputs) != snapshot.inputs_hash:
            yield f"snapshot {snapshot.pk}: its inputs have another hash"


def files(today: date) -> Iterator[str]:
    """Every uploaded file belongs to an import, and every import has its file."""
    folder = settings.DATA_DIR / "imports"
    there = {one.name for one in folder.iterdir()} if folder.is_dir() else set()
    wanted = {str(id_) for id_ in _runs_with_files()}
    for name in sorted(
        there - {str(i) for i in ImportRun.objects.values_list("id", flat=True)}
    ):
        yield f"{folder / name} belongs to no import"
    for name in sorted(wanted - there):
        yield f"import {name} has lost its file"


def _runs_with_files() -> list[int]:
    """Imports from the desk; one from a terminal keeps no file."""
    runs = ImportRun.objects.filter(created_by__isnull=False)
    return list(runs.values_list("id", flat=True))


CHECKS: dict[str, Check] = {
    "constraints": constraints,
    "derived rows": derived,
    "snapshots": snapshots,
    "files": files,
}
