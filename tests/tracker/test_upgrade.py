"""A record of the first tables is brought to today's by every migration since."""

from __future__ import annotations

import json
import lzma
from pathlib import Path

from tests.tracker.test_upkeep import Site, database  # noqa: F401

SAMPLE = Path(__file__).parent / "samples" / "first_record.json.xz"
"""The rows of an installation with the shipped record and a snapshot, as the first
migrations made its tables: for each table its columns and rows. Never made anew."""

# Makes the tables of that time and writes the rows, past all models of today.
FILL = """
import json, lzma
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

first = [("recommendations", "0002_method_version"), ("scorecard", "0001_snapshots")]
executor = MigrationExecutor(connection)
executor.migrate([*executor.loader.graph.leaf_nodes("auth"), *first])
with lzma.open({sample!r}) as file:
    tables = json.load(file)
quote = connection.ops.quote_name
with transaction.atomic(), connection.cursor() as cursor:
    for table in tables:
        cursor.execute("DELETE FROM " + quote(table))
    for table, held in tables.items():
        names = ", ".join(map(quote, held["columns"]))
        marks = ", ".join(["%s"] * len(held["columns"]))
        insert = "INSERT INTO %s (%s) VALUES (%s)" % (quote(table), names, marks)
        cursor.executemany(insert, held["rows"])
"""

# Prints how many rows each of these tables has.
COUNT = """
import json, lzma
from django.db import connection

with lzma.open({sample!r}) as file:
    tables = json.load(file)
with connection.cursor() as cursor:
    for table in tables:
        cursor.execute("SELECT count(*) FROM " + connection.ops.quote_name(table))
        print(table, cursor.fetchone()[0])
"""


def test_every_migration_carries_a_loaded_record_along(
    tmp_path: Path,
    database: str,  # noqa: F811
) -> None:
    site = Site(tmp_path, database)
    fill = FILL.format(sample=str(SAMPLE))
    site.manage("shell", "--no-imports", "-c", fill)

    site.manage("migrate", "-v0")
    site.manage("rebuild_standing")
    count = COUNT.format(sample=str(SAMPLE))
    counted = site.manage("shell", "--no-imports", "-c", count)

    with lzma.open(SAMPLE) as file:
        tables = json.load(file)
    held = [f"{name} {len(table['rows'])}" for name, table in tables.items()]
    assert counted.splitlines() == held
    assert ": ok" in site.manage("verify_record")
    assert site.pages("--first")
