"""The list of indicators and the page of one, as a reader sees them."""

from __future__ import annotations

import pytest
from django.test import Client

from recommendations.models import Indicator, InterimTarget, UnmeasuredMetric
from tests.factories import (
    PUBLISHED,
    at,
    make_correction,
    make_indicator,
    make_recommendation,
    make_report,
)
from tests.scorecard.reader import read

pytestmark = pytest.mark.django_db


def missed() -> Indicator:
    """An indicator that fell short of its target and then moved away from it."""
    return make_indicator(
        slug="deaths",
        observations={"2010": 25757, "2016": 24559, "2024": 33550},
        baseline_period="2010",
        baseline_value=25757,
        target_period="2016",
        target_value=9921,
        target_basis="our_reading",
    )


class ListTests:
    def test_indicators_stand_under_their_kind_and_comparisons_apart(
        self, client: Client
    ) -> None:
        make_indicator(name="Unsafe wells")
        make_indicator(name="Tests made", kind="output")
        make_indicator(name="Money spent", kind="input")
        make_indicator(name="Wells elsewhere", is_comparison_only=True)

        page = read(client, "/indicators/")

        titles = [
            page.text.index(f"{title} (1)")
            for title in ("Outcomes", "Outputs", "Inputs", "For comparison")
        ]
        assert titles == sorted(titles)
        assert [row[0] for row in page.cells("For comparison")[1:]] == [
            "Wells elsewhere wells"
        ]

    def test_a_row_gives_latest_value_class_change_and_target(
        self, client: Client
    ) -> None:
        missed()

        page = read(client, "/indicators/")

        row = page.cells("Outcomes")[1]
        assert row[1:] == [
            "33,550 2024",
            "Missed",
            "worse",
            "9,921 by 2016 our reading",
        ]

    def test_only_what_bears_on_the_report_is_listed_when_one_is_asked_for(
        self, client: Client
    ) -> None:
        report = make_report()
        make_indicator(name="Of the report", reports=[report])
        make_indicator(name="Of none")

        page = read(client, f"/indicators/?report={report.slug}")

        assert "Of the report" in page
        assert "Of none" not in page

    def test_an_unknown_report_is_answered_in_words(self, client: Client) -> None:
        page = read(client, "/indicators/?report=nowhere")

        assert page.status == 200
        assert "report=nowhere names no published report." in page

    def test_numbers_without_a_series_are_listed_with_what_is_known(
        self, client: Client
    ) -> None:
        recommendation = make_recommendation()
        metric = UnmeasuredMetric.objects.create(
            slug="inspectors",
            metric="Inspectors in the field",
            target_value=40,
            target_unit="people",
            target_period="2025",
            target_basis="stated_in_report",
            known="No series is kept.",
        )
        metric.recommendations.add(recommendation)

        page = read(client, "/indicators/")

        row = page.cells("Numbers without a series")[1]
        assert row[0].startswith("Inspectors in the field")
        assert row[1:] == [
            "40 people by 2025 Stated in the report",
            "No series is kept.",
        ]

    def test_nothing_published_is_said_in_words(self, client: Client) -> None:
        make_indicator(published_at=None, name="Being prepared")

        page = read(client, "/indicators/")

        assert "No indicator had been published in this view." in page
        assert "Being prepared" not in page

    def test_an_indicator_published_later_is_not_known_earlier(
        self, client: Client
    ) -> None:
        make_indicator(name="Unsafe wells")

        page = read(client, "/indicators/?known_at=2026-05-31")

        assert "Unsafe wells" not in page


class OneIndicatorTests:
    def test_the_working_fills_the_formulas_in(self, client: Client) -> None:
        missed()

        page = read(client, "/indicators/deaths/")

        steps = {row[0]: row[1:] for row in page.cells("The working, step by step")}
        assert steps["Class"][0] == "Missed"
        assert "(2016: 24,559) decides" in steps["Class"][1]
        assert steps["At the due date"][0] == "7.6 percent of the gap closed by 2016"
        assert (
            "100 x (24,559 - 25,757) / (9,921 - 25,757) = 7.6"
            in steps["At the due date"][1]
        )
        assert steps["Attainment"][0] == "0.0 percent of the gap closed by 2024"

    def test_a_pace_is_shown_with_its_cross_check(self, client: Client) -> None:
        make_indicator(
            slug="wells",
            observations={"2019": 400, "2025": 50},
            target_period="2030",
            target_value=1,
            target_basis="set_in_law",
        )

        page = read(client, "/indicators/wells/")

        steps = {row[0]: row[1:] for row in page.cells("The working, step by step")}
        assert steps["Pace"][0] == "1.61"
        assert steps["Class"][0] == "On track"
        assert steps["Growth-rate cross-check"][0] == "0.70"
        assert "depends on the method" in steps["Growth-rate cross-check"][1]
        assert "depends on method" in page

    def test_interim_targets_are_named_in_the_pace(self, client: Client) -> None:
        indicator = make_indicator(
            slug="wells",
            observations={"2019": 400, "2025": 300},
            target_period="2030",
            target_value=100,
            target_basis="set_in_law",
        )
        InterimTarget.objects.create(indicator=indicator, period="2025", value=300)

        page = read(client, "/indicators/wells/")

        assert "with the published interim targets" in page

    def test_every_value_stands_with_source_flag_note_and_whether_it_was_checked(
        self, client: Client
    ) -> None:
        indicator = make_indicator(slug="wells")
        indicator.observations.filter(period="2025").update(
            is_verified=False, flag="approximate", note="Read off a chart."
        )

        page = read(client, "/indicators/wells/")

        rows = page.cells("Every observed value with its source")[1:]
        assert rows == [
            [
                "2025",
                "300",
                "Approximate Read off a chart.",
                "not verified",
                "tier B Water Office",
            ],
            ["2019", "400", "", "verified", "tier B Water Office"],
        ]

    def test_a_missing_baseline_is_explained_and_nothing_is_divided(
        self, client: Client
    ) -> None:
        make_indicator(
            slug="wells",
            baseline_period="",
            baseline_value=None,
            baseline_note="The survey began after the report.",
            start_period="2021",
            start_value=350,
        )

        page = read(client, "/indicators/wells/")

        assert "No baseline" in page
        assert "The survey began after the report." in page
        assert "The series starts with 350 in 2021." in page

    def test_values_after_the_as_of_day_or_published_later_are_left_out(
        self, client: Client
    ) -> None:
        indicator = make_indicator(slug="wells")
        indicator.observations.filter(period="2025").update(
            published_at=at(PUBLISHED.date().replace(month=7))
        )

        early = read(client, "/indicators/wells/?as_of=2024-06-30")
        unknown = read(client, "/indicators/wells/?known_at=2026-06-15")

        for page in (early, unknown):
            rows = page.cells("Every observed value with its source")[1:]
            assert [row[0] for row in rows] == ["2019"]

    def test_what_it_bears_on_and_its_corrections_are_shown(
        self, client: Client
    ) -> None:
        recommendation = make_recommendation(title="Repair the pumps")
        hidden = make_recommendation(
            report=recommendation.report, published_at=None, title="Being prepared"
        )
        indicator = make_indicator(
            slug="wells", recommendations=[recommendation, hidden]
        )
        make_correction(indicator=indicator, is_right="It was 301.")

        page = read(client, "/indicators/wells/")

        assert "Repair the pumps" in page
        assert "Being prepared" not in page
        assert "Corrected. It was 301." in page

    def test_the_chart_says_its_numbers_to_a_screen_reader(
        self, client: Client
    ) -> None:
        missed()

        page = read(client, "/indicators/deaths/")

        assert 'aria-label="Unsafe wells 1. 33,550 wells in 2024.' in page.source

    def test_an_unknown_or_unpublished_indicator_is_not_found(
        self, client: Client
    ) -> None:
        make_indicator(slug="draft", published_at=None)

        assert read(client, "/indicators/nowhere/").status == 404
        assert read(client, "/indicators/draft/").status == 404

    def test_a_date_that_is_none_is_answered_in_words(self, client: Client) -> None:
        make_indicator(slug="wells")

        page = read(client, "/indicators/wells/?as_of=2026-13-01")

        assert page.status == 200
        assert "as_of=2026-13-01 is not a date" in page
