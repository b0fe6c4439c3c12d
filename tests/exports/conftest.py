"""The records that tests of files read, and a view of them."""

from __future__ import annotations

import pytest

from recommendations.models import Report
from tests.exports.lively import make_record


@pytest.fixture
def lively(db: None) -> Report:
    """The first report of a small record in which everything occurs."""
    return make_record()
