"""A page costs the same number of queries whatever the size of the record."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from recommendations.models import Report
from tests.factories import (
    TODAY,
    make_agency,
    make_assessment,
    make_correction,
    make_evidence,
    make_indicator,
    make_recommendation,
)
from tests.scorecard.reader import read
from tests.scorecard.test_snapshots import assessed_report, taken

pytestmark = pytest.mark.django_db


def grow(report: Report) -> None:
    """Make everything that the pages list more than once."""
    for _ in range(4):
        row = make_recommendation(report=report, asks=3, lead=make_agency())
        items = [make_evidence(recommendation=row) for _ in range(3)]
        make_assessment(recommendation=row, evidence=items)
        make_assessment(
            recommendation=row, evidence=items, effective_on=date(2024, 12, 31)
        )
        make_indicator(
            recommendations=[row],
            observations={str(year): float(year) for year in range(2015, 2026)},
        )
        make_correction(recommendation=row)
    taken(report, TODAY)


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert read(client, address).status == 200
    return len(found)


@pytest.mark.parametrize(
    "address",
    [
        "/indicators/?report={slug}",
        "/indicators/unsafe-wells-1/",
        "/changes/?report={slug}",
        "/corrections/",
        "/compare/?report={slug}&from=2026-06-01&to=2026-07-01",
        "/compare/?report={slug}&from=snapshot:{snapshot}",
        "/snapshots/{snapshot}/",
        "/methodology/",
    ],
)
def test_a_larger_record_costs_no_more_queries(client: Client, address: str) -> None:
    report = assessed_report()
    make_correction(report=report)
    snapshot = taken(report, date(2026, 6, 30))
    address = address.format(slug=report.slug, snapshot=snapshot.pk)
    queries(client, address)
    before = queries(client, address)

    grow(report)

    queries(client, address)
    assert queries(client, address) == before
