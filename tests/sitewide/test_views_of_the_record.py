"""Every public page says which view of the record it shows, and keeps it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from recommendations.models import Report
from tests.factories import (
    PUBLISHED,
    make_agency,
    make_assessment,
    make_correction,
    make_evidence,
    make_indicator,
    make_recommendation,
    make_report,
)
from tests.fixtures_shipped import Rows, put, rows_after
from tests.scorecard.reader import read

pytestmark = pytest.mark.django_db

PAGES = (
    "/",
    "/reports/safe-water-2020/",
    "/reports/safe-water-2020/1.1/",
    "/recommendations/",
    "/agencies/",
    "/agencies/us-water/",
    "/indicators/",
    "/indicators/wells/",
    "/changes/",
    "/corrections/",
    "/methodology/",
)
RECORD_LINK = re.compile(
    r'href="(/(?:reports|recommendations|agencies|indicators)/[^"#]*)'
)


def one_of_everything() -> None:
    """A report with one of everything that the pages show."""
    report = make_report(slug="safe-water-2020")
    row = make_recommendation(report=report, lead=make_agency(slug="us-water"))
    items = [make_evidence(recommendation=row)]
    make_assessment(recommendation=row, evidence=items)
    observations = {"2019": 4.0, "2024": 2.0}
    make_indicator(slug="wells", recommendations=[row], observations=observations)
    make_correction(recommendation=row)


@pytest.fixture(scope="module")
def rows(django_db_setup: None, django_db_blocker: Any) -> Rows:
    """The raw rows of that, made once."""
    with django_db_blocker.unblock():
        return rows_after(one_of_everything)


@pytest.fixture(params=PAGES)
def page(request: pytest.FixtureRequest, db: None, rows: Rows) -> str:
    """The address of one kind of page, with one of everything in the record."""
    put(rows)
    return str(request.param)


class EveryPageTests:
    @pytest.mark.parametrize(
        ("query", "sentences"),
        [
            ("", ["As of 15 July 2026 , as now known."]),
            (
                "?as_of=2026-06-30",
                [
                    "reading the record as of 30 June 2026 , as now known.",
                    "What we said then",
                    "Back to today",
                ],
            ),
            (
                "?as_of=2026-06-30&known_at=2026-07-01",
                [
                    "with only what had been published by 1 July 2026 .",
                    "As now known",
                ],
            ),
            ("?as_of=2026-06-31", ["as_of=2026-06-31 is not a date", "today is shown"]),
            ("?as_of=2026-07-16", ["lies in the future; today is shown instead."]),
            ("?as_of=2020-02-29", ["issued; today is shown instead."]),
            ("?known_at=soon", ["known_at=soon is not a date", "as now known."]),
            ("?known_at=2026-07-16", ["lies in the future; the record is shown"]),
        ],
    )
    def test_it_says_which_view_it_shows_and_what_was_not_understood(
        self, client, page, query, sentences
    ):
        found = read(client, page + query)

        assert found.status == 200
        assert [s for s in sentences if s not in found] == []

    @pytest.mark.parametrize(
        "view", ["as_of=2026-06-30", "as_of=2026-06-30&known_at=2026-07-01"]
    )
    def test_links_keep_the_view(self, client, page, view):
        source = read(client, f"{page}?{view}").source.replace("&amp;", "&")
        main = source[source.index("<main") : source.index("</main>")]

        links = [link for link in RECORD_LINK.findall(main) if "feed" not in link]

        assert [link for link in links if view not in link] == []

    def test_a_view_from_before_anything_was_known_shows_no_figure(self, client, page):
        found = read(client, f"{page}?as_of=2020-03-01&known_at=2020-03-01")

        assert found.status == 200
        assert "Delivery score" not in found or "methodology" in page


class HomeTests:
    def test_reports_not_yet_issued_in_a_view_are_left_out(self, client):
        early = make_report()
        late: Report = make_report(issued_on=date(2025, 1, 1), title="Too new")

        page = read(client, "/?as_of=2024-12-31")

        assert early.title in page
        assert late.title not in page

    def test_a_view_without_a_report_says_so(self, client):
        make_report(published_at=PUBLISHED)

        page = read(client, "/?as_of=2026-01-01&known_at=2026-01-01")

        assert "No report had been published here in this view." in page


class EmptyInstallationTests:
    @pytest.mark.parametrize(
        ("page", "sentence"),
        [
            ("/", "No report has been published here yet."),
            ("/recommendations/", "No recommendation"),
            ("/agencies/", "No agency is named in a published recommendation yet."),
            ("/indicators/", "No indicator had been published in this view."),
            ("/changes/", "Nothing had changed in this view."),
            ("/corrections/", "No correction has been published in this view."),
            ("/compare/", "No report has been published here yet."),
            ("/methodology/", "Method 1.0.0"),
        ],
    )
    def test_every_page_says_that_there_is_nothing_yet(self, client, page, sentence):
        found = read(client, page)

        assert found.status == 200
        assert sentence in found
        assert "0 to 0 of 0" not in found
        assert "<table" not in found.source or page == "/methodology/"
