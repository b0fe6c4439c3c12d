"""The status report as one CSV table, written as every CSV file of the site."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

from ..datasets import Unknown
from ..status_report import StatusReport
from ..status_report.figures import COLUMNS, rows

BOM = "\ufeff"
STARTERS = "=+-@\t\r\n"


def csv_file(made: StatusReport) -> bytes:
    """The file: UTF-8 with the mark by which Excel knows it, one header row."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([column.name for column in COLUMNS])
    for row in rows(made):
        writer.writerow(
            [_cell(row[column.name], column.separator) for column in COLUMNS]
        )
    return (BOM + text.getvalue()).encode()


def _cell(value: Any, separator: str) -> Any:
    if isinstance(value, tuple):
        value = separator.join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Unknown):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if (
        isinstance(value, str)
        and value.lstrip("'")[:1]
        and value.lstrip("'")[0] in (STARTERS)
    ):
        return f"'{value}"
    return value
