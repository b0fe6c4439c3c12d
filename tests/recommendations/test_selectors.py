"""What the page of one recommendation is given, in each view of the record."""

from __future__ import annotations

from datetime import date

import pytest

from recommendations.actions import assessments, evidence as evidence_actions
from recommendations.as_of import AsOf
from recommendations.models import UnmeasuredMetric
from recommendations.rules import months_later
from recommendations.selectors import public_recommendation, recommendation_page
from tests.factories import (
    TODAY,
    at,
    make_agency,
    make_assessment,
    make_category,
    make_correction,
    make_due_date,
    make_evidence,
    make_indicator,
    make_recommendation,
    make_report,
    make_response,
    make_second_reading,
    make_user,
)

pytestmark = pytest.mark.django_db

NOW = AsOf.now(TODAY)
EARLY = date(2021, 1, 1)


def keys(items) -> list[str]:
    return [item.key for item in items]


class FindingTests:
    def test_a_public_recommendation_is_found_by_its_address(self):
        row = make_recommendation()

        assert public_recommendation(row.report.slug, "1.1") == row
        assert public_recommendation(row.report.slug, "1.2") is None
        assert public_recommendation("no-such-report", "1.1") is None

    def test_one_in_preparation_is_not_found(self):
        hidden = make_recommendation(published_at=None)
        other = make_recommendation(report=make_report(published_at=None))

        assert public_recommendation(hidden.report.slug, hidden.reference) is None
        assert public_recommendation(other.report.slug, other.reference) is None


class ViewTests:
    def test_evidence_dated_after_the_day_is_not_shown(self):
        row = make_recommendation()
        make_evidence(recommendation=row, key="old", happened_on=date(2021, 1, 1))
        make_evidence(recommendation=row, key="new", happened_on=date(2025, 1, 1))

        then = AsOf(date(2024, 12, 31), None, TODAY)

        assert keys(recommendation_page(row, then).evidence) == ["old"]
        assert keys(recommendation_page(row, NOW).evidence) == ["new", "old"]

    def test_evidence_published_after_the_knowledge_is_not_shown(self):
        row = make_recommendation(published_at=at(EARLY))
        make_evidence(recommendation=row, key="early", published_at=at(EARLY))
        make_evidence(recommendation=row, key="late")

        known = AsOf(TODAY, date(2025, 12, 31), TODAY)

        assert keys(recommendation_page(row, known).evidence) == ["early"]

    def test_unpublished_evidence_is_never_shown(self):
        row = make_recommendation()
        make_evidence(recommendation=row, published_at=None)

        page = recommendation_page(row, NOW)

        assert page.evidence == ()
        assert page.withdrawn_evidence == ()

    def test_withdrawn_evidence_stands_apart_once_that_was_known(self):
        row = make_recommendation(published_at=at(EARLY))
        item = make_evidence(recommendation=row, published_at=at(EARLY))
        evidence_actions.withdraw(
            evidence=item,
            reason="The page was a forgery.",
            by=make_user(username="reviewer"),
            at=at(date(2026, 6, 2)),
        )

        before = recommendation_page(row, AsOf(TODAY, date(2026, 6, 1), TODAY))
        after = recommendation_page(row, NOW)

        assert (keys(before.evidence), before.withdrawn_evidence) == ([item.key], ())
        assert (after.evidence, keys(after.withdrawn_evidence)) == ((), [item.key])

    def test_before_the_issue_there_is_no_standing(self):
        row = make_recommendation(issued_on=date(2022, 1, 1))

        assert recommendation_page(row, AsOf(EARLY, None, TODAY)).standing is None

    def test_before_publication_there_is_no_standing(self):
        row = make_recommendation()

        assert recommendation_page(row, AsOf(TODAY, EARLY, TODAY)).standing is None

    def test_responses_dates_corrections_and_changes_follow_the_view(self):
        row = make_recommendation(published_at=at(EARLY))
        make_response(recommendation=row)
        make_due_date(recommendation=row, due_on=date(2027, 1, 1))
        make_correction(recommendation=row)
        make_evidence(recommendation=row)
        make_assessment(recommendation=row)
        before = recommendation_page(row, AsOf(TODAY, date(2026, 5, 31), TODAY))

        after = recommendation_page(row, NOW)

        assert not any(
            (before.responses, before.due.rows, before.corrections, before.changes)
        )
        assert len(after.responses) == len(after.due.rows) == 1
        assert len(after.corrections) == 1
        assert {change.to_status for change in after.changes} == {"partly"}

    def test_the_latest_value_of_an_indicator_is_that_of_the_view(self):
        row = make_recommendation()
        make_indicator(recommendations=[row])
        then = AsOf(date(2024, 1, 1), None, TODAY)

        old, new = recommendation_page(row, then), recommendation_page(row, NOW)

        assert old.yardsticks[0].latest.period == "2019"
        assert new.yardsticks[0].latest.period == "2025"


class AssessmentTests:
    def test_every_published_assessment_is_there_newest_first(self):
        row = make_recommendation()
        for year in (2021, 2023, 2022):
            make_assessment(recommendation=row, effective_on=date(year, 12, 31))
        make_assessment(recommendation=row, published_at=None)

        page = recommendation_page(row, NOW)

        years = [judged.assessment.effective_on.year for judged in page.judged]
        assert years == [2023, 2022, 2021]
        assert page.latest == page.judged[0]
        assert [ask.code for ask, _step in page.judged[0].steps] == ["a", "b"]

    def test_each_says_where_the_recommendation_stood_by_it(self):
        row = make_recommendation()
        make_evidence(recommendation=row, happened_on=EARLY)
        for year, step in ((2021, "started"), (2022, "partly")):
            make_assessment(
                recommendation=row,
                effective_on=date(year, 12, 31),
                steps={"a": step, "b": step},
            )

        page = recommendation_page(row, NOW)

        assert [judged.stand.status for judged in page.judged] == ["partly", "started"]

    def test_one_replaced_for_the_same_day_stays_without_a_standing(self):
        row = make_recommendation()
        first = make_assessment(recommendation=row)
        second = make_assessment(recommendation=row, published_at=at(TODAY))

        page = recommendation_page(row, NOW)

        stood = {judged.assessment: judged.stand for judged in page.judged}
        assert stood[first] is None
        assert stood[second] is not None

    def test_a_withdrawn_one_stays_with_its_reason_once_that_was_known(self):
        row = make_recommendation()
        made = make_assessment(recommendation=row)
        assessments.withdraw(
            assessment=made,
            reason="It rested on a misread date.",
            by=make_user(username="reviewer"),
            at=at(date(2026, 6, 10)),
        )

        before = recommendation_page(row, AsOf(TODAY, date(2026, 6, 9), TODAY))
        after = recommendation_page(row, NOW)

        assert [judged.is_withdrawn for judged in before.judged] == [False]
        assert [judged.is_withdrawn for judged in after.judged] == [True]
        assert before.latest is not None
        assert after.latest is None


class WorkingTests:
    def test_the_working_says_what_the_standing_says(self):
        row = make_recommendation(asks=3)
        make_evidence(recommendation=row, asks="ab")
        make_assessment(
            recommendation=row,
            steps={"a": "implemented", "b": "partly", "c": "partly"},
        )

        page = recommendation_page(row, NOW)

        assert page.working.score == page.standing.score == page.score
        assert page.working.label == page.standing.status
        assert [ask.status for ask in page.working.asks] == [
            "implemented",
            "partly",
            "not_started",
        ]
        assert page.working.asks[2].is_capped
        assert page.likely.low <= page.score <= page.likely.high

    def test_the_second_coders_step_goes_with_the_day_it_was_made_for(self):
        row = make_recommendation()
        make_evidence(recommendation=row)
        make_assessment(recommendation=row)
        make_second_reading(recommendation=row, steps={"a": "started"})
        make_second_reading(
            recommendation=row, steps={"b": "started"}, effective_on=EARLY
        )

        page = recommendation_page(row, NOW)

        assert list(page.second_by_ask) == ["a"]
        assert page.working.asks[0].differs
        assert not page.working.asks[1].differs

    def test_no_score_may_be_printed_where_two_coders_agree_too_little(self):
        row = make_recommendation(asks=4)
        make_evidence(recommendation=row)
        steps = ("implemented", "not_started", "partly", "implemented")
        second = ("not_started", "implemented", "implemented", "partly")
        make_assessment(recommendation=row, steps=dict(zip("abcd", steps, strict=True)))
        make_second_reading(
            recommendation=row, steps=dict(zip("abcd", second, strict=True))
        )

        page = recommendation_page(row, NOW)

        assert page.agreement.gate == "none"
        assert page.standing.score is not None
        assert page.score is None


class DueDateTests:
    def test_revisions_are_counted_with_their_months(self):
        row = make_recommendation()
        make_due_date(recommendation=row, due_on=date(2023, 1, 1))
        for year in (2024, 2025):
            make_due_date(
                recommendation=row,
                due_on=date(year, 3, 1),
                announced_on=date(year - 2, 6, 1),
                reason="No reason was given.",
            )

        due = recommendation_page(row, NOW).due

        assert due.current.due_on == date(2025, 3, 1)
        assert len(due.revisions) == 2
        assert months_later(due.rows[0].due_on, due.current.due_on) == 26

    def test_a_date_brought_forward_counts_below_zero(self):
        row = make_recommendation()
        make_due_date(recommendation=row, due_on=date(2024, 1, 1))
        make_due_date(
            recommendation=row,
            due_on=date(2023, 7, 1),
            announced_on=date(2021, 1, 1),
            reason="Funds came early.",
        )

        due = recommendation_page(row, NOW).due

        assert months_later(due.rows[0].due_on, due.current.due_on) == -6


class NeighbourTests:
    def test_the_others_of_the_category_come_with_where_they_stand(self):
        category = make_category()
        other_category = make_category(report=category.report)
        first, second, _hidden = (
            make_recommendation(category=category, published_at=published)
            for published in (at(EARLY), at(EARLY), None)
        )
        make_recommendation(category=other_category)

        related = recommendation_page(first, NOW).related

        assert list(related) == [second]
        assert related[0].stood_status == "not_assessed"

    def test_agencies_come_with_the_asks_they_are_named_for(self):
        row = make_recommendation(lead=make_agency())
        row.responsibilities.get().asks.set(row.asks.filter(code="b"))

        named = recommendation_page(row, NOW).responsibilities

        assert [ask.code for ask in named[0].asks.all()] == ["b"]

    def test_numbers_without_a_series_are_there(self):
        row = make_recommendation()
        metric = UnmeasuredMetric.objects.create(slug="leaks", metric="Leaks mended")
        metric.recommendations.add(row)

        assert recommendation_page(row, NOW).unmeasured == (metric,)
