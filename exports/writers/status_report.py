"""The formats of the status report: which there are, and what writes each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..status_report import StatusReport
from .status_report_csv import csv_file
from .status_report_docx import docx_file
from .status_report_json import json_file
from .status_report_pdf import pdf
from .status_report_xlsx import xlsx


@dataclass(frozen=True)
class Format:
    """One format: its media type and what makes a file of a report's content."""

    media_type: str
    write: Callable[[StatusReport], bytes]


FORMATS: dict[str, Format] = {
    "pdf": Format("application/pdf", pdf),
    "docx": Format(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        docx_file,
    ),
    "xlsx": Format(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", xlsx
    ),
    "csv": Format("text/csv; charset=utf-8", csv_file),
    "json": Format("application/json", json_file),
}
