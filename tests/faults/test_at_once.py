"""Two writers at once: nothing is lost, and who comes second is told."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.faults.places import Place


def race(place: Place, name: str) -> dict[str, Any]:
    """What came of it; the record is proven."""
    done = place.run("-m", "tests.faults.races", name)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert found["differences"] == []
    assert found["problems"] == []
    return found


class PublisherTests:
    def test_one_of_two_who_approve_a_draft_is_told_that_it_is_published(
        self, place: Place
    ) -> None:
        found = race(place, "one_draft")

        told = sorted(found["told"])
        assert told[1] == "done"
        assert told[0].startswith("This assessment is Published")
        assert found["published"] == 2

    def test_two_drafts_of_one_recommendation_both_count(self, place: Place) -> None:
        found = race(place, "two_drafts")

        assert found["told"] == ["done", "done"]
        assert found["published"] == 3


class ImportTests:
    @pytest.mark.parametrize("other", ["publish", "edit"])
    def test_an_import_and_an_edit_both_hold_or_one_is_told(
        self, place: Place, other: str
    ) -> None:
        found = race(place, f"import_and_{other}")

        imported, edited = found["told"]
        is_told = "has changed" in imported or "Somebody" in imported
        assert imported == "done" or is_told, imported
        assert edited == "done"
        assert found["waiting"] == (0 if other == "publish" else 1)
        title = found["titles"][1]
        if other == "edit" and (is_told or title != "As the list says"):
            assert title == "As the editor said"
        else:
            assert (title == "As the list says") == (imported == "done")

    def test_an_import_that_holds_the_version_waits_for_no_publisher(
        self, place: Place
    ) -> None:
        """Each would wait for the other, until the database ended one of them."""
        found = race(place, "import_in_runs_and_publish")

        imported, published = found["told"]
        assert published == "done"
        assert imported == "done" or "has changed" in imported
