"""The status report as one CSV table, written as every CSV file of the site."""

from __future__ import annotations

from ..datasets import Scope
from ..extract import whole
from ..status_report import StatusReport
from ..status_report.figures import dataset
from .csv_file import csv_chunks


def csv_file(made: StatusReport) -> bytes:
    """The file: UTF-8 with the mark by which Excel knows it, one header row."""
    extract = whole(dataset(made), Scope(made.view))
    return b"".join(csv_chunks(extract, bom=True))
