"""The synthetic record equals one that was published through the actions."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection

from bench import record
from bench.words import Prose
from recommendations import guards
from recommendations.actions import assessments, standings
from recommendations.models import (
    Assessment,
    Evidence,
    Recommendation,
    Report,
    Standing,
    StatusChange,
)

TODAY = date(2026, 7, 15)
MOVED = [
    field.attname for field in StatusChange._meta.concrete_fields if field.name != "id"
]


@pytest.fixture
def built(db: None, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """A small synthetic record; the ids of its recommendations."""
    monkeypatch.setattr(record, "PATTERNS", 5)  # so that some are copies
    record.build(recommendations=24, today=TODAY, seed=3, n_reports=3)
    return list(Recommendation.objects.order_by("id").values_list("id", flat=True))


def moves() -> list[tuple[Any, ...]]:
    """Every status change but for its own id."""
    return sorted(StatusChange.objects.values_list(*MOVED), key=repr)


class SyntheticRecordTests:
    def test_derived_rows_equal_the_record(self, built: list[int]) -> None:
        assert len(built) == 24
        assert Report.objects.public().count() == 3
        assert Standing.objects.count() > 24 * 10
        assert not standings.differences(recommendations=built, on=TODAY)

    def test_changes_are_those_that_publishing_logs(self, built: list[int]) -> None:
        held = moves()
        guards.remove(connection)
        StatusChange.objects.all()._raw_delete("default")
        Evidence.objects.update(published_at=None)
        days = Assessment.objects.order_by("published_at").values_list(
            "id", "published_at"
        )
        order: list[tuple[int, datetime]] = list(days)
        Assessment.objects.update(state="submitted", published_at=None)

        for id_, at in order:
            assessments.publish_rows([Assessment.objects.get(id=id_)], at=at)

        assert held
        assert moves() == held
        standings.rebuild(recommendations=built, on=TODAY)
        assert not standings.differences(recommendations=built, on=TODAY)

    def test_the_same_seed_gives_the_same_words(self, built: list[int]) -> None:
        titles = list(Recommendation.objects.values_list("title", flat=True))

        assert len(set(titles)) > 20
        assert all(len(title.split()) == 8 for title in titles)


class ReportSizeTests:
    def test_sizes_add_up_and_the_largest_has_seven_thousand(self) -> None:
        found = record.sizes(250_000)

        assert sum(found) == 250_000
        assert max(found) > 7_000
        assert min(found) > 1_000
        assert sum(record.sizes(61)) == 61


class ProseTests:
    def test_some_words_are_in_every_fourth_text_and_others_rare(self) -> None:
        from random import Random

        texts = [set(Prose(Random(n)).words(60)) for n in range(200)]
        common = sum("prison" in text for text in texts)

        assert 20 < common < 80
        assert len(set().union(*texts)) > 2_000


def test_moments_are_utc() -> None:
    assert datetime.fromisoformat(record.moment(TODAY)).replace(tzinfo=UTC).hour == 9
