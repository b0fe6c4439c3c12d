"""Words of the printed status report that no other page prints."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exports.status_report import Options, document_recommendations, status_report
from exports.status_report.blocks import plain
from exports.status_report.content import DueDate
from exports.status_report.document import document
from exports.status_report.document_recommendations import due_words
from recommendations.as_of import AsOf
from recommendations.models import Report
from scorecard import selectors
from tests.factories import TODAY

FIRST = DueDate(date(2023, 1, 1), date(2022, 3, 4), None, "", False, "")
MOVED = DueDate(date(2024, 3, 1), date(2023, 6, 5), None, "More time.", True, "")


class DueWordsTests:
    def test_without_a_date_it_says_so(self) -> None:
        assert due_words(()) == "No date was set."

    def test_a_date_that_was_kept_stands_alone(self) -> None:
        assert due_words((FIRST,)) == "1 January 2023"

    def test_a_date_that_was_moved_says_how_often_how_far_and_why(self) -> None:
        assert due_words((FIRST, MOVED)) == (
            "1 March 2024; first 1 January 2023, revised 1 time, 14 months later;"
            " revised on 5 June 2023 to 1 March 2024: More time."
        )


@pytest.mark.django_db
class ReadingTests:
    def test_what_hangs_on_recommendations_is_not_read_in_the_order_of_reports(
        self, lively: Report
    ) -> None:
        """A database then walks its whole record: twenty seconds, not two."""
        with CaptureQueriesContext(connection) as queries:
            status_report(lively, Options(AsOf.now(TODAY)))

        for name in ("evidence_asks", "responsibility_asks"):
            found = [one["sql"] for one in queries if f'{name}"."ask_id"' in one["sql"]]
            assert found
            assert not [sql for sql in found if '"issued_on" DESC' in sql]

    def test_asks_keep_their_words_however_long_the_report_is(
        self, lively: Report, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A page leaves them out beyond a number; a file says all that was asked."""
        monkeypatch.setattr(selectors, "PAGE_LIMIT", 0)

        made = status_report(lively, Options(AsOf.now(TODAY)))

        asked = [ask.text for part in made.recommendations for ask in part.asks]
        assert asked
        assert all(str(text) for text in asked)

    def test_a_long_report_ends_each_fact_with_one_full_stop(
        self, lively: Report, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(document_recommendations, "LONG", 0)

        laid_out = document(status_report(lively, Options(AsOf.now(TODAY))))

        said = [plain(block["runs"]) for block in laid_out.blocks if "runs" in block]
        facts = [text for text in said if text.startswith("Lead: ")]
        assert any("No date was set.  " in text for text in facts)
        assert not [text for text in facts if ".." in text]
