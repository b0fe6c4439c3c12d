"""The status report as a workbook: summary with charts, live scores, every table."""

from __future__ import annotations

import io

from django.utils import translation
from django.utils.translation import gettext as _

from ..status_report import StatusReport
from .workbook import scores, summary, tables
from .workbook.sheet import Book


def xlsx(made: StatusReport) -> bytes:
    """The file; the same content gives the same bytes."""
    file = io.BytesIO()
    with translation.override(made.language):
        title = _("Status report: %s") % made.report.title
        book = Book(file, title, made.view.today)
        first = book.book.add_worksheet("summary")
        sheets = scores.write(book, made)
        scores.method_sheet(book, made)
        tables.write(book, made)
        summary.write(book, made, sheets, first)
        book.close()
    return file.getvalue()
