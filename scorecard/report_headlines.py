"""The headline of each of some reports, for lists of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from recommendations.agreement import agreements
from recommendations.as_of import AsOf
from recommendations.listing.columns import Array, Columns
from recommendations.models import Report

from . import build, many, selectors
from .build import Group, Scorecard
from .uncertainty import PAGE_LIMIT, all_with_ranges, all_with_stored_ranges


@dataclass(frozen=True)
class ReportHeadline:
    """A report with its scorecard's total, for lists of reports."""

    report: Report
    card: Scorecard


def home_page(view: AsOf, reports: Sequence[Report]) -> list[ReportHeadline]:
    """The headline of each of these reports; four queries for all of them, and five
    more where any is long.
    """
    version = selectors.method_version(view)
    sizes = _sizes(reports, view)
    long = [report for report in reports if sizes[report.pk] > PAGE_LIMIT]
    short = [report for report in reports if sizes[report.pk] <= PAGE_LIMIT]
    cards = _short_cards(short, view, version) | _long_cards(long, view, version)
    return [ReportHeadline(report, cards[report.pk]) for report in reports]


def _sizes(reports: Sequence[Report], view: AsOf) -> dict[int, int]:
    """How many recommendations each report has; today the list in memory knows."""
    keys = [report.pk for report in reports]
    if view.is_today:
        column = many.columns_of(view).report
        numbers = np.bincount(column, minlength=max(keys, default=0) + 1)
        return {key: int(numbers[key]) for key in keys}
    sized = Report.objects.filter(pk__in=keys).annotate(size=selectors.size_of_report())
    return dict(sized.values_list("pk", "size"))


def _short_cards(
    reports: Sequence[Report], view: AsOf, version: str
) -> dict[int, Scorecard]:
    rows = selectors.lines(view, recommendation__report__in=list(reports))
    cards = []
    for report in reports:
        own = [row for row in rows if row.report_slug == report.slug]
        agreed = build.agreement(own)
        group = build.group(
            "report", report.slug, own, title=report.title, title_es=report.title_es
        )
        total = build.gated(group, agreed.gate)
        cards.append(Scorecard(view, total, agreed, method_version=version))
    keys = [report.pk for report in reports]
    return dict(zip(keys, all_with_ranges(cards), strict=True))


def _long_cards(
    reports: Sequence[Report], view: AsOf, version: str
) -> dict[int, Scorecard]:
    """The same from the columns, for reports whose lines are too many to read."""
    if not reports:
        return {}
    columns = many.columns_of(view)
    keys = [report.pk for report in reports]
    agreed = agreements(keys, view, columns.version_of)
    cards = []
    for report in reports:
        group = replace(
            many.kept("report", report.pk, columns, view, partial(_group, columns)),
            key=report.slug,
            title=report.title,
            title_es=report.title_es,
        )
        total = build.gated(group, agreed[report.pk].gate)
        agreement = many.agreement_of(agreed[report.pk])
        cards.append(Scorecard(view, total, agreement, method_version=version))
    ranged = all_with_stored_ranges(cards, [columns.version_of(key) for key in keys])
    return dict(zip(keys, ranged, strict=True))


def _group(columns: Columns, places: Array) -> Group:
    """A report's total without its names."""
    return many.group("report", "", many.Rows.at(columns, places))
