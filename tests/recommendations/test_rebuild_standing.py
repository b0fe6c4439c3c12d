"""The command that makes what is derived anew, or proves that it equals the record."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.management import call_command

from recommendations.models import Recommendation, Standing
from tests import factories
from tests.clock import stopped_at

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    """The day for which the kept columns stand."""
    with stopped_at(factories.TODAY):
        yield


@pytest.fixture
def recommendation() -> Recommendation:
    """One that was assessed."""
    row = factories.make_recommendation()
    factories.make_evidence(recommendation=row)
    factories.make_assessment(recommendation=row)
    row.refresh_from_db()
    return row


class RebuildStandingTests:
    def test_check_says_that_all_is_equal(
        self, recommendation: Recommendation, capsys: pytest.CaptureFixture[str]
    ) -> None:
        call_command("rebuild_standing", "--check")

        assert (
            "1 recommendations: standings equal the record." in capsys.readouterr().out
        )

    @pytest.mark.parametrize("what", ["kept column", "standings"])
    def test_check_names_each_difference_and_fails(
        self,
        recommendation: Recommendation,
        capsys: pytest.CaptureFixture[str],
        what: str,
    ) -> None:
        if what == "standings":
            Standing.objects.all().delete()
        else:
            Recommendation.objects.update(current_score=12)

        with pytest.raises(SystemExit) as ended:
            call_command("rebuild_standing", "--check")

        said = capsys.readouterr().err
        assert ended.value.code == 1
        assert "differ" in said or "current_score is 12.0" in said

    def test_it_makes_them_equal_again(
        self, recommendation: Recommendation, capsys: pytest.CaptureFixture[str]
    ) -> None:
        Standing.objects.all().delete()
        Recommendation.objects.update(current_score=12)

        call_command("rebuild_standing")
        call_command("rebuild_standing", "--check")

        recommendation.refresh_from_db()
        assert recommendation.current_score == 50
        assert "standings made anew" in capsys.readouterr().out
