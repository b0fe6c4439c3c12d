"""What the site's connections to PostgreSQL are told."""

from __future__ import annotations

import pytest
from django.db import connection


@pytest.mark.skipif(
    connection.vendor != "postgresql", reason="SQLite has no such thing"
)
@pytest.mark.django_db
class ConnectionTests:
    @pytest.mark.parametrize(
        ("setting", "value"), [("jit", "off"), ("max_parallel_workers_per_gather", "0")]
    )
    def test_no_query_is_compiled_or_spread_over_processes(self, setting, value):
        with connection.cursor() as cursor:
            cursor.execute(f"SHOW {setting}")

            assert cursor.fetchone() == (value,)
