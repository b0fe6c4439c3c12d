"""Likely ranges: one for a total wherever it stands; large reports stored first."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import CommandError, call_command

from recommendations.as_of import AsOf
from scorecard import report_headlines, selectors, uncertainty
from scorecard.long_reports import long_report
from scorecard.management.commands import compute_ranges
from scorecard.models import LikelyRangeRow
from tests.clock import stopped_at
from tests.factories import TODAY, make_report
from tests.scorecard.test_snapshots import assessed_report, taken

pytestmark = pytest.mark.django_db

VIEW = AsOf.now(TODAY)


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports of four are too large for a page."""
    monkeypatch.setattr(uncertainty, "PAGE_LIMIT", 3)
    monkeypatch.setattr(compute_ranges, "PAGE_LIMIT", 3)


def run(*arguments: str) -> str:
    """What the command prints."""
    out = StringIO()
    with stopped_at(TODAY):
        call_command("compute_ranges", *arguments, stdout=out)
    return out.getvalue()


def test_a_total_has_the_same_range_alone_and_with_its_parts() -> None:
    report = assessed_report()

    alone = report_headlines.home_page(VIEW, [report])[0].card.total
    whole = selectors.scorecard(report, VIEW).total

    assert alone.likely is not None
    assert alone.likely == whole.likely


def test_a_page_never_simulates_a_large_report(small_pages: None) -> None:
    report = assessed_report()

    assert selectors.scorecard(report, VIEW).total.likely is None


def test_the_command_stores_what_pages_then_read(small_pages: None) -> None:
    report = assessed_report()

    assert run() == f"{report.slug}: computed\n"

    cache.clear()
    stored = selectors.scorecard(report, VIEW).total
    listed = report_headlines.home_page(VIEW, [report])[0].card.total
    assert stored.likely is not None
    assert stored.likely == listed.likely
    # by all inputs, of the whole alone as well, and by the short hash of the figures
    assert LikelyRangeRow.objects.count() == 3


def test_sums_from_the_columns_find_the_same_range(
    small_pages: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = assessed_report()
    run()

    stored = selectors.scorecard(report, VIEW).total
    monkeypatch.setattr(report_headlines, "PAGE_LIMIT", 3)
    with stopped_at(TODAY):
        summed = report_headlines.home_page(VIEW, [report])[0].card.total
        page = long_report(report, VIEW).card.total
    assert stored.likely is not None
    assert stored.likely == summed.likely == page.likely


def test_run_again_it_computes_nothing(small_pages: None) -> None:
    report = assessed_report()
    run()

    assert run() == f"{report.slug}: up to date\n"


def test_small_reports_are_left_to_their_pages() -> None:
    report = assessed_report()

    assert run(report.slug) == f"{report.slug}: small enough for its page\n"
    assert not LikelyRangeRow.objects.exists()


def test_an_unknown_report_is_refused_in_one_sentence() -> None:
    make_report(slug="draft", published_at=None)

    with pytest.raises(CommandError, match="There is no published report draft, no."):
        run("draft", "no")


def test_a_snapshot_of_a_large_report_has_its_range(small_pages: None) -> None:
    snapshot = taken(assessed_report())

    assert snapshot.outputs["total"]["low90"] is not None


def test_the_row_keeps_seed_and_runs(small_pages: None) -> None:
    assessed_report()
    run()

    row = LikelyRangeRow.objects.first()

    assert row is not None
    assert row.runs == 10_000
    assert row.seed > 0
