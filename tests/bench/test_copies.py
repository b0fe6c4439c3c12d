"""What the list's files are measured against: the same columns by plain SQL."""

from __future__ import annotations

import pytest
from django.db import connection

from bench.copies import statement
from tests import factories

JOINS = {"sqlite": "group_concat", "postgresql": "string_agg"}


@pytest.mark.django_db
class StatementTests:
    def test_it_gives_a_row_for_each_recommendation_with_what_hangs_on_it(self) -> None:
        lead = factories.make_agency()
        item = factories.make_recommendation(lead=lead)
        factories.make_evidence(recommendation=item)
        factories.make_assessment(recommendation=item)

        with connection.cursor() as cursor:
            cursor.execute(statement(JOINS[connection.vendor], factories.TODAY))
            rows = cursor.fetchall()

        assert len(rows) == 1
        assert rows[0][:2] == (item.reference, item.title)
        assert lead.slug in rows[0]
        assert any("https://" in str(cell) for cell in rows[0])
