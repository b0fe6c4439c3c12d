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

Read = Callable[[str], dict[str, Any]]


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with stopped_at(TODAY):
        yield


@pytest.fixture
def lively(db: None) -> Report:
    """The first report of a small record in which everything occurs."""
    return make_record()


@pytest.fixture
def read(client: Client) -> Read:
    """Asks for an address below ``/api/v1/`` and gives what it answers."""

    def ask(address: str) -> dict[str, Any]:
        answer = client.get(f"/api/v1/{address}")
        assert answer.status_code == 200, answer.content.decode()
        found: dict[str, Any] = answer.json()
        return found

    return ask
