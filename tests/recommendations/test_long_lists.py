"""Lists of the desk over many rows: no count, no sort and no years of a whole table."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.core.paginator import Paginator
from django.db import connection
from django.http import QueryDict
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from recommendations.admin import long_lists
from recommendations.desk.work import work_of
from recommendations.models import (
    Assessment,
    DueDate,
    Evidence,
    Recommendation,
    ReplyRequest,
    Response,
    Source,
    Standing,
    StatusChange,
)
from tests import factories
from tests.recommendations.desk import at_desk, editor, listing

pytestmark = pytest.mark.django_db

LONG = (
    Recommendation,
    Assessment,
    Evidence,
    Source,
    Response,
    DueDate,
    ReplyRequest,
    StatusChange,
    Standing,
)
"""What a record of many years has most of."""


@pytest.fixture
def client() -> Client:
    """An editor's browser."""
    return at_desk(editor())


@pytest.fixture
def rows() -> list[Recommendation]:
    """Five recommendations of one report, each with evidence and an assessment."""
    report = factories.make_report()
    found = []
    for _ in range(5):
        row = factories.make_recommendation(report=report)
        factories.make_evidence(recommendation=row)
        factories.make_assessment(recommendation=row)
        found.append(row)
    return found


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists that are long from three rows on."""
    monkeypatch.setattr(long_lists, "LISTED", 2)
    monkeypatch.setattr(long_lists, "COUNTED", 3)
    monkeypatch.setattr(long_lists.LongChangeList, "most", 3)


def asked(client: Client, page: str) -> tuple[str, list[str]]:
    """A page and the questions it put to the database."""
    with CaptureQueriesContext(connection) as questions:
        html = client.get(page).content.decode()
    return html, [one["sql"] for one in questions.captured_queries]


def plan(rows: Any) -> str:
    """How the database would answer, where sorting is its last resort."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for way in ("sort", "seqscan", "hashjoin", "incremental_sort"):
                cursor.execute(f"SET LOCAL enable_{way} = off")
    return str(rows.explain())


class LongListTests:
    def test_it_is_counted_so_far_and_says_so(
        self, client: Client, rows: list[Recommendation], short: None
    ) -> None:
        html, sql = asked(client, listing(Recommendation))

        counts = [one for one in sql if "COUNT(*)" in one]
        assert "There are more than 3 rows; these are the first of them." in html
        assert counts and all("LIMIT 4" in one for one in counts)

    def test_years_are_not_asked_of_a_whole_table(
        self, client: Client, rows: list[Recommendation], short: None
    ) -> None:
        for page in (listing(Assessment), f"{listing(Assessment)}?state=published"):
            _html, sql = asked(client, page)

            assert not [one for one in sql if "DISTINCT django_date" in one]
            assert not [one for one in sql if "DATE_TRUNC" in one or "MIN(" in one]

    def test_few_rows_are_looked_for_once_and_keep_their_years(
        self, client: Client, rows: list[Recommendation]
    ) -> None:
        html, sql = asked(client, f"{listing(Recommendation)}?q={rows[0].reference}")

        searches = [one for one in sql if "LIKE" in one.upper() and "IN (" not in one]
        assert len(searches) == 1
        assert rows[0].title in html

    def test_a_search_without_a_find_reads_no_page(
        self, client: Client, rows: list[Recommendation]
    ) -> None:
        html, sql = asked(client, f"{listing(Recommendation)}?q=zebra")

        assert "0 recommendations" in html
        assert sum("LIKE" in one.upper() for one in sql) == 1

    def test_pages_hold_every_row_up_to_the_end_of_the_count(
        self, client: Client, rows: list[Recommendation], short: None
    ) -> None:
        desk = admin.site._registry[Recommendation]
        pages: Paginator[Any] = desk.get_paginator(
            None,  # type: ignore[arg-type]
            Recommendation.objects.order_by("id"),
            2,
        )

        seen = [row.pk for number in pages.page_range for row in pages.page(number)]

        assert seen == sorted(row.pk for row in rows)[:3]


class SortTests:
    @pytest.mark.parametrize("model", LONG, ids=lambda model: model.__name__)
    def test_no_order_that_is_offered_sorts_the_table(
        self, model: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(long_lists, "LISTED", -1)  # as if there were more rows
        desk = admin.site._registry[model]
        columns = desk.sortable_by
        assert columns is not None, "every column of a long list would be sorted"
        offered = [list(desk.list_display).index(name) + 1 for name in columns]
        request = RequestFactory().get("/")
        request.user = editor()

        for order in ["", *(f"{sign}{n}" for n in offered for sign in ("", "-"))]:
            request.GET = QueryDict(f"o={order}" if order else "")
            rows = desk.get_changelist_instance(request).queryset[:51]
            how = plan(rows)

            assert "TEMP B-TREE" not in how and "Sort" not in how, (order, how)


OF_WHAT_IS_OPEN = (
    "assessment_open",
    "assessment_state",
    "assessment_one_open_draft_per_author_and_day",
)
"""Indexes in which what is public has no place, or one of its own."""


class FirstPageTests:
    def test_what_waits_is_found_by_an_index_of_what_is_open(
        self, rows: list[Recommendation]
    ) -> None:
        person = editor("owner")
        open_work = [work for work in work_of(person) if work.model is Assessment]

        assert len(open_work) == 4
        for work in open_work:
            rows = work.narrow(Assessment.objects.all(), person, factories.TODAY)
            how = plan(rows.order_by().values("pk")[:1001])
            assert any(name in how for name in OF_WHAT_IS_OPEN), how
            if connection.vendor == "sqlite":  # it would read all once all is public
                assert "assessment_open" in how, how
