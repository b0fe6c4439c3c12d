"""The same columns as the list's CSV, written by the database's own tools alone."""

from __future__ import annotations

import subprocess
import time
from datetime import date
from pathlib import Path

NAMED = """(SELECT {join}(a.{name}, ';') FROM recommendations_responsibility r
 JOIN recommendations_agency a ON a.id = r.agency_id
 WHERE r.recommendation_id = c.id AND r.role = '{role}')"""
ANSWER = """(SELECT p.{name} FROM recommendations_response p
 WHERE p.recommendation_id = c.id AND p.published_at IS NOT NULL
 ORDER BY p.responded_on DESC LIMIT 1)"""
URLS = """(SELECT {join}(u.url, '|') FROM recommendations_evidence e
 JOIN recommendations_source u ON u.evidence_id = e.id
 WHERE e.recommendation_id = c.id AND e.published_at IS NOT NULL)"""
FROM = """FROM recommendations_recommendation c
 JOIN recommendations_report t ON t.id = c.report_id
 JOIN recommendations_category g ON g.id = c.category_id
 JOIN recommendations_standing s ON s.recommendation_id = c.id
 AND s.known_until = '9999-12-31' AND s.effective_from <= '{day}'
 AND s.effective_until > '{day}'
 LEFT JOIN recommendations_assessment m ON m.id = s.assessment_id
 ORDER BY c.issued_on DESC"""


def statement(join: str, day: date) -> str:
    """The query; ``join``: what the database calls joining texts of a group."""
    named = [
        NAMED.format(join=join, name=name, role=role)
        for name in ("slug", "name")
        for role in ("lead", "supporting")
    ]
    answers = [ANSWER.format(name=name) for name in ("text", "responded_on")]
    columns = [
        *("c.reference", "c.title", "c.summary", "g.code", *named),
        *("c.issued_on", "s.due_on", "s.response", *answers),
        *("s.status", "m.rationale", URLS.format(join=join), "t.url", "t.slug"),
        *("c.title_es", "c.summary_es", "g.title", "c.priority", "c.weight"),
        *("s.score", "s.low", "s.high", "s.coverage", "s.confidence"),
        *("s.freshness", "s.has_reversed", "s.first_due_on", "s.n_due_revisions"),
        *("s.delivered_on", "s.assessed_on", "s.verified_on", "s.asks"),
        *("m.is_first_reading", "m.rationale_es"),
        "'/reports/' || t.slug || '/' || c.reference || '/'",
    ]
    return f"SELECT {', '.join(columns)} {FROM.format(day=day.isoformat())}"


def csv_of_everything(folder: Path, database_url: str, to: Path) -> float:
    """Seconds that ``sqlite3 -csv`` or ``COPY`` takes."""
    started = time.perf_counter()
    if database_url:
        copy = f"COPY ({statement('string_agg', date.today())}) TO STDOUT CSV HEADER"
        command = ["psql", database_url, "-qc", copy]
    else:
        said = statement("group_concat", date.today())
        command = ["sqlite3", "-csv", "-header", str(folder / "db.sqlite3"), said]
    with to.open("wb") as file:
        subprocess.run(command, check=True, stdout=file)
    return time.perf_counter() - started


def openpyxl_of(rows: list[list[str]], to: Path) -> float:
    """Seconds that openpyxl's write-only mode takes for rows that are ready."""
    import openpyxl

    started = time.perf_counter()
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append([cell or None for cell in row])
    book.save(to)
    return time.perf_counter() - started
