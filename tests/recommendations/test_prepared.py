"""Queries whose SQL is made once."""

from __future__ import annotations

import pytest

from recommendations.models import Ask
from recommendations.prepared import Prepared
from tests.factories import make_ask, make_recommendation

pytestmark = pytest.mark.django_db

ASKS = Prepared(
    lambda ids: (
        Ask.objects.filter(recommendation__in=ids)
        .order_by("code")
        .values_list("recommendation_id", "code")
    )
)


class PreparedTests:
    def test_the_rows_are_those_of_the_queryset_for_any_number_of_ids(self):
        owners = [make_recommendation(reference=str(n)) for n in range(3)]
        for owner, code in zip(owners, "pqr", strict=True):
            make_ask(recommendation=owner, code=code)
        ids = [owner.pk for owner in owners]

        for wanted in (ids[:1], ids[:2], ids, ids[::-1]):
            assert ASKS.rows(wanted) == list(ASKS.make(wanted))

    def test_no_ids_ask_nothing(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            assert ASKS.rows([]) == []

    def test_what_else_is_given_has_sql_of_its_own(self):
        owner = make_recommendation()
        for code in "pqr":
            make_ask(recommendation=owner, code=code)
        after = Prepared(
            lambda ids, code: (
                Ask.objects.filter(code__gt=code, recommendation__in=ids)
                .exclude(text="")
                .order_by("code")
                .values_list("code")
            )
        )

        assert after.read([owner.pk], "p") == [("q",), ("r",)]
        assert after.read([owner.pk], "q") == [("r",)]

    def test_a_query_with_the_ids_twice_is_refused(self):
        other = Prepared(
            lambda ids: (
                Ask.objects.filter(id__in=ids)
                | Ask.objects.filter(recommendation__in=ids)
            )
        )

        with pytest.raises(ValueError, match="stand once"):
            other.rows([1])
