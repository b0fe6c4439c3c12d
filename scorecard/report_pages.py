"""Lays a report's page out for its components: tables, matrix, charts, moves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from recommendations.as_of import AsOf
from recommendations.choices import AskStatus
from recommendations.models import Report, StatusChange
from recommendations.partial_dates import PartialDate
from recommendations.templatetags.record import (
    keep_view,
    partial_date,
    percent,
    whole,
)

from . import charts, indicator_pages, presentation, report_headlines, selectors
from .build import Group, Line, Scorecard
from .glance import glance
from .headline import headline
from .long_reports import AGENCIES_SHOWN, FIRST
from .selectors import ReportPage
from .uncertainty import is_long
from .years import YearPoint, Years, years

AGENCY_MINIMUM = 3
MOVES = 6
MOST_DIFFERING = 60


def layout(page: ReportPage, view: AsOf) -> dict[str, Any]:
    """Everything the template prints beside the dials."""
    report, card = page.report, page.card
    agencies = agency_rows(_shown_agencies(card), view)
    sentence = headline(card)
    return {
        "headline": sentence,
        "glance": glance(page),
        "moved": presentation.by_reading(page.moved),
        "differing": differing(page, view),
        "n_differing": max(card.agreement.n_different, len(card.differing)),
        "multiples": indicator_pages.multiples(page.indicators, report.issued_on, view),
        "agreement_words": presentation.agreement_words(card.agreement),
        "issued": PartialDate(report.issued_on, report.issued_precision),
        "horizon": horizon(report),
        "n_agencies": page.n_agencies,
        "categories": _categories(page, view),
        "often_named": [row for row in agencies if row["is_often_named"]],
        "seldom_named": [row for row in agencies if not row["is_often_named"]],
        "total_row": card.total,
        "list_url": keep_view(
            reverse("recommendations:list"), view, report=report.slug
        ),
        "lines_by_category": _lines_by_category(page, view),
        **_long_working(page, view),
        "statuses": AskStatus.choices,
        **_drawn(page, view),
        **_papers(page, view, str(sentence)),
    }


def _lines_by_category(
    page: ReportPage, view: AsOf
) -> list[tuple[Group, Sequence[Line], str]]:
    """Each category with its recommendations; of a long report the first of them.

    The address is that of the whole category's list, where it is cut short.
    """
    card = page.card
    if not is_long(card):
        return [(group, group.lines, "") for group in card.categories]
    slug, address = card.total.key, reverse("recommendations:list")
    return [
        (
            group,
            page.first.get(group.key) or group.lines[:FIRST],
            _category_list(address, slug, group.key, view),
        )
        for group in card.categories
    ]


def _long_working(page: ReportPage, view: AsOf) -> dict[str, Any]:
    """The sums of each category where there are too many lines for a working."""
    if not page.sums:
        return {}
    card, address = page.card, reverse("recommendations:list")
    parts = [
        replace(
            page.sums[group.key],
            title=_heading(group),
            url=_category_list(address, card.total.key, group.key, view),
        )
        for group in card.categories
    ]
    return {"whole": page.sums[""], "parts": parts}


def _heading(group: Group) -> str:
    return f"{group.key}. {presentation.text_of(group, 'title')}"


def _category_list(address: str, slug: str, category: str, view: AsOf) -> str:
    """The list of one category's recommendations; address: that of the whole list."""
    return keep_view(address, view, report=slug, category=f"{slug}/{category}")


def _shown_agencies(card: Scorecard) -> Sequence[Group]:
    """All agencies, or those that a long report names most often."""
    if not is_long(card):
        return card.agencies
    often = sorted(card.agencies, key=lambda group: -group.counts.total)
    return often[:AGENCIES_SHOWN]


def _years(page: ReportPage, view: AsOf) -> Years:
    """The years of a report; none of a long one, which would outgrow the page."""
    if is_long(page.card):
        return Years(page.report.issued_on.year, view.on.year, steps={}, scores=())
    return years(page.report, view, page.card.total.lines)


def _drawn(page: ReportPage, view: AsOf) -> dict[str, Any]:
    """The matrix, the history of the score and the main yardstick."""
    history = _years(page, view)
    drawn = _history(history)
    return {
        "matrix": [] if is_long(page.card) else _matrix(page, history, view),
        **drawn,
        "primary": primary_chart(page) if page.primary else None,
    }


def _papers(page: ReportPage, view: AsOf, sentence: str) -> dict[str, Any]:
    """What the report itself names, its sources, the files and the citation."""
    report = page.report
    address = f"{settings.SITE_URL.rstrip('/')}{report.get_absolute_url()}"
    title = presentation.text_of(report, "title")
    return {
        "stated_metrics": list(report.stated_metrics.all()),
        "sources": [source_inputs(row) for row in report.sources.all()],
        "files": status_report_files(report.slug, view),
        "citation": f"Followthrough. {title}. {sentence}",
        "address": keep_view(address, view, as_of=view.on.isoformat()),
    }


# The formats that exports writes, in the order of the links.
STATUS_REPORT_FORMATS: tuple[str, ...] = (
    "pdf",
    "docx",
    "xlsx",
    "csv",
    "json",
    "zip",
)


def status_report_files(slug: str, view: AsOf) -> list[tuple[str, str]]:
    """The status report of a report in each format, in this view."""
    return [
        (
            name.upper(),
            keep_view(reverse("exports:status_report", args=[slug, name]), view),
        )
        for name in STATUS_REPORT_FORMATS
    ]


def source_inputs(source: Any) -> dict[str, Any]:
    """A source as the source component takes it."""
    return {
        "tier": source.tier,
        "title": source.title,
        "url": source.url,
        "publisher": source.publisher,
        "via": source.via,
        "date_text": partial_date(source.published),
        "archive_url": source.archived_url,
        "is_verified": source.is_verified,
    }


def horizon(report: Report) -> PartialDate | None:
    """By when the report hoped for results, to the precision it gives."""
    if report.horizon_ends_on is None:
        return None
    return PartialDate(report.horizon_ends_on, report.horizon_precision)


def headlines(view: AsOf, reports: Sequence[Report]) -> list[dict[str, Any]]:
    """Each report with its headline, for the home page."""
    return [
        {
            "report": item.report,
            "card": item.card,
            "headline": headline(item.card),
            "issued": PartialDate(item.report.issued_on, item.report.issued_precision),
            "about": presentation.about(item.card.total),
        }
        for item in report_headlines.home_page(view, reports)
    ]


def latest_moves(view: AsOf) -> list[list[StatusChange]]:
    """The newest moves of asks in any report by reading, for the home page."""
    rows = selectors.changes(view, ask__isnull=False)
    newest = rows.order_by("-published_at", "-effective_on", "-id")[:MOVES]
    return presentation.by_reading(selectors.whole_changes(newest))


def _categories(page: ReportPage, view: AsOf) -> list[dict[str, Any]]:
    groups = page.card.categories
    names = {g.key: _heading(g) for g in groups}
    slug, address = page.report.slug, reverse("recommendations:list")
    addresses = {g.key: _category_list(address, slug, g.key, view) for g in groups}
    return presentation.group_rows(groups, names, addresses)


def agency_rows(groups: Sequence[Group], view: AsOf) -> list[dict[str, Any]]:
    """Agencies by name, each with its role in words and its address."""
    names = {g.key: presentation.text_of(g, "title") for g in groups}
    before = reverse("scorecard:agency", args=["agency"]).removesuffix("agency/")
    addresses = {g.key: keep_view(f"{before}{g.key}/", view) for g in groups}
    rows = presentation.group_rows(groups, names, addresses)
    for row in rows:
        row["role"] = presentation.role_words(row["group"])
        row["is_often_named"] = row["group"].counts.total >= AGENCY_MINIMUM
    return sorted(rows, key=lambda row: row["title"].casefold())


def _matrix(page: ReportPage, history: Years, view: AsOf) -> list[dict[str, Any]]:
    return [
        {
            "caption": _heading(group),
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


def _history(history: Years) -> dict[str, Any]:
    """The score year by year: both drawings, what they show, every value."""
    points = history.scores
    scored = [point for point in points if point.score is not None]
    if len(scored) < 2:
        return {}
    drawn: dict[str, Any] = {
        "label": _("Delivery score at the end of each year: %s.")
        % "; ".join(f"{point.on.year}: {whole(point.score)}" for point in scored),
        "language": translation.get_language() or "en",
    }
    return {
        "history": charts.history_chart(points, **drawn),
        "history_narrow": charts.history_chart(points, **drawn, width="narrow"),
        "history_caption": _(
            "From %(first)s at the end of %(since)s to %(last)s now, in this view. Thin"
            " line: under 80%% checked. Band: outer bounds."
        )
        % {
            "first": whole(scored[0].score),
            "since": scored[0].on.year,
            "last": whole(scored[-1].score),
        },
        "history_table": {
            "caption": _("Delivery score by year"),
            "headers": [_("Year"), _("Score"), _("Outer bounds"), _("Coverage")],
            "rows": [_history_row(point) for point in reversed(points)],
            "numbers": [2, 3, 4],
        },
    }


def _history_row(point: YearPoint) -> list[str]:
    bounds = (
        _("none") if point.low is None else f"{whole(point.low)}–{whole(point.high)}"
    )
    return [
        str(point.on.year),
        whole(point.score) or _("too little checked"),
        bounds,
        f"{percent(point.coverage)}%" if point.coverage is not None else _("none"),
    ]


def differing(page: ReportPage, view: AsOf) -> list[tuple[str, str]]:
    """The asks on which two coders differ, as (name, address): the first of many."""
    return [
        (
            f"{line.reference} {ask.code}",
            keep_view(
                reverse(
                    "recommendations:recommendation",
                    args=[line.report_slug, line.reference],
                ),
                view,
            )
            + f"#ask-{ask.code}",
        )
        for line, ask in page.card.differing[:MOST_DIFFERING]
    ]


def primary_chart(page: ReportPage) -> dict[str, Any]:
    """The main yardstick as the indicator pages draw it."""
    reading = page.primary
    assert reading is not None
    return {
        "reading": reading,
        "name": presentation.text_of(reading.indicator, "name"),
        **indicator_pages.chart(reading, report_on=page.report.issued_on),
    }
