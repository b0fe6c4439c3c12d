"""The filters of the list: each parameter, every view, and what is not understood."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.http import QueryDict

from recommendations.actions.standings import KEPT_COLUMNS
from recommendations.as_of import AsOf
from recommendations.choices import AskStatus
from recommendations.filters import SORT_CODES, recommendation_rows
from recommendations.models import Recommendation
from recommendations.models.stood import KEPT
from recommendations.rules import schedule
from tests.factories import (
    TODAY,
    at,
    make_agency,
    make_assessment,
    make_category,
    make_due_date,
    make_evidence,
    make_recommendation,
    make_report,
    make_response,
    make_responsibility,
)

pytestmark = pytest.mark.django_db

NOW = AsOf.now(TODAY)


def references(query: str, view: AsOf = NOW) -> list[str]:
    """The references of the rows a query string asks for, in order."""
    rows = recommendation_rows(QueryDict(query), view).queryset
    return [row.reference for row in rows]


def complaints(query: str) -> list[tuple[str, str]]:
    """What was not understood, as (parameter, value)."""
    found = recommendation_rows(QueryDict(query), NOW).problems
    return [(problem.field, problem.value) for problem in found]


def done(recommendation: Recommendation, **texts) -> None:
    """Assess every ask as done, on evidence that carries it."""
    make_evidence(recommendation=recommendation)
    steps = {ask.code: "implemented" for ask in recommendation.asks.all()}
    make_assessment(recommendation=recommendation, steps=steps, **texts)


class FilterTests:
    def test_without_parameters_every_public_recommendation_is_listed(self):
        report = make_report()
        make_recommendation(report=report)
        make_recommendation(report=report, published_at=None)
        make_recommendation(report=make_report(published_at=None))

        assert references("") == ["1.1"]

    def test_several_values_of_one_filter_are_any_of(self):
        report = make_report()
        first, second, _third = (make_recommendation(report=report) for _ in range(3))
        done(first)
        make_evidence(recommendation=second)
        make_assessment(recommendation=second)

        assert references("status=implemented") == ["1.1"]
        assert references("status=implemented&status=partly") == ["1.1", "1.2"]
        assert references("status=not_assessed") == ["1.3"]

    def test_different_filters_are_all_of(self):
        first, other = make_report(), make_report()
        done(make_recommendation(report=first))
        make_recommendation(report=first)
        done(make_recommendation(report=other, reference="2.1"))

        assert references(f"report={other.slug}&status=implemented") == ["2.1"]

    def test_a_category_is_named_with_its_report_or_by_code_alone(self):
        one, two = make_category(), make_category()
        make_recommendation(category=one, reference="A")
        make_recommendation(category=two, reference="B")

        assert references(f"category={two.report.slug}/1") == ["B"]
        assert sorted(references("category=1")) == ["A", "B"]
        assert references(f"category=1&report={one.report.slug}") == ["A"]

    def test_an_agency_is_found_in_its_role_only(self):
        report, agency = make_report(), make_agency()
        make_recommendation(report=report, lead=agency)
        second = make_recommendation(report=report, lead=make_agency())
        make_responsibility(recommendation=second, agency=agency, role="supporting")

        assert references(f"agency={agency.slug}") == ["1.1", "1.2"]
        assert references(f"agency={agency.slug}&role=lead") == ["1.1"]
        assert references(f"agency={agency.slug}&role=supporting") == ["1.2"]
        assert references("role=supporting") == ["1.2"]

    def test_a_recommendation_that_names_two_chosen_agencies_is_listed_once(self):
        one, two = make_agency(), make_agency()
        make_recommendation(lead=one, supporting=[two])

        assert references(f"agency={one.slug}&agency={two.slug}") == ["1.1"]

    def test_response_priority_and_confidence(self):
        report = make_report()
        first = make_recommendation(report=report, priority="priority")
        second = make_recommendation(report=report)
        make_response(recommendation=second, kind="rejected")
        done(first)

        assert references("response=rejected") == ["1.2"]
        assert references("response=none") == ["1.1"]
        assert references("priority=priority") == ["1.1"]
        assert references("confidence=medium") == ["1.1"]

    def test_dates_of_issue_include_the_day_itself(self):
        report = make_report(issued_on=date(2020, 3, 1))
        make_recommendation(report=report)

        assert references("issued_after=2020-03-01") == ["1.1"]
        assert references("issued_before=2020-03-01") == ["1.1"]
        assert references("issued_after=2020-03-02") == []
        assert references("issued_before=2020-02-29") == []

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("nitrates", ["1.2"]),
            ("pozo", ["1.1", "1.2"]),
            ("WELL nitrates", ["1.2"]),
            ("1.1", ["1.1"]),
            ("well volcano", []),
            ("   ", ["1.1", "1.2"]),
        ],
    )
    def test_search_finds_every_word_in_both_languages(self, text, found):
        report = make_report()
        make_recommendation(report=report)
        make_recommendation(report=report, asks=4)

        assert references(f"q={text}") == found


class NotUnderstoodTests:
    @pytest.mark.parametrize(
        "query",
        [
            "status=finished",
            "status=partly&status=finished",
            "report=no-such-report",
            "category=no-such-report/1",
            "agency=no-such-agency",
            "role=owner",
            "response=maybe",
            "schedule=never",
            "priority=urgent",
            "confidence=sure",
            "issued_after=1+March+2020",
            "issued_before=2020-02-30",
            "issued_after=2021-01-01&issued_before=2020-01-01",
            f"q={'x' * 201}",
        ],
    )
    def test_a_filter_that_is_not_understood_is_named_and_gives_no_row(self, query):
        make_recommendation()

        listed = recommendation_rows(QueryDict(query), NOW)

        assert not listed.understood
        assert not listed.queryset.count()
        assert listed.problems[0].field in query

    def test_the_value_that_was_not_understood_is_repeated(self):
        assert complaints("status=partly&status=finished") == [("status", "finished")]

    def test_an_unknown_order_is_named_and_the_rows_stay(self):
        make_recommendation()

        assert complaints("sort=colour") == [("sort", "colour")]
        assert references("sort=colour") == ["1.1"]

    def test_empty_values_are_no_filter(self):
        make_recommendation()

        assert complaints("status=&report=&q=&issued_after=&sort=") == []
        assert references("status=&report=&q=&issued_after=&sort=") == ["1.1"]

    def test_a_nul_is_no_part_of_a_value(self):
        report = make_recommendation().report

        assert references(f"report={report.slug}%00&q=well%00") == ["1.1"]

    def test_parameters_may_come_as_a_plain_mapping(self):
        make_recommendation()

        listed = recommendation_rows({"status": ["not_assessed"], "q": "well"}, NOW)

        assert listed.queryset.count() == 1


class ViewTests:
    """The same rows and names, from kept columns or from the standings."""

    def history(self) -> Recommendation:
        row = make_recommendation(published_at=at(date(2021, 1, 1)))
        make_evidence(recommendation=row, published_at=at(date(2021, 6, 1)))
        for day, status in ((date(2021, 5, 31), "started"), (TODAY, "implemented")):
            make_assessment(
                recommendation=row,
                steps={"a": status, "b": status},
                effective_on=day,
                published_at=at(day + timedelta(days=1)),
            )
        return row

    def test_status_is_that_of_the_day(self):
        self.history()
        then = AsOf(date(2021, 7, 1), None, TODAY)
        now = AsOf.now(TODAY + timedelta(days=1))

        assert references("status=started", then) == ["1.1"]
        assert references("status=implemented", then) == []
        assert references("status=implemented", now) == ["1.1"]

    def test_only_what_was_known_counts(self):
        self.history()
        before = AsOf(TODAY, date(2020, 12, 31), TODAY)
        unassessed = AsOf(TODAY, date(2021, 5, 31), TODAY)

        assert references("", before) == []
        assert references("status=not_assessed", unassessed) == ["1.1"]

    def test_before_its_issue_a_recommendation_is_not_listed(self):
        make_recommendation(issued_on=date(2022, 1, 1))

        assert references("", AsOf(date(2021, 12, 31), None, TODAY)) == []

    def test_one_still_to_be_issued_is_not_listed_today(self):
        make_recommendation(issued_on=TODAY + timedelta(days=1))

        assert references("") == []

    def test_kept_columns_and_standings_say_the_same(self):
        row = self.history()
        make_due_date(recommendation=row, due_on=date(2022, 1, 1))
        make_response(recommendation=row)
        names = [f"stood_{name}" for name in [*KEPT, "schedule"]]
        public = Recommendation.objects.public()
        joined = AsOf(TODAY, TODAY + timedelta(days=1), TODAY)

        kept = public.standing_in(NOW).values(*names).get()

        assert kept == public.standing_in(joined).values(*names).get()

    def test_kept_columns_that_the_calendar_has_overtaken_are_not_used(self):
        row = make_recommendation()
        make_evidence(recommendation=row)
        make_assessment(recommendation=row)
        later = AsOf.now(date(2030, 1, 1))

        assert row.current_status == AskStatus.PARTLY
        assert references("status=partly", later) == []
        assert references("status=not_assessed", later) == ["1.1"]

    def test_the_names_are_those_the_record_keeps(self):
        assert {column: name for name, column in KEPT.items()} == KEPT_COLUMNS


class ScheduleTests:
    @pytest.mark.parametrize("days_left", [-400, -1, 0, 1, 89, 90, 91, None])
    @pytest.mark.parametrize("is_done", [False, True])
    def test_the_database_says_what_the_rule_says(self, days_left, is_done):
        row = make_recommendation(issued_on=date(2020, 3, 1))
        if days_left is not None:
            due_on = TODAY + timedelta(days=days_left)
            make_due_date(recommendation=row, due_on=due_on)
        if is_done:
            done(row)
        row.refresh_from_db()
        wanted = schedule(
            row.current_status, row.current_due_on, row.delivered_on, TODAY
        )

        found = Recommendation.objects.standing_in(NOW).get()

        assert found.stood_schedule == wanted
        assert references(f"schedule={wanted}") == ["1.1"]


class OrderTests:
    def rows(self) -> None:
        report = make_report()
        first, second, third = (make_recommendation(report=report) for _ in range(3))
        make_evidence(recommendation=first)
        make_assessment(recommendation=first, steps={"a": "started", "b": "started"})
        done(third)
        make_due_date(recommendation=second, due_on=date(2027, 1, 1))

    @pytest.mark.parametrize(
        ("sort", "order"),
        [
            ("reference", ["1.1", "1.2", "1.3"]),
            ("-reference", ["1.3", "1.2", "1.1"]),
            ("score", ["1.1", "1.3", "1.2"]),
            ("-score", ["1.3", "1.1", "1.2"]),
            ("status", ["1.3", "1.1", "1.2"]),
            ("due", ["1.2", "1.1", "1.3"]),
            ("-due", ["1.2", "1.1", "1.3"]),
            ("-confidence", ["1.1", "1.3", "1.2"]),
        ],
    )
    def test_rows_come_in_the_order_asked_for_and_unknown_values_last(
        self, sort, order
    ):
        self.rows()

        assert references(f"sort={sort}") == order

    @pytest.mark.parametrize("code", SORT_CODES)
    def test_every_order_ends_with_keys_that_are_unique_together(self, code):
        for _ in range(2):
            report = make_report()
            make_recommendation(report=report, title="The same")
            make_recommendation(report=report, title="The same", position=1)

        ordered = recommendation_rows({"sort": code}, NOW).queryset
        pages = [ordered[n : n + 1][0].pk for n in range(4)]

        assert len(set(pages)) == 4
        assert pages == [row.pk for row in ordered]
