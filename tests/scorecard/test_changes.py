"""The page of changes and the corrections log."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from recommendations.actions import assessments
from recommendations.as_of import AsOf
from recommendations.models import Recommendation
from scorecard import change_pages
from tests.factories import (
    TODAY,
    at,
    make_agency,
    make_assessment,
    make_correction,
    make_evidence,
    make_indicator,
    make_recommendation,
    make_report,
    make_responsibility,
    make_user,
)
from tests.scorecard.reader import read

pytestmark = pytest.mark.django_db

CAPTION = "Changes of status, newest first"
VIEW = AsOf.now(TODAY)


def moved(**fields: object) -> Recommendation:
    """A recommendation with evidence and one published assessment of both asks."""
    recommendation = make_recommendation(**fields)  # type: ignore[arg-type]
    evidence = make_evidence(recommendation=recommendation, asks=["a"])
    make_assessment(
        recommendation=recommendation,
        steps={"a": "partly", "b": "not_started"},
        evidence=[evidence],
    )
    return recommendation


class ChangesTests:
    def test_a_change_gives_from_to_both_dates_cause_reason_and_evidence(
        self, client: Client
    ) -> None:
        moved()

        page = read(client, "/changes/")

        row = next(row for row in page.cells(CAPTION) if row[0].startswith("1.1 a"))
        assert row[1:4] == [
            "Not checked → to Partly done",
            "31 May 2026",
            "1 June 2026",
        ]
        assert row[4].endswith("1 April 2021 , Regulation, Official Gazette tier A")

    def test_a_reason_stands_once_for_all_that_one_reading_moved(
        self, client: Client
    ) -> None:
        moved()

        reasons = [row[4] for row in read(client, "/changes/").cells(CAPTION)[1:]]

        rules = "New assessment Rules are in force; the repairs have not begun."
        assert len(reasons) > 1
        assert reasons[0].startswith(rules)
        for reason in reasons[1:]:
            assert reason.startswith("New assessment For the reason of the line above.")

    def test_two_readings_of_one_day_each_give_their_reason(
        self, client: Client
    ) -> None:
        report = make_report()
        moved(report=report)
        moved(report=report, reference="1.2")

        page = read(client, "/changes/")

        reasons = [row[4] for row in page.cells(CAPTION)[1:]]
        given = [one for one in reasons if "Rules are in force" in one]
        assert len(given) == 2

    def test_the_newest_publication_stands_first(self, client: Client) -> None:
        recommendation = moved()
        make_assessment(
            recommendation=recommendation,
            steps={"a": "implemented", "b": "not_started"},
            effective_on=date(2024, 12, 31),
            published_at=at(date(2026, 7, 1)),
        )

        page = read(client, "/changes/")

        published = [row[3] for row in page.cells(CAPTION)[1:]]
        assert published[0] == "1 July 2026"
        assert published == sorted(published, key=lambda day: day == "1 June 2026")

    def test_a_withdrawn_assessment_leaves_its_changes_on_the_list(
        self, client: Client
    ) -> None:
        recommendation = moved()
        assessments.withdraw(
            assessment=recommendation.assessments.get(),
            reason="Read from the wrong year.",
            by=make_user(username="reviewer"),
            at=at(date(2026, 7, 1)),
        )

        page = read(client, "/changes/")

        assert "Assessment withdrawn" in page
        assert "New assessment" in page

    def test_known_at_leaves_out_what_was_published_later(self, client: Client) -> None:
        moved()

        page = read(client, "/changes/?known_at=2026-05-31")

        assert "Nothing had changed in this view." in page

    def test_as_of_leaves_out_what_was_not_yet_true(self, client: Client) -> None:
        moved()

        page = read(client, "/changes/?as_of=2026-05-30")

        assert "Nothing had changed in this view." in page

    def test_unpublished_recommendations_never_show(self, client: Client) -> None:
        recommendation = moved(title="Being prepared")
        Recommendation.objects.filter(pk=recommendation.pk).update(published_at=None)

        page = read(client, "/changes/")

        assert "Being prepared" not in page

    def test_pages_hold_25_and_keep_the_filter(self, client: Client) -> None:
        report = make_report()
        for _ in range(10):
            moved(report=report)

        page = read(client, f"/changes/?report={report.slug}&page=2")

        assert "26 to 30 of 30" in page
        assert f"?report={report.slug}&amp;page=1" in page.source


class NarrowingTests:
    def test_by_report_recommendation_and_reference_alone(self) -> None:
        one, two = moved(), moved()
        slug = one.report.slug

        for params in (
            {"report": slug},
            {"recommendation": f"{slug}/{one.reference}"},
            {"report": slug, "recommendation": one.reference},
        ):
            problems: list = []
            wanted = change_pages.chosen(params, problems)
            rows = change_pages.narrowed(VIEW, wanted)

            assert problems == []
            assert {row.recommendation_id for row in rows} == {one.pk}
        assert two.report != one.report

    def test_by_agency_named_for_the_whole(self) -> None:
        agency = make_agency()
        named = moved(lead=agency)
        moved()

        rows = change_pages.narrowed(VIEW, change_pages.Chosen(agency=agency))

        assert {row.recommendation_id for row in rows} == {named.pk}

    def test_by_agency_named_for_one_ask_gives_that_ask_and_the_whole(self) -> None:
        agency = make_agency()
        recommendation = moved()
        duty = make_responsibility(recommendation=recommendation, agency=agency)
        duty.asks.add(recommendation.asks.get(code="b"))

        rows = change_pages.narrowed(VIEW, change_pages.Chosen(agency=agency))

        assert {row.ask and row.ask.code for row in rows} == {None, "b"}

    @pytest.mark.parametrize(
        ("query", "answer"),
        [
            ("report=nowhere", "report=nowhere names no published report."),
            ("agency=nobody", "agency=nobody names no agency on record."),
            ("recommendation=9.9", "names no published recommendation"),
            ("page=x", "page=x is not a page number; the first page is shown."),
            ("page=9", "page=9 does not exist; the last page is shown."),
            ("report=%00", "1.1 a"),
        ],
    )
    def test_what_is_not_understood_is_answered_in_words(
        self, client: Client, query: str, answer: str
    ) -> None:
        moved()

        page = read(client, f"/changes/?{query}")

        assert page.status == 200
        assert answer in page

    def test_a_reference_in_several_reports_asks_for_the_report(
        self, client: Client
    ) -> None:
        moved()
        moved()

        page = read(client, "/changes/?recommendation=1.1")

        assert "stands in several reports; write it as report/reference." in page

    def test_a_filter_that_leaves_nothing_says_so(self, client: Client) -> None:
        agency = make_agency()
        moved()

        page = read(client, f"/changes/?agency={agency.slug}")

        assert "No change fits what you asked for." in page


class CorrectionsTests:
    def test_a_correction_gives_both_versions_cause_and_weight(
        self, client: Client
    ) -> None:
        recommendation = make_recommendation()
        make_correction(
            recommendation=recommendation,
            wrong_since=date(2026, 6, 2),
            affected="The score of the report.",
            is_material=True,
        )

        page = read(client, "/corrections/")

        for words in (
            "Was shown The rule was shown as in force since 2020.",
            "Is right The rule has been in force since 2021.",
            "Wrong since 2 June 2026",
            "Affected figures The score of the report.",
            "Cause A date was misread.",
            "Material: it changes a status, a class or a rounded score",
        ):
            assert words in page

    def test_it_can_concern_an_indicator_or_a_report(self, client: Client) -> None:
        indicator, report = make_indicator(), make_report()
        make_correction(indicator=indicator)
        make_correction(report=report)

        page = read(client, "/corrections/")
        narrowed = read(client, f"/corrections/?report={report.slug}")

        assert indicator.name in page
        assert report.title in page
        assert indicator.name not in narrowed

    def test_one_that_is_being_prepared_or_was_not_known_is_left_out(
        self, client: Client
    ) -> None:
        report = make_report()
        make_correction(report=report, published_at=None, is_right="Not yet said.")
        make_correction(report=report, is_right="Said in June.")

        page = read(client, "/corrections/?known_at=2026-05-31")

        assert "No correction has been published in this view." in page
        assert "Not yet said." not in read(client, "/corrections/")
