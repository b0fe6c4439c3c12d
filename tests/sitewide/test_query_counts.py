"""Every page of the budget stays within it, with a small record and a larger one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from recommendations.listing import store
from recommendations.models import Recommendation, Report
from tests.clock import stopped_at
from tests.factories import (
    TODAY,
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
)
from tests.fixtures_shipped import Rows, put, rows_after

from .query_budgets import BUDGETS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with stopped_at(TODAY):
        yield


@pytest.fixture(scope="module")
def records(django_db_setup: None, django_db_blocker: Any) -> tuple[Rows, Rows]:
    """The raw rows of a small record, and of the same record when it has grown."""
    with django_db_blocker.unblock(), stopped_at(TODAY):
        return rows_after(small), rows_after(lambda: grow(small()))


def small() -> Report:
    """One report with one recommendation that has one of everything."""
    report = make_report()
    make_category(report=report)
    one_of_everything(report)
    return report


def one_of_everything(report: Report) -> Recommendation:
    row = make_recommendation(report=report, asks=3, lead=make_agency())
    items = [make_evidence(recommendation=row) for _ in range(2)]
    make_assessment(recommendation=row, evidence=items)
    make_second_reading(recommendation=row, steps={"a": "started", "b": "partly"})
    make_response(recommendation=row)
    make_due_date(recommendation=row, due_on=date(2027, 1, 1))
    make_indicator(recommendations=[row])
    make_correction(recommendation=row)
    return row


def grow(report: Report) -> None:
    """More of everything that the pages print more than once."""
    for _ in range(3):
        one_of_everything(report)
    row = report.recommendations.get(reference="1.1")
    for year in range(2021, 2025):
        items = [make_evidence(recommendation=row) for _ in range(2)]
        day = date(year, 12, 31)
        make_assessment(recommendation=row, evidence=items, effective_on=day)
        make_second_reading(recommendation=row, steps={"a": "partly"}, effective_on=day)
        make_indicator(recommendations=[row])
        make_response(recommendation=row)
    make_category(report=make_report())


def cost(client: Client, address: str) -> int:
    """Queries of one reader's first visit, nothing kept from an earlier one."""
    cache.clear()
    store.forget()
    with CaptureQueriesContext(connection) as found:
        assert client.get(address).status_code == 200
    return len(found)


class BudgetTests:
    @pytest.mark.parametrize("address", BUDGETS)
    def test_a_page_stays_within_its_budget_when_the_record_grows(
        self, client, records, address
    ):
        few, many = records
        with transaction.atomic():
            put(few)
            before = cost(client, address)
            transaction.set_rollback(True)

        put(many)

        assert cost(client, address) == before
        assert before <= BUDGETS[address]
