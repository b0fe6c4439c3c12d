"""The timeline narrowed by a reader, and what other reports say about the same."""

from __future__ import annotations

from datetime import date

import pytest

from recommendations.models import Recommendation
from tests.factories import (
    make_agency,
    make_evidence,
    make_indicator,
    make_recommendation,
    make_report,
)
from tests.scorecard.reader import read

pytestmark = pytest.mark.django_db


def address(row: Recommendation, query: str = "") -> str:
    return f"/reports/{row.report.slug}/{row.reference}/{query}"


@pytest.fixture
def row() -> Recommendation:
    """One with a rule for ask a, a repeal of it, and a court's view of ask b."""
    row = make_recommendation(asks=2)
    make_evidence(recommendation=row, asks="a", fact="The rule came.")
    make_evidence(
        recommendation=row, asks="a", bearing="opposes", fact="The rule went."
    )
    make_evidence(
        recommendation=row,
        asks="b",
        kind="court",
        bearing="context",
        fact="The court spoke.",
    )
    return row


class NarrowedTests:
    @pytest.mark.parametrize(
        ("query", "shown", "hidden", "found"),
        [
            ("", ["came", "went", "spoke"], [], "3 of 3 dated facts."),
            ("?ask=a", ["came", "went"], ["spoke"], "2 of 3 dated facts. Show all"),
            ("?bearing=opposes", ["went"], ["came", "spoke"], "1 of 3"),
            ("?kind=court&ask=b", ["spoke"], ["came", "went"], "1 of 3"),
        ],
    )
    def test_by_ask_bearing_and_kind(self, client, row, query, shown, hidden, found):
        page = read(client, address(row, query))
        line = page.text[page.text.index("What happened") :]

        assert found in page
        assert all(f"The rule {w}." in line or f"court {w}." in line for w in shown)
        assert not any(f"The rule {w}." in line for w in hidden)

    def test_nothing_that_fits_is_said_and_everything_is_one_tap_away(
        self, client, row
    ):
        page = read(client, address(row, "?ask=b&bearing=opposes"))

        assert "Nothing on record fits all of these." in page
        assert f'href="{address(row)}#evidence"' in page.source

    @pytest.mark.parametrize(
        ("query", "sentence"),
        [
            ("?ask=z", "ask=z is no ask of this recommendation (a, b)"),
            ("?bearing=good", "bearing=good is no bearing of evidence"),
            ("?kind=%3Cb%3E", "kind=<b> is no kind of evidence"),
        ],
    )
    def test_what_is_not_understood_is_said_and_narrows_nothing(
        self, client, row, query, sentence
    ):
        page = read(client, address(row, query))

        assert sentence in page
        assert "3 of 3 dated facts." in page

    def test_the_view_is_kept_and_links_to_evidence_lead_to_the_whole(
        self, client, row
    ):
        source = read(client, address(row, "?ask=b&as_of=2026-07-01")).source

        assert '<input type="hidden" name="as_of" value="2026-07-01">' in source
        assert f'href="{address(row)}?as_of=2026-07-01#evidence"' in source

    def test_each_choice_says_how_many_it_would_show_beside_the_others(
        self, client, row
    ):
        source = read(client, address(row, "?ask=a")).source

        assert '<option value="opposes">Setback (1)</option>' in source
        assert "Context (" not in source


class ElsewhereTests:
    def test_those_with_most_in_common_come_first_each_with_what_it_is(self, client):
        office, board = make_agency(), make_agency()
        row = make_recommendation(lead=office, supporting=[board])
        near = make_recommendation(report=make_report(), lead=board)
        nearer = make_recommendation(report=make_report(), lead=office)
        make_indicator(recommendations=[row, nearer], name="Unsafe wells")
        make_recommendation(report=make_report(published_at=None), lead=office)

        rows = read(client, address(row)).cells(
            "Recommendations of other reports about the same"
        )

        assert [cells[1] for cells in rows[1:]] == [
            f"Unsafe wells; {office.name}",
            board.name,
        ]
        assert near.report.title in rows[2][0]

    def test_what_had_not_been_issued_in_the_view_is_left_out(self, client):
        office = make_agency()
        row = make_recommendation(lead=office)
        late = make_report(issued_on=date(2026, 7, 1))
        make_recommendation(report=late, lead=office, issued_on=date(2026, 7, 1))

        assert "In other reports" in read(client, address(row))
        assert "In other reports" not in read(client, address(row, "?as_of=2026-06-30"))
