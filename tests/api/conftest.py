"""A small record in which everything occurs, read by programs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from recommendations.models import Report
from tests.clock import stopped_at
from tests.exports.lively import make_record
from tests.factories import TODAY
from tests.fixtures_shipped import Rows, put, rows_after

Read = Callable[[str], dict[str, Any]]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with stopped_at(TODAY):
        yield


@pytest.fixture(scope="session")
def lively_rows(django_db_setup: None, django_db_blocker: Any) -> Rows:
    """The raw rows of that record, made on that day."""
    with django_db_blocker.unblock(), stopped_at(TODAY):
        return rows_after(make_record)


@pytest.fixture
def lively(db: None, lively_rows: Rows) -> Report:
    """The first report of that record, which the database holds."""
    put(lively_rows)
    return Report.objects.get(slug="safe-water-2020")


@pytest.fixture
def read(client: Client) -> Read:
    """Asks for an address below ``/api/v1/`` and gives what it answers."""

    def ask(address: str) -> dict[str, Any]:
        answer = client.get(f"/api/v1/{address}")
        assert answer.status_code == 200, answer.content.decode()
        found: dict[str, Any] = answer.json()
        return found

    return ask
