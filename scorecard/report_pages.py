"""Lays a report's page out for its components: tables, matrix, charts, moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from recommendations.as_of import AsOf
from recommendations.models import Category, StatusChange
from recommendations.partial_dates import PartialDate
from recommendations.templatetags.record import figure, keep_view, partial_date

from . import charts, presentation, selectors
from .build import Group, Line
from .headline import headline
from .outcomes import IndicatorReading
from .selectors import ReportPage
from .years import Years, years

AGENCY_MINIMUM = 3
MOVES = 6


def layout(page: ReportPage, view: AsOf) -> dict[str, Any]:
    """Everything the template prints beside the dials."""
    lines = page.card.total.lines
    history = years(page.report, view, lines)
    return {
        "headline": headline(page.card),
        "agreement_words": presentation.agreement_words(page.card.agreement),
        "issued": PartialDate(page.report.issued_on, page.report.issued_precision),
        "n_agencies": len(page.card.agencies),
        "categories": _categories(page, view),
        "agencies": _agencies(page, view),
        "total_row": page.card.total,
        "list_url": keep_view(
            reverse("recommendations:list"), view, report=page.report.slug
        ),
        "lines_by_category": _lines_by_category(page),
        "matrix": _matrix(page, history, view),
        "history": _history(history),
        "primary": primary_chart(page.primary, page) if page.primary else None,
        "differing_url": _methodology_url(page, view),
    }


def latest_moves(view: AsOf) -> list[StatusChange]:
    """The newest moves of asks in any report, for the home page."""
    rows = selectors.changes(view, ask__isnull=False)
    return list(rows.order_by("-published_at", "-effective_on", "-id")[:MOVES])


def _methodology_url(page: ReportPage, view: AsOf) -> str:
    return reverse("scorecard:methodology")


def _categories(page: ReportPage, view: AsOf) -> list[dict[str, Any]]:
    groups = page.card.categories
    names = {g.key: f"{g.key}. {presentation.text_of(g, 'title')}" for g in groups}
    addresses = {
        g.key: keep_view(
            reverse("recommendations:list"),
            view,
            report=page.report.slug,
            category=f"{page.report.slug}/{g.key}",
        )
        for g in groups
    }
    return presentation.group_rows(groups, names, addresses)


def _agencies(page: ReportPage, view: AsOf) -> list[dict[str, Any]]:
    groups = page.card.agencies
    return agency_rows(groups, view)


def agency_rows(groups: Sequence[Group], view: AsOf) -> list[dict[str, Any]]:
    """Agencies by name, each with its role in words and its address."""
    names = {g.key: presentation.text_of(g, "title") for g in groups}
    addresses = {
        g.key: keep_view(reverse("scorecard:agency", args=[g.key]), view)
        for g in groups
    }
    rows = presentation.group_rows(groups, names, addresses)
    for row in rows:
        row["role"] = presentation.role_words(row["group"])
        row["is_often_named"] = row["group"].counts.total >= AGENCY_MINIMUM
    return sorted(rows, key=lambda row: row["title"].casefold())


def _lines_by_category(page: ReportPage) -> list[tuple[Group, Sequence[Line]]]:
    return [(group, group.lines) for group in page.card.categories]


def _matrix(page: ReportPage, history: Years, view: AsOf) -> list[dict[str, Any]]:
    return [
        {
            "caption": f"{group.key}. {presentation.text_of(group, 'title')}",
            "first_year": history.first,
            "last_year": history.last,
            "groups": [_matrix_group(line, history, view) for line in group.lines],
        }
        for group in page.card.categories
    ]


def _matrix_group(line: Line, history: Years, view: AsOf) -> dict[str, Any]:
    steps: Mapping[str, Sequence[tuple[int, str]]] = history.steps.get(line.id, {})
    return {
        "title": f"{line.reference} {presentation.text_of(line, 'title')}",
        "url": keep_view(
            reverse(
                "recommendations:recommendation",
                args=[line.report_slug, line.reference],
            ),
            view,
        ),
        "rows": [
            {
                "letter": ask.code,
                "text": presentation.text_of(ask, "text"),
                "points": list(steps.get(ask.code, [])),
            }
            for ask in line.asks
        ],
    }


def _history(history: Years) -> str:
    points = [point for point in history.scores if point.score is not None]
    if len(points) < 2:
        return ""
    return charts.history_chart(points, language=translation.get_language() or "en")


def primary_chart(reading: IndicatorReading, page: ReportPage) -> dict[str, Any]:
    """The main yardstick's chart, its sentence and its table."""
    return {
        "reading": reading,
        "name": presentation.text_of(reading.indicator, "name"),
        "unit": presentation.text_of(reading.indicator, "unit"),
        "url": reading.indicator.get_absolute_url(),
        "latest": figure(reading.latest.value) if reading.latest else "",
        "issued": partial_date(
            PartialDate(page.report.issued_on, page.report.issued_precision)
        ),
    }


def category_choices(report_slug: str) -> list[tuple[str, str]]:
    """A report's categories as (code, title), for filters."""
    rows = Category.objects.filter(report__slug=report_slug)
    return [(row.code, presentation.text_of(row, "title")) for row in rows]


def no_difference(row: Mapping[str, Any]) -> str:
    """Which neighbors a group is not clearly different from, in words."""
    names = row["no_clear_difference"]
    if not names:
        return ""
    joined = pgettext("list separator", ", ").join(names)
    return _("No clear difference from: %s.") % joined
