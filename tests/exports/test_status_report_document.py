"""Words of the printed status report that no other page prints."""

from __future__ import annotations

from datetime import date

from exports.status_report.content import DueDate
from exports.status_report.document_recommendations import due_words

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
