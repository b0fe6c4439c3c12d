"""The first sheet: what the report says, the live figures, native charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from xlsxwriter.worksheet import Worksheet

from recommendations.choices import AskStatus
from scorecard import frozen

from ...status_report import StatusReport, drawing
from .scores import Sheets
from .sheet import Book, height

TITLE, FIGURES, STATUSES = 0, 4, 13
LAST_CHART = FIGURES + 34
LAST = 9  # the column where texts and charts end
LETTERS_OF_A_LINE = 140
GRID = {"visible": True, "line": {"color": "#D8D0BF", "width": 0.75}}


def write(book: Book, made: StatusReport, sheets: Sheets, sheet: Worksheet) -> None:
    """Fill the sheet, which stands first; formulas point at the other ones."""
    sheet.set_column(0, 0, 44)
    sheet.set_column(1, 3, 18)
    sheet.set_column(4, LAST, 10)
    sheet.hide_gridlines(2)
    sheet.fit_to_pages(1, 0)
    _head(book, made, sheet)
    _figures(book, made, sheets, sheet)
    _statuses(book, made, sheets, sheet)
    _status_chart(book, sheet)
    _category_chart(book, made, sheets, sheet)
    _years(book, made, sheet)
    _caveats(book, made, sheet)


def _head(book: Book, made: StatusReport, sheet: Worksheet) -> None:
    big = book.book.add_format({"bold": True, "font_size": 16})
    sheet.write_string(TITLE, 0, _("Status report: %s") % made.report.title, big)
    _text(book, sheet, TITLE + 1, str(made.headline))
    day = date_format(made.view.on, "DATE_FORMAT")
    said = _("Sentence and likely ranges as published, as of %s; scores are formulas.")
    sheet.write_string(TITLE + 2, 0, said % day)


def _text(book: Book, sheet: Worksheet, line: int, text: str) -> None:
    """A text over all columns, in as many lines as it takes."""
    sheet.merge_range(line, 0, line, LAST, "", book.wrapped)
    sheet.write_string(line, 0, text, book.wrapped)
    sheet.set_row(line, height([(text, LETTERS_OF_A_LINE)]))


def _figures(book: Book, made: StatusReport, sheets: Sheets, sheet: Worksheet) -> None:
    """The live figures of the whole, beside what was published."""
    heads = (_("Figure"), _("In this workbook"), _("As published"))
    for number, title in enumerate(heads):
        sheet.write_string(FIGURES, number, title, book.bold)
    shown = frozen.figures(made.card.total)
    rows: list[tuple[str, str, Any]] = [
        (_("Score, 0 to 100"), "score", shown["score"]),
        (_("If no unchecked ask is done"), "worst", shown["worst"]),
        (_("If every unchecked ask is done"), "best", shown["best"]),
        (_("Coverage, 0 to 1"), "coverage", shown["coverage"]),
        (_("Level"), "level", shown["level"]),
        (_("Recommendations that apply"), "n", shown["n"]),
        (_("Of them scored"), "n_scored", shown["n_scored"]),
    ]
    for number, (title, name, value) in enumerate(rows, FIGURES + 1):
        place = f"total!${sheets.total.column(name)}$2"
        known = "" if value is None else value
        sheet.write_string(number, 0, title)
        sheet.write_formula(number, 1, f"={place}", None, known)
        if isinstance(value, str):
            sheet.write_string(number, 2, value)
        elif value is not None:
            sheet.write_number(number, 2, value)


def _statuses(book: Book, made: StatusReport, sheets: Sheets, sheet: Worksheet) -> None:
    heads = (_("Status"), _("Asks"), _("Recommendations"))
    for number, title in enumerate(heads):
        sheet.write_string(STATUSES, number, title, book.bold)
    asks = sheets.asks.range("status")
    recommendations = sheets.recommendations.range("status")
    total = made.card.total
    for number, status in enumerate(AskStatus, STATUSES + 1):
        sheet.write_string(number, 0, str(status.label))
        for column, place, counts in (
            (1, asks, total.ask_counts),
            (2, recommendations, total.counts),
        ):
            formula = f'=COUNTIF({place},"{status.value}")'
            sheet.write_formula(number, column, formula, None, counts[status.value])


def _status_chart(book: Book, sheet: Worksheet) -> None:
    last = STATUSES + len(AskStatus)
    chart = book.book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": _("Asks"),
            "categories": ["summary", STATUSES + 1, 0, last, 0],
            "values": ["summary", STATUSES + 1, 1, last, 1],
            "points": [
                {"fill": {"color": drawing.shape_color(status.value)}}
                for status in AskStatus
            ],
            "data_labels": {"value": True},
            "gap": 40,
        }
    )
    chart.set_title({"name": _("Asks by status"), "name_font": {"size": 11}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
    about = _("Asks by status as bars; the same numbers stand in the table beside it.")
    place = {"description": about, "x_scale": 1.0, "y_scale": 1.05}
    sheet.insert_chart(FIGURES, 4, chart, place)


def _category_chart(
    book: Book, made: StatusReport, sheets: Sheets, sheet: Worksheet
) -> None:
    if not made.categories:
        return
    layout, last = sheets.categories, len(made.categories)
    names = [head.name for head in layout.heads]
    chart = book.book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": _("Score"),
            "categories": [layout.sheet, 1, names.index("title"), last, 1],
            "values": [
                layout.sheet,
                1,
                names.index("score"),
                last,
                names.index("score"),
            ],
            "fill": {"color": drawing.colors()["accent"]},
            "data_labels": {"value": True, "num_format": "0"},
            "gap": 40,
        }
    )
    chart.set_title({"name": _("Score by category"), "name_font": {"size": 11}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"min": 0, "max": 100, "major_gridlines": GRID})
    about = _("Score by category as bars; the numbers stand on the sheet categories.")
    place = {"description": about, "x_scale": 1.0, "y_scale": 1.05}
    sheet.insert_chart(FIGURES + 17, 4, chart, place)


def _years(book: Book, made: StatusReport, sheet: Worksheet) -> None:
    """The score at each year's end, as published, and its line."""
    if not made.years:
        return
    start, first = STATUSES + len(AskStatus) + 3, 0
    for number, title in enumerate((_("Year"), _("Score at its end, as published"))):
        sheet.write_string(start, first + number, title, book.bold)
    for number, point in enumerate(made.years, start + 1):
        sheet.write_number(number, first, point.on.year)
        score = frozen.tenth(point.score)
        if score is not None:
            sheet.write_number(number, first + 1, score)
    last = start + len(made.years)
    chart = book.book.add_chart({"type": "line"})
    chart.add_series(
        {
            "name": _("Score"),
            "categories": ["summary", start + 1, first, last, first],
            "values": ["summary", start + 1, first + 1, last, first + 1],
            "line": {"color": drawing.colors()["accent"]},
        }
    )
    chart.set_title({"name": _("The score over time"), "name_font": {"size": 11}})
    chart.set_legend({"none": True})
    chart.set_y_axis({"min": 0, "max": 100, "major_gridlines": GRID})
    chart.show_blanks_as("gap")
    about = _("The score at the end of each year; the numbers stand in the table.")
    sheet.insert_chart(LAST_CHART, 4, chart, {"description": about})


def _caveats(book: Book, made: StatusReport, sheet: Worksheet) -> None:
    line = max(STATUSES + len(AskStatus) + len(made.years) + 6, LAST_CHART + 16)
    texts: Sequence[str] = [*made.caveats, made.citation, made.address, made.license]
    sheet.write_string(line, 0, _("Before you use a figure"), book.bold)
    for number, text in enumerate(texts, line + 1):
        _text(book, sheet, number, text)
