"""The database refuses what would rewrite the published record, whoever asks."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from recommendations.actions import assessments
from recommendations.models import Assessment, Correction, Judgement, StatusChange
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def published() -> Assessment:
    return factories.make_assessment(recommendation=factories.make_recommendation())


def refused(change: Any, *arguments: Any, **values: Any) -> bool:
    """Whether the database refused a change."""
    try:
        with transaction.atomic():
            change(*arguments, **values)
    except IntegrityError as error:
        return "never changed or deleted" in str(error)
    return False


def execute(statement: str) -> None:
    """Raw SQL, as somebody with the database's password would write it."""
    with connection.cursor() as cursor:
        cursor.execute(statement)


class PublishedRowTests:
    def test_no_text_step_or_date_of_it_changes(self, published: Assessment) -> None:
        rows = Assessment.objects.filter(pk=published.pk)

        assert refused(rows.update, rationale="Rewritten.")
        assert refused(rows.update, published_at=factories.at(factories.ISSUED))
        assert refused(rows.update, state="draft", published_at=None)
        assert refused(published.judgements.update, status="implemented")
        assert refused(
            Correction.objects.filter(
                pk=factories.make_correction(report=published.recommendation.report).pk
            ).update,
            is_right="Something else.",
        )

    def test_nothing_of_it_is_deleted(self, published: Assessment) -> None:
        factories.make_evidence(recommendation=published.recommendation)
        tables = [
            model._meta.db_table for model in (Assessment, Judgement, StatusChange)
        ]

        for table in tables:
            assert refused(execute, f"DELETE FROM {table}"), table

    def test_it_is_withdrawn_once_and_stays_so(self, published: Assessment) -> None:
        assessments.withdraw(
            assessment=published, reason="Wrong law.", by=None, at=factories.PUBLISHED
        )
        rows = Assessment.objects.filter(pk=published.pk)

        assert rows.get().state == "withdrawn"
        assert refused(rows.update, withdrawn_reason="Other words.")
        assert refused(rows.update, state="published", withdrawn_at=None)


class OpenRowTests:
    def test_a_draft_is_written_and_thrown_away(self) -> None:
        row = factories.make_recommendation()
        draft = factories.make_assessment(recommendation=row, published_at=None)

        draft.judgements.update(status="mostly")
        Assessment.objects.filter(pk=draft.pk).update(rationale="Better.")
        draft.delete()

        assert not Assessment.objects.exists()
