"""What speaks against a step: edges of each warning."""

from __future__ import annotations

from datetime import date

import pytest

from recommendations.standing import EvidenceLine
from recommendations.step_warnings import Claim, step_warnings

ISSUED = date(2020, 3, 1)
AS_OF = date(2026, 5, 31)


def item(day: date, bearing: str = "supports", tier: str = "B") -> EvidenceLine:
    """An item of evidence on the ask, from one publisher."""
    return EvidenceLine(
        effective_on=day,
        published_on=day,
        order=1,
        bearing=bearing,
        asks=frozenset("a"),
        sources=((tier, "Gazette"),),
    )


def warned(status: str, *items: EvidenceLine) -> list[str]:
    """The warnings for a claim on the as-of day."""
    return step_warnings(Claim(status, AS_OF, ISSUED), items)


class StepWarningTests:
    def test_nothing_speaks_against_a_step_that_later_evidence_supports(self) -> None:
        assert warned("partly", item(date(2021, 1, 1))) == []

    @pytest.mark.parametrize(
        ("day", "expected"),
        [(date(2020, 2, 29), ["older"]), (ISSUED, [])],
        ids=["the day before", "the day of issue"],
    )
    def test_support_from_before_the_issue(
        self, day: date, expected: list[str]
    ) -> None:
        assert warned("partly", item(day)) == expected

    @pytest.mark.parametrize(
        ("day", "expected"),
        [(AS_OF, []), (date(2026, 6, 1), ["later"])],
        ids=["the as-of day", "the day after"],
    )
    def test_evidence_after_the_as_of_day(self, day: date, expected: list[str]) -> None:
        assert warned("partly", item(day)) == expected

    def test_a_later_setback_contradicts_progress(self) -> None:
        items = item(date(2021, 1, 1)), item(date(2022, 1, 1), "opposes")

        assert warned("partly", *items) == ["contradicted"]

    def test_an_earlier_setback_does_not(self) -> None:
        items = item(date(2022, 1, 1)), item(date(2021, 1, 1), "opposes")

        assert warned("partly", *items) == []

    def test_later_progress_contradicts_undone(self) -> None:
        assert warned("reversed", item(date(2022, 1, 1))) == ["contradicted"]

    def test_context_points_nowhere(self) -> None:
        items = item(date(2021, 1, 1)), item(date(2022, 1, 1), "context")

        assert warned("partly", *items) == []

    @pytest.mark.parametrize(("tier", "expected"), [("C", ["progress"]), ("D", [])])
    def test_not_started_beside_evidence_of_a_step(
        self, tier: str, expected: list[str]
    ) -> None:
        assert warned("not_started", item(date(2021, 1, 1), tier=tier)) == expected
