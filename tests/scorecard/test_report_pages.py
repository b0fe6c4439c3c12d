"""The scorecard of a report: the answers of its first screen, and its parts."""

from __future__ import annotations

from datetime import date

import pytest

from recommendations.models import Report
from scorecard import agency_selectors, method, report_pages, selectors, uncertainty
from tests.factories import (
    make_agency,
    make_assessment,
    make_evidence,
    make_indicator,
    make_recommendation,
    make_report,
    make_second_reading,
)
from tests.scorecard.reader import read

pytestmark = pytest.mark.django_db


def page_of(report: Report, query: str = "") -> str:
    return f"/reports/{report.slug}/{query}"


@pytest.fixture
def report() -> Report:
    """Two readings of one recommendation; the later one undoes ask b."""
    report = make_report()
    row = make_recommendation(report=report, asks=2, lead=make_agency())
    kept = make_evidence(recommendation=row)
    gone = make_evidence(recommendation=row, asks="b", bearing="opposes")
    make_assessment(
        recommendation=row,
        steps={"a": "partly", "b": "partly"},
        evidence=[kept],
        effective_on=date(2024, 12, 31),
    )
    make_assessment(
        recommendation=row,
        steps={"a": "partly", "b": "reversed"},
        evidence=[kept, gone],
    )
    return report


class FirstScreenTests:
    def test_how_sure_what_is_undone_did_it_help_and_what_moved_last(
        self, client, report
    ):
        make_indicator(reports=[report], observations={"2019": 400.0, "2025": 100.0})
        page = read(client, page_of(report))

        assert "Agreement of two coders: not measured." in page
        assert "first reading, open to challenge" in page
        assert "1 of 2 asks In recommendation 1.1." in page
        assert "1 of 1 judged is better" in page
        assert "Moved last 31 May 2026: 1.1 b Partly done" in page

    def test_a_report_without_outcomes_moves_or_undone_asks_says_so(self, client):
        report = make_report()
        make_recommendation(report=report)
        page = read(client, page_of(report))

        assert "None was done and then undone." in page
        assert "None is measured." in page
        assert "Nothing has moved in this view." in page

    def test_a_view_before_the_first_assessment_shows_the_asks_as_not_checked(
        self, client, report
    ):
        page = read(client, page_of(report, "?as_of=2020-06-01"))

        assert page.status == 200
        assert "no assessment" in page

    def test_the_asks_on_which_coders_differ_lead_to_their_place(self, client, report):
        row = report.recommendations.get()
        make_second_reading(recommendation=row, steps={"a": "started", "b": "reversed"})

        source = read(client, page_of(report)).source

        assert "The 1 ask on which they differ" in source
        assert f'href="/reports/{report.slug}/1.1/#ask-a"' in source
        assert 'id="ask-a"' in read(client, page_of(report) + "1.1/").source


class SmallMultiplesTests:
    def test_targets_come_first_and_comparisons_are_left_out(self, client, report):
        values = {"2019": 400.0, "2025": 390.0}
        make_indicator(reports=[report], observations=values, name="Without target")
        make_indicator(
            reports=[report],
            observations=values,
            name="With target",
            target_period="2030",
            target_value=100.0,
            target_basis="our_reading",
        )
        make_indicator(
            reports=[report],
            observations=values,
            name="Elsewhere",
            is_comparison_only=True,
        )
        make_indicator(reports=[report], observations={"2019": 1.0}, name="One value")

        page = read(client, page_of(report))
        part = page.text[page.text.index("Outcomes in small") :]

        assert part.index("With target") < part.index("Without target")
        assert "400 in 2019, 390 in 2025, wells. Target: 100 by 2030." in part
        assert "Elsewhere" not in part
        assert "One value" not in part


class AgencyAgreementTests:
    def test_a_body_is_held_to_the_agreement_of_the_whole_report(self, client):
        """Coders differ on the one ask of this body and agree on all the others."""
        report, body = make_report(), make_agency()
        for n in range(6):
            row = make_recommendation(
                report=report, asks=2, lead=body if n < 3 else make_agency()
            )
            items = [make_evidence(recommendation=row)]
            step = "partly" if n % 2 else "started"
            make_assessment(
                recommendation=row, steps={"a": step, "b": step}, evidence=items
            )
            other = "partly" if n == 0 else step
            make_second_reading(recommendation=row, steps={"a": other, "b": other})

        on_report = read(client, page_of(report))
        on_its_own = read(client, f"/agencies/{body.slug}/")

        assert "Agreement is measured on the whole report." in on_its_own
        alpha = on_report.text.split("agreement alpha ")[1][:4]
        assert f"agreement alpha {alpha}" in on_its_own


@pytest.fixture
def long_report(monkeypatch) -> Report:
    """Three recommendations of one agency, where two are all a page may show whole."""
    monkeypatch.setattr(uncertainty, "PAGE_LIMIT", 2)
    monkeypatch.setattr(agency_selectors, "MANY", 2)
    monkeypatch.setattr(selectors, "MANY", 2)
    monkeypatch.setattr(report_pages, "FIRST", 2)
    report = make_report()
    agency = make_agency()
    for step, weight in (("implemented", 1), ("partly", 2), ("started", None)):
        row = make_recommendation(
            report=report,
            asks=1,
            lead=agency,
            weight=weight,
            weight_reason="Named first." if weight else "",
        )
        item = make_evidence(recommendation=row)
        make_assessment(recommendation=row, steps={"a": step}, evidence=[item])
    return report


class LongReportTests:
    """Beyond what a page can show whole, it shows sums and the way to the rest."""

    def test_the_working_is_sums_that_give_the_score_by_pencil(
        self, client, long_report
    ):
        found = read(client, page_of(long_report))

        *parts, together = found.cells("Sums of weights and of weight times score")[1:]
        points = [float(row[3]) for row in parts]
        weights = [float(row[2]) for row in parts]
        score = method.half_up(sum(points) / sum(weights), 1)
        assert together[2:] == [f"{sum(weights):.1f}", f"{sum(points):.1f}"]
        assert f"{sum(points):.1f} ÷ {sum(weights):.1f} = {score}" in found

    def test_each_category_begins_with_a_few_and_links_to_all(
        self, client, long_report
    ):
        found = read(client, page_of(long_report))

        assert "All 3 recommendations of this category" in found
        assert "matrix__ask" not in found.source

    def test_before_anything_of_it_was_known_it_says_so(self, client, long_report):
        found = read(client, page_of(long_report, "?known_at=2019-01-01"))

        assert "Nothing of this report had been published in the record" in found

    def test_an_agency_named_in_very_many_has_sums_by_report(self, client, long_report):
        slug = long_report.recommendations.first().responsibilities.get().agency.slug
        found = read(client, f"/agencies/{slug}/")

        assert "All 3 recommendations that name this agency" in found
        assert len(found.cells("Sums of weights and of weight times score")) == 3
