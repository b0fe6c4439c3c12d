"""Sums from the columns in memory are those that the lines themselves give."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any

import pytest

from recommendations.as_of import AsOf
from recommendations.listing import store
from recommendations.models import Agency, Report
from scorecard import agency_selectors, long_reports, many, report_headlines, selectors
from scorecard.build import Group
from tests.clock import stopped_at
from tests.factories import (
    TODAY,
    make_agency,
    make_assessment,
    make_evidence,
    make_recommendation,
    make_report,
)

VIEWS = {
    "today": AsOf.now(TODAY),
    "of an earlier day": AsOf(date(2025, 3, 1), None, TODAY),
    "as known then": AsOf(date(2026, 6, 15), date(2026, 6, 15), TODAY),
}
NOT_FROM_COLUMNS = {"lines", "likely", "no_clear_difference_with"}


@pytest.fixture(autouse=True)
def nothing_held() -> None:
    store.forget()


def figures(groups: Iterable[Group]) -> dict[str, dict[str, Any]]:
    """Every figure of some groups, floats as exact as they are."""
    names = [f.name for f in fields(Group) if f.name not in NOT_FROM_COLUMNS]
    return {
        f"{group.kind} {group.key}": {name: getattr(group, name) for name in names}
        for group in groups
    }


@pytest.fixture
def reports() -> list[Report]:
    """Two reports, three agencies, one of them named for one ask only."""
    lead, helper, narrow = (make_agency() for _ in range(3))
    made = [make_report(), make_report()]
    steps = ("implemented", "partly", "reversed", "not_assessed", "superseded")
    for number in range(7):
        row = make_recommendation(
            report=made[number % 2],
            asks=3,
            lead=lead if number % 3 else helper,
            supporting=[helper] if number % 3 else [],
            weight=1.5 if number == 2 else None,
            weight_reason="Named first." if number == 2 else "",
            priority="priority" if number == 3 else "normal",
        )
        if number < 2:
            link = row.responsibilities.create(agency=narrow, role="lead")
            link.asks.set([row.asks.get(code="b")])
        items = [make_evidence(recommendation=row)]
        for day, shift in ((date(2024, 12, 31), 0), (date(2026, 5, 31), 1)):
            judged = {
                code: steps[(number + place + shift) % len(steps)]
                for place, code in enumerate("abc")
            }
            make_assessment(
                recommendation=row, steps=judged, evidence=items, effective_on=day
            )
    return made


@pytest.mark.django_db
@pytest.mark.parametrize("view", VIEWS.values(), ids=list(VIEWS))
class SameFiguresTests:
    def test_of_a_report_its_categories_and_its_agencies(self, reports, view):
        with stopped_at(TODAY):
            for report in reports:
                card = selectors.scorecard(report, view)
                found = long_reports.long_report(report, view).card

                groups = (card.total, *card.categories, *card.agencies)
                others = (found.total, *found.categories, *found.agencies)
                assert figures(others) == figures(groups)
                assert found.method_version == card.method_version

    def test_of_every_agency_on_its_page_and_in_the_list(
        self, reports, view, monkeypatch
    ):
        with stopped_at(TODAY):
            agencies = list(Agency.objects.order_by("slug"))
            rows = agency_selectors.agency_groups(agencies, view)
            pages = [
                agency_selectors.agency_page(agency, view).total for agency in agencies
            ]

            monkeypatch.setattr(agency_selectors, "MANY", 0)
            assert figures(agency_selectors.agency_groups(agencies, view)) == figures(
                rows
            )
            long = [
                agency_selectors.agency_page(agency, view).total for agency in agencies
            ]
            assert figures(long) == figures(pages)

    def test_of_the_reports_on_the_home_page(self, reports, view, monkeypatch):
        with stopped_at(TODAY):
            short = report_headlines.home_page(view, reports)
            monkeypatch.setattr(report_headlines, "PAGE_LIMIT", 0)
            long = report_headlines.home_page(view, reports)

        totals = [row.card.total for row in short]
        assert figures(row.card.total for row in long) == figures(totals)
        assert many.MANY > 0

    def test_what_the_page_shows_of_it(self, reports, view):
        with stopped_at(TODAY):
            (report, _other) = reports
            found = long_reports.long_report(report, view)
            lines = selectors.scorecard(report, view).total.lines

        shown = [line for group in found.first.values() for line in group]
        assert [line.reference for line in shown] == [
            line.reference for line in lines[: long_reports.FIRST]
        ]
        whole = found.sums[""]
        scored = [line for line in lines if line.score is not None]
        assert whole.n_scored == len(scored)
        assert whole.points == pytest.approx(
            sum(line.weight * (line.score or 0) for line in scored)
        )
