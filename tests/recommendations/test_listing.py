"""The list in memory: what a worker reads again is what it would read anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date

import numpy as np
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from recommendations.actions import publication, record, record_version
from recommendations.agreement import agreement, agreements
from recommendations.as_of import AsOf
from recommendations.filters import recommendation_rows
from recommendations.listing import order, store
from recommendations.listing.columns import Columns, load
from recommendations.listing.names import Names
from recommendations.models import Recommendation, RecordVersion
from tests.factories import (
    TODAY,
    at,
    make_agency,
    make_assessment,
    make_due_date,
    make_evidence,
    make_recommendation,
    make_report,
    make_response,
    make_responsibility,
    make_second_reading,
    make_user,
)

pytestmark = pytest.mark.django_db

NOW = AsOf.now(TODAY)
PAST = AsOf(on=date(2026, 6, 15), known_at=None, today=TODAY)


def same(one: Columns, other: Columns) -> bool:
    """Whether two readings of the list hold the same."""

    def alike(a: object, b: object) -> bool:
        if isinstance(a, dict):
            return all(alike(a[key], b[key]) for key in a)  # type: ignore[index]
        floats = getattr(a, "dtype", None) is not None and a.dtype.kind == "f"
        return np.array_equal(a, b, equal_nan=floats)  # type: ignore[arg-type]

    names = [field.name for field in fields(one) if field.name != "memo"]
    return all(alike(getattr(one, name), getattr(other, name)) for name in names)


def facts(columns: Columns) -> list[list[int]]:
    """What is worked out from the links."""
    agencies = np.unique(columns.linked[:, 1]).tolist()
    return [
        columns.links_of_agencies(agencies).tolist() if agencies else [],
        *columns.leads_of(columns.everywhere),
        columns.links_of_rows(columns.everywhere[:1]).tolist(),
    ]


def assess(row: Recommendation) -> None:
    make_evidence(recommendation=row)
    make_assessment(recommendation=row)


def retitle(row: Recommendation) -> None:
    row.title = "Another title"
    record.edit(recommendations=[row.pk], at=at(TODAY), save=row.save, about=row)


def add_agency(row: Recommendation) -> None:
    def save() -> None:
        make_responsibility(recommendation=row)

    record.edit(recommendations=[row.pk], at=at(TODAY), save=save, about=row)


def publish_another(row: Recommendation) -> None:
    fresh = make_recommendation(
        report=row.report, lead=make_agency(), published_at=None
    )
    publication.publish(row=fresh, by=make_user(), at=at(TODAY))


def publish_a_report(_row: Recommendation) -> None:
    report = make_report(published_at=None)
    make_recommendation(report=report, lead=make_agency())
    publication.publish(row=report, by=make_user(), at=at(TODAY))


EDITS: list[Callable[[Recommendation], object]] = [
    assess,
    retitle,
    add_agency,
    publish_another,
    publish_a_report,
    lambda row: make_response(recommendation=row),
    lambda row: make_due_date(recommendation=row, due_on=date(2027, 1, 1)),
    lambda row: make_second_reading(recommendation=row, steps={"a": "partly"}),
]


class StoreTests:
    @pytest.mark.parametrize("view", [NOW, PAST])
    @pytest.mark.parametrize("edit", EDITS)
    def test_after_each_kind_of_edit_the_list_is_what_a_fresh_worker_reads(
        self, edit, view
    ):
        report = make_report()
        first = make_recommendation(report=report, lead=make_agency())
        make_recommendation(report=report, lead=make_agency())
        held = store.listing(view)
        sorts = [minus + sort for sort in order.SORTS for minus in ("", "-")]
        for sort in sorts:
            order.in_order(held.columns, held.names, sort)
        facts(held.columns)

        edit(first)

        after = store.listing(view)
        anew = load(view)
        assert after.version > held.version
        assert same(after.columns, anew)
        for sort in sorts:
            kept = order.in_order(after.columns, after.names, sort)
            assert kept.tolist() == order.in_order(anew, Names(), sort).tolist()
        assert facts(after.columns) == facts(anew)

    def test_orders_in_which_nothing_moved_are_not_made_again(self):
        rows = [make_recommendation(report=make_report()) for _ in range(3)]
        held = store.listing(NOW)
        by_day = order.in_order(held.columns, held.names, "issued")
        by_score = order.in_order(held.columns, held.names, "score")

        assess(rows[1])

        after = store.listing(NOW)
        assert order.in_order(after.columns, after.names, "issued") is by_day
        assert order.in_order(after.columns, after.names, "score") is not by_score

    def test_unchanged_it_costs_one_query(self):
        make_recommendation()
        store.listing(NOW)

        with CaptureQueriesContext(connection) as queries:
            store.listing(NOW)

        assert len(queries) == 1

    def test_an_edit_makes_it_read_the_edited_rows_only(self):
        report = make_report()
        rows = [make_recommendation(report=report) for _ in range(3)]
        store.listing(NOW)
        Recommendation.objects.filter(pk=rows[2].pk).update(current_score=77.0)

        make_response(recommendation=rows[0])

        scores = store.listing(NOW).columns.scores["score"]
        assert 77.0 not in scores

    def test_a_record_put_in_place_of_a_later_one_is_read_whole(self):
        make_recommendation()
        record_version.bump(at=at(TODAY))
        store.listing(NOW)
        Recommendation.objects.update(priority="priority")
        RecordVersion.objects.update(number=1)  # as after a restored backup

        listed = recommendation_rows({"priority": "priority"}, NOW)

        assert listed.queryset.count() == 1

    def test_a_new_day_is_read_anew(self):
        row = make_recommendation(issued_on=date(2026, 7, 16))
        tomorrow = AsOf.now(date(2026, 7, 16))

        assert len(store.listing(NOW).columns) == 0
        assert store.listing(tomorrow).columns.ids.tolist() == [row.pk]

    def test_a_report_that_lists_nothing_has_not_changed(self):
        first, empty = make_report(), make_report()
        make_recommendation(report=first)
        columns = store.listing(NOW).columns

        assert columns.version_of(first.pk) > 0
        assert columns.version_of(empty.pk) == 0
        assert agreements([empty.pk], NOW)[empty.pk] == agreement([])

    def test_few_views_are_held(self):
        for day in range(1, 9):
            store.listing(AsOf(on=date(2026, 7, day), known_at=None, today=TODAY))

        assert len(store._held) <= store.MOST_VIEWS


class FacetTests:
    def test_each_choice_says_how_many_rows_it_would_leave(self):
        report = make_report()
        one, two = make_agency(), make_agency()
        make_recommendation(report=report, lead=one, supporting=[two])
        second = make_recommendation(report=report, lead=two)
        assess(second)

        listed = recommendation_rows({"status": "partly"}, NOW)

        counts = listed.selection.counts
        assert counts("status") == {"partly": 1, "not_assessed": 1}
        assert counts("agency") == {two.pk: 1}
        assert counts("report") == {report.pk: 1}
        assert counts("role") == {"lead": 1}

    @pytest.mark.parametrize(
        "name", ["status", "report", "category", "agency", "role", "response"]
    )
    def test_a_count_is_the_number_of_rows_that_the_choice_gives(self, name):
        for _ in range(2):
            report = make_report()
            row = make_recommendation(report=report, lead=make_agency())
            make_recommendation(
                report=report, lead=make_agency(), supporting=[make_agency()]
            )
            assess(row)
        filters = {"q": "well", "status": ["partly", "not_assessed"]}
        filters.pop(name, None)
        listed = recommendation_rows(filters, NOW)
        names = listed.held.names
        written = {
            "report": lambda id_: names.reports[id_].slug,
            "agency": lambda id_: names.agencies[id_].slug,
            "category": lambda id_: (
                f"{names.reports[names.categories[id_].report].slug}"
                f"/{names.categories[id_].code}"
            ),
        }.get(name, str)

        for choice, count in listed.selection.counts(name).items():
            chosen = recommendation_rows(filters | {name: written(choice)}, NOW)
            assert chosen.queryset.count() == count
