"""The methodology pages: numbers from the version, examples from the record."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from recommendations.actions import standings
from recommendations.choices import AskStatus, IndicatorClass, Tier
from recommendations.models import MethodVersion, SecondJudgement
from scorecard import method
from tests.factories import (
    TODAY,
    make_assessment,
    make_evidence,
    make_recommendation,
    make_report,
)
from tests.scorecard.reader import read
from tests.scorecard.test_snapshots import assessed_report

pytestmark = pytest.mark.django_db

OTHER = method.VERSION_1.to_dict() | {
    "version": "1.1.0",
    "points": [0.0, 20.0, 40.0, 60.0, 100.0],
    "review_months": 7,
    "clear_share": 0.85,
}


class MethodologyTests:
    def test_an_installation_without_a_record_explains_the_method(
        self, client: Client
    ) -> None:
        page = read(client, "/methodology/")

        assert page.status == 200
        assert "They are worth 0, 25, 50, 75, 100 points." in page
        assert "No scored recommendation is on record in this view." in page
        assert "No assessment has been published yet." in page

    def test_it_stands_even_where_no_version_is_on_record(self, client: Client) -> None:
        MethodVersion.objects.all().delete()

        page = read(client, "/methodology/")

        assert "No version is on record; this page shows version 1.0.0" in page

    def test_every_status_tier_and_class_is_defined(self, client: Client) -> None:
        page = read(client, "/methodology/")

        for member in (*AskStatus, *Tier, *IndicatorClass):
            assert str(member.label) in page
            assert str(member.definition) in page

    def test_the_worked_example_is_computed_from_the_record(
        self, client: Client
    ) -> None:
        recommendation = make_recommendation(asks=4)
        make_evidence(recommendation=recommendation)
        make_assessment(
            recommendation=recommendation,
            steps={
                "a": "implemented",
                "b": "partly",
                "c": "not_assessed",
                "d": "superseded",
            },
        )

        page = read(client, "/methodology/")

        assert recommendation.title in page
        assert "Score (100 + 50) / 2 = 75.0" in page
        assert "Coverage 2 / 3 = 0.67" in page
        assert "If no unchecked ask is done 150 / 3 = 50.0" in page
        assert "If all are (150 + 100) / 3 = 83.3" in page

    def test_agreement_sensitivity_and_four_year_rate_stand_by_report(
        self, client: Client
    ) -> None:
        report = assessed_report()

        page = read(client, "/methodology/")

        agreed = page.cells("Agreement and coverage by report")[1]
        assert agreed == [
            report.title,
            "1.00",
            "4 of 4 asks",
            "0 asks",
            "100%",
            "provisional",
        ]
        variants = dict(
            page.cells("Scores under other choices of weights, points and mean")[1:]
        )
        assert variants["As published"] == "50.0"
        assert variants["Points 0, 10, 40, 60, 100"] == "45.0"
        assert "0 percent; 3 of 4 still open." in page

    def test_a_report_whose_coders_disagree_shows_no_variants(
        self, client: Client
    ) -> None:
        report = assessed_report()
        SecondJudgement.objects.update(status="not_started")
        ids = list(report.recommendations.values_list("pk", flat=True))
        standings.rebuild(recommendations=ids, on=TODAY)

        page = read(client, "/methodology/")

        assert "no score is published" in page
        assert (
            "no score"
            in page.cells("Scores under other choices of weights, points and mean")[1]
        )

    def test_who_assessed_is_read_from_the_record(self, client: Client) -> None:
        assessed_report()

        page = read(client, "/methodology/")

        assert "Editors: 4 published assessments" in page


class VersionTests:
    def test_a_version_shows_its_own_numbers(self, client: Client) -> None:
        MethodVersion.objects.create(
            version="1.1.0", in_force_from=date(2027, 1, 1), parameters=OTHER
        )

        page = read(client, "/methodology/1.1.0/")

        assert "They are worth 0, 20, 40, 60, 100 points." in page
        assert "A review is due after 7 months" in page
        assert "in 85 percent of runs" in page

    def test_the_page_without_a_version_shows_the_one_in_force(
        self, client: Client
    ) -> None:
        MethodVersion.objects.update(in_force_from=date(2024, 1, 1))
        MethodVersion.objects.create(
            version="1.1.0", in_force_from=date(2026, 7, 1), parameters=OTHER
        )
        MethodVersion.objects.create(
            version="2.0.0", in_force_from=date(2027, 1, 1), parameters=OTHER
        )

        page = read(client, "/methodology/")

        assert "Method 1.1.0, in force from 1 July 2026" in page
        assert "2.0.0 , in force from 1 January 2027" in page

    def test_an_unknown_version_is_not_found(self, client: Client) -> None:
        assert read(client, "/methodology/9.9/").status == 404

    def test_the_shipped_version_is_that_of_the_code(self) -> None:
        row = MethodVersion.objects.get(version="1.0.0")

        assert row.parameters == method.VERSION_1.to_dict()
        assert row.in_force_from == date(2026, 11, 22)
        assert row.summary_es

    def test_reports_in_preparation_are_not_named(self, client: Client) -> None:
        make_report(title="Being prepared", published_at=None)

        assert "Being prepared" not in read(client, "/methodology/")
