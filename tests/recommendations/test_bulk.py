"""Rows written in bulk are the rows that saving them one by one would have made."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from recommendations.bulk import create, insert, update
from recommendations.models import Agency, Ask, Assessment, Recommendation, Standing
from tests.factories import make_ask, make_recommendation

pytestmark = pytest.mark.django_db


class InsertTests:
    def test_every_row_gets_the_id_that_is_returned_for_it(self):
        recommendation = make_recommendation()
        make_ask(recommendation=recommendation, code="x")
        rows = [
            {"recommendation_id": recommendation.pk, "code": code, "text": f"Do {code}"}
            for code in ("p", "q", "r")
        ]

        ids = insert(Ask, rows)

        held = Ask.objects.in_bulk(ids)
        assert [held[id_].code for id_ in ids] == ["p", "q", "r"]

    def test_an_id_is_never_used_again_whoever_writes_next(self):
        recommendation = make_recommendation()
        (bulk,) = insert(
            Ask, [{"recommendation_id": recommendation.pk, "code": "p", "text": "Do."}]
        )

        saved = make_ask(recommendation=recommendation, code="x").pk

        assert saved > bulk
        more = {"recommendation_id": recommendation.pk, "code": "q", "text": "Do."}
        assert insert(Ask, [more])[0] > saved

    def test_what_is_left_out_has_its_default(self):
        saved = Agency.objects.create(slug="one", name="One", jurisdiction="MX")

        (id_,) = insert(Agency, [{"slug": "two", "name": "One", "jurisdiction": "MX"}])

        told = [
            Agency.objects.values().get(pk=pk) | {"id": 0, "slug": ""}
            for pk in (saved.pk, id_)
        ]
        assert told[0] == told[1]

    def test_dates_numbers_truths_and_lists_come_back_as_they_went_in(self):
        spans = {
            "recommendation_id": make_recommendation().pk,
            "effective_from": date(1999, 1, 1),
            "effective_until": date(1999, 2, 1),
            "known_from": date(1999, 1, 1),
            "known_until": date(2000, 1, 1),
            "status": "partly",
            "score": 12.5,
            "coverage": None,
            "has_reversed": True,
            "asks": [{"ask": "a", "weight": 1.0, "status": 'half "done" – ½'}],
        }

        (id_,) = insert(Standing, [spans])

        assert spans.items() <= Standing.objects.values().get(pk=id_).items()

    def test_nothing_is_asked_of_the_database_for_no_rows(
        self, django_assert_num_queries
    ):
        with django_assert_num_queries(0):
            assert insert(Ask, []) == []

    def test_thousands_of_rows_take_a_fixed_number_of_statements(
        self, django_assert_max_num_queries
    ):
        owner = make_recommendation().pk
        rows = [
            {"recommendation_id": owner, "code": f"p{n}", "text": "Do."}
            for n in range(2000)
        ]

        with django_assert_max_num_queries(2):
            insert(Ask, rows)

        assert Ask.objects.filter(recommendation=owner, text="Do.").count() >= 2000

    def test_text_keeps_its_breaks_tabs_backslashes_and_letters(self):
        text = "tab\tbreak\r\nback\\slash \\N null, ñandú 日本 😀"
        owner = make_recommendation().pk

        (id_,) = insert(Ask, [{"recommendation_id": owner, "code": "p", "text": text}])

        assert Ask.objects.get(pk=id_).text == text

    def test_a_row_that_the_database_refuses_is_told_as_django_tells_it(self):
        row = {"recommendation_id": make_recommendation().pk, "code": "p", "text": ""}

        with pytest.raises(IntegrityError), transaction.atomic():
            insert(Ask, [row, row])

        assert not Ask.objects.filter(code="p").exists()


class UpdateTests:
    def test_each_row_gets_values_of_its_own_and_other_columns_stay(self):
        first, second = make_recommendation(), make_recommendation()
        held = Recommendation.objects.values().get(pk=first.pk)
        new = {
            "current_status": "partly",
            "current_score": 33.333333333333336,
            "first_due_on": date(2031, 2, 28),
            "published_at": timezone.now(),
            "open_questions": [{"half": 'a "½"\n', "n": 1.5}],
            "assigned_to_id": None,
        }
        other = dict.fromkeys(new) | {"current_status": "", "open_questions": []}

        update(
            Recommendation,
            list(new),
            [new | {"id": first.pk}, other | {"id": second.pk}],
        )

        assert Recommendation.objects.values().get(pk=first.pk) == held | new
        told = Recommendation.objects.values(*other).get(pk=second.pk)
        assert told == other

    def test_thousands_of_rows_take_one_statement(self, django_assert_num_queries):
        row = make_recommendation()
        rows = [{"id": row.pk + n, "position": 7} for n in range(2000)]

        with django_assert_num_queries(1):
            update(Recommendation, ["position"], rows)

        row.refresh_from_db()
        assert row.position == 7


class CreateTests:
    def test_an_object_knows_its_id_and_when_it_was_made_and_can_be_saved_again(self):
        before = timezone.now()
        thing = Assessment(
            recommendation=make_recommendation(), effective_on=date(2020, 1, 1)
        )

        create([thing])
        thing.rationale = "Why."
        thing.save()

        held = Assessment.objects.get(pk=thing.pk)
        assert held.rationale == "Why."
        assert before <= held.created_at == thing.created_at
        assert Assessment.objects.filter(recommendation=thing.recommendation).count()
        assert thing._state.db == connection.alias
