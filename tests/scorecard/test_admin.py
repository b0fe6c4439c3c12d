"""Snapshots at the desk: taken from a report's page, then only read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from recommendations.models import Report
from scorecard.models import Snapshot
from tests import factories
from tests.clock import stopped_at
from tests.recommendations.desk import address, at_desk, bystander, editor

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The day on which snapshots are taken."""
    with stopped_at(factories.TODAY):
        yield


@pytest.fixture
def client() -> Client:
    """An editor's browser."""
    return at_desk(editor())


@pytest.fixture
def report() -> Report:
    """A public report with one assessed recommendation."""
    row = factories.make_recommendation()
    factories.make_evidence(recommendation=row)
    factories.make_assessment(recommendation=row)
    return row.report


def take_address(report: Report) -> str:
    """The page on which a report's snapshot is taken."""
    return reverse("admin:scorecard_snapshot_take", args=[report.pk])


class TakeTests:
    def test_the_report_leads_to_it_and_the_snapshot_is_taken(
        self, client: Client, report: Report
    ) -> None:
        link = take_address(report)
        page = client.get(address(report)).content.decode()

        taken = client.post(link, {"as_of": "2026-06-30"}, follow=True)

        snapshot = Snapshot.objects.get()
        assert f'href="{link}"' in page
        assert "The snapshot is taken" in taken.content.decode()
        assert snapshot.as_of.isoformat() == "2026-06-30"
        assert snapshot.made_by.username == "anna"

    @pytest.mark.parametrize(
        ("day", "words"),
        [("2027-01-01", "lies in the future"), ("30 June", "Enter a valid date")],
    )
    def test_a_day_that_can_not_be_frozen_is_refused_in_words(
        self, client: Client, report: Report, day: str, words: str
    ) -> None:
        page = client.post(take_address(report), {"as_of": day}).content.decode()

        assert words in page
        assert day in page
        assert not Snapshot.objects.exists()

    def test_a_report_in_preparation_has_no_such_button(self, client: Client) -> None:
        hidden = factories.make_report(published_at=None)

        page = client.get(address(hidden)).content.decode()

        assert take_address(hidden) not in page

    def test_somebody_without_rights_is_refused(self, report: Report) -> None:
        answer = at_desk(bystander()).post(
            take_address(report), {"as_of": "2026-06-30"}
        )

        assert answer.status_code == 403


class ReadTests:
    def test_a_snapshot_is_neither_changed_nor_deleted(
        self, client: Client, report: Report
    ) -> None:
        client.post(take_address(report), {"as_of": "2026-06-30"})
        row = Snapshot.objects.get()

        assert client.get(address(row)).status_code == 200
        assert client.post(address(row), {"as_of": "2026-01-01"}).status_code == 403
        assert client.post(address(row, "delete"), {"post": "yes"}).status_code == 403
