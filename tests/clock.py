"""A stopped clock: pages ask for today once, and tests say which day that is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from unittest import mock


@contextmanager
def stopped_at(day: date) -> Iterator[None]:
    """Make it noon (UTC) of ``day`` for everything that asks Django for the time."""
    noon = datetime.combine(day, time(12), tzinfo=UTC)
    with mock.patch("django.utils.timezone.now", return_value=noon):
        yield
