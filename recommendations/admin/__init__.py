"""The editors' desk: Django's admin, one module per noun."""

from . import (
    agency,
    ask,
    assessment,
    correction,
    derived,
    due_date,
    evidence,
    indicator,
    method_version,
    reader_report,
    recommendation,
    report,
    response,
    second_reading,
    source,
)

__all__ = [
    "agency",
    "ask",
    "assessment",
    "correction",
    "derived",
    "due_date",
    "evidence",
    "indicator",
    "method_version",
    "reader_report",
    "recommendation",
    "report",
    "response",
    "second_reading",
    "source",
]
