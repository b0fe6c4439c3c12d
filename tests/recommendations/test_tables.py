"""The table of the list: only its own columns, in the order it was given."""

from __future__ import annotations

from datetime import date

from django.template import engines
from django.test import RequestFactory

from recommendations.languages import LocalText
from recommendations.list_rows import Row
from recommendations.tables import PrintedTable


def row(reference: str, **values) -> Row:
    """A row as the list page makes it."""
    return Row(
        **{
            "url": f"/reports/safe-water-2020/{reference}/",
            "reference": reference,
            "title": LocalText("Test the water", "en", is_fallback=False),
            "report": "Safe Water for All, 2020",
            "leads": "Water Office",
            "status": "partly",
            "counts": {"partly": 1, "not_assessed": 1},
            "n_asks": 2,
            "n_checked": 1,
            "score": 50.0,
            "gate": "ok",
            "confidence": "medium",
            "freshness": "current",
            "assessed_on": date(2026, 5, 31),
            "schedule": "no_date",
            "due_on": None,
            "is_priority": False,
        }
        | values
    )


def printed(rows: list[Row], sort: str = "reference") -> str:
    """The markup of the table."""
    template = engines["django"].from_string(
        '{% include "components/table.html" with table=table %}'
    )
    request = RequestFactory().get("/recommendations/", {"page": "3", "q": "well"})
    return template.render({"table": PrintedTable(rows, sort)}, request)


class TableTests:
    def test_only_the_named_columns_are_printed(self):
        table = PrintedTable([row("1.1")], "reference")

        assert [heading.name for heading in table.headings] == [
            "reference",
            "status",
            "asks",
            "score",
            "assessed",
        ]

    def test_rows_keep_the_order_they_were_given_in(self):
        text = printed([row("2.1"), row("1.9"), row("1.1")], sort="-score")

        places = [text.index(f">{reference}<") for reference in ("2.1", "1.9", "1.1")]
        assert places == sorted(places)

    def test_the_sorted_column_says_which_way(self):
        assert 'aria-sort="descending"' in printed([row("1.1")], sort="-score")
        assert 'aria-sort="ascending"' in printed([row("1.1")], sort="status")

    def test_an_order_without_a_column_marks_none(self):
        text = printed([row("1.1")], sort="due")

        assert 'aria-sort="ascending"' not in text
        assert 'aria-sort="descending"' not in text

    def test_a_header_keeps_the_filters_and_leaves_the_page(self):
        text = printed([row("1.1")])

        assert "q=well" in text
        assert "page=3" not in text

    def test_a_score_stands_with_what_was_checked(self):
        text = printed([row("1.1")])

        assert ">50" in text
        assert "1 of 2 checked" in text

    def test_no_score_is_said_and_is_no_zero(self):
        text = printed([row("1.1", score=None)])

        assert "no score" in text

    def test_a_score_that_may_not_be_published_is_said(self):
        assert "not published" in printed([row("1.1", score=None, gate="none")])

    def test_a_provisional_score_says_so(self):
        assert "provisional" in printed([row("1.1", gate="provisional")])
        assert "provisional" not in printed([row("1.1")])

    def test_a_date_that_has_passed_is_marked(self):
        late = row("1.1", schedule="overdue", due_on=date(2025, 1, 2))

        assert "due 2 January 2025" in printed([late])

    def test_a_title_in_another_language_declares_it(self):
        title = LocalText("Analizar el agua", "es", is_fallback=True)

        assert 'lang="es"' in printed([row("1.1", title=title)])

    def test_one_never_assessed_says_never(self):
        unread = row("1.1", assessed_on=None, confidence="", status="not_assessed")

        assert "never" in printed([unread])
