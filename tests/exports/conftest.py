"""The record that tests of files read: made once, copied into each test."""

from __future__ import annotations

from typing import Any

import pytest

from recommendations.models import Report
from tests.exports.lively import make_record
from tests.fixtures_shipped import Rows, put, rows_after


@pytest.fixture(scope="session")
def lively_rows(django_db_setup: None, django_db_blocker: Any) -> Rows:
    """The raw rows of a small record in which everything occurs."""
    with django_db_blocker.unblock():
        return rows_after(make_record)


@pytest.fixture
def lively(db: None, lively_rows: Rows) -> Report:
    """The first report of that record, which the database holds."""
    put(lively_rows)
    return Report.objects.get(slug="safe-water-2020")
