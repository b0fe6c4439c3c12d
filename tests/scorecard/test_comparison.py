"""Two readings side by side: kinds of moves, three parts that add up, the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, strategies as st

from recommendations.models import MethodVersion, Report
from scorecard import method
from scorecard.comparison import Parts, Side, compare, kind
from scorecard.frozen import tenth
from tests.factories import (
    TODAY,
    at,
    make_assessment,
    make_evidence,
    make_recommendation,
    make_report,
)
from tests.scorecard.reader import read
from tests.scorecard.test_snapshots import assessed_report, taken

FIRST, LAST = date(2020, 12, 31), date(2022, 12, 31)
STATUSES = ["not_started", "started", "partly", "implemented", "not_assessed"]


def item(reference: str, *rows: tuple[date, date, str], on: date) -> dict[str, Any]:
    """A recommendation of one ask with assessments (true from, known from, step)."""
    held = [row for row in rows if row[0] <= on]
    status = max(held, default=(None, None, "not_assessed"))[2]
    return {
        "reference": reference,
        "title": "Repair the pumps",
        "title_es": "Reparar las bombas",
        "priority": "normal",
        "own_weight": None,
        "weight": 1.0,
        "issued_on": "2020-01-01",
        "known_from": "2020-01-01",
        "standing": {
            "status": status,
            "asks": [
                {"ask": "a", "status": status, "weight": 1.0}
                | {"text": "Repair.", "text_es": "Reparar.", "confidence": "low"}
            ],
        },
        "asks": [{"code": "a", "weight": 1.0}],
        "assessments": [
            {
                "id": number,
                "effective_on": effective.isoformat(),
                "published_on": published.isoformat(),
                "order": number,
                "statuses": {"a": step},
            }
            for number, (effective, published, step) in enumerate(held)
        ],
        "evidence": [
            {
                "effective_on": "2020-01-01",
                "published_on": "2020-01-01",
                "order": 1,
                "bearing": "supports",
                "asks": ["a"],
                "sources": [["A", "Gazette", ""]],
            }
        ],
        "readings": [],
        "responses": [],
        "due_dates": [],
    }


def side(on: date, items: list[dict[str, Any]], **fields: Any) -> Side:
    """A side whose total is what the method makes of its items."""
    parameters = fields.pop("parameters", method.VERSION_1)
    rows = [
        method.recommendation(
            [ask["status"] for ask in row["standing"]["asks"]], parameters
        )
        for row in items
    ]
    return Side(
        as_of=on,
        known_at=on,
        method_version=parameters.version,
        parameters=parameters,
        total={"score": tenth(method.rollup(rows, parameters)["score"])},
        recommendations=items,
        **fields,
    )


class KindTests:
    @pytest.mark.parametrize(
        ("before", "after", "expected"),
        [
            ("partly", "mostly", "rose"),
            ("partly", "started", "fell"),
            ("partly", "reversed", "fell"),
            ("not_started", "not_pursued", "fell"),
            ("not_assessed", "not_started", "checked"),
            ("implemented", "not_assessed", "unchecked"),
            ("", "partly", "added"),
            ("partly", "", "gone"),
            ("partly", "superseded", "other"),
            ("reversed", "not_started", "other"),
        ],
    )
    def test_unknown_is_not_zero_and_each_move_has_its_kind(
        self, before: str, after: str, expected: str
    ) -> None:
        assert kind(before, after) == expected


class PartsTests:
    def test_what_was_true_by_the_first_day_and_known_later_was_found(self) -> None:
        late = (date(2020, 6, 1), date(2022, 6, 1), "implemented")
        rows = [(date(2020, 2, 1), date(2020, 2, 1), "partly")]
        known_first = [item(str(n), *rows, on=FIRST) for n in range(3)]
        known_last = [item(str(n), *rows, late, on=LAST) for n in range(3)]

        found = compare(side(FIRST, known_first), side(LAST, known_last))

        assert found.total == Parts(50.0, 50.0, 0.0, 0.0, 100.0)
        assert {move.causes for move in found.asks} == {("found",)}

    def test_what_became_true_after_the_first_day_is_the_world(self) -> None:
        rows = [(date(2020, 2, 1), date(2020, 2, 1), "partly")]
        later = (date(2021, 6, 1), date(2021, 6, 1), "implemented")
        first = [item(str(n), *rows, on=FIRST) for n in range(3)]
        last = [item(str(n), *rows, later, on=LAST) for n in range(3)]

        found = compare(side(FIRST, first), side(LAST, last))

        assert found.total == Parts(50.0, 0.0, 50.0, 0.0, 100.0)

    def test_other_points_on_the_same_asks_are_the_method(self) -> None:
        rows = [(date(2022, 2, 1), date(2022, 2, 1), "partly")]
        items = [item(str(n), *rows, on=LAST) for n in range(3)]
        other = replace(
            method.VERSION_1, version="2.0.0", points=(0.0, 10.0, 40.0, 60.0, 100.0)
        )

        found = compare(side(LAST, items), side(LAST, items, parameters=other))

        assert found.total == Parts(50.0, 0.0, 0.0, -10.0, 40.0)
        assert found.asks == ()

    def test_without_a_score_on_both_sides_nothing_is_split(self) -> None:
        rows = [(date(2021, 2, 1), date(2021, 2, 1), "partly")]
        first = [item(str(n), on=FIRST) for n in range(3)]
        last = [item(str(n), *rows, on=LAST) for n in range(3)]

        found = compare(side(FIRST, first), side(LAST, last))

        assert found.total == Parts(None, None, None, None, 50.0)
        assert found.total.whole is None
        assert {move.kind for move in found.asks} == {"checked"}

    @given(
        st.lists(
            st.lists(
                st.tuples(
                    st.dates(date(2020, 1, 2), LAST),
                    st.dates(date(2020, 1, 2), LAST),
                    st.sampled_from(STATUSES),
                ),
                max_size=4,
                unique_by=lambda row: row[0],
            ),
            min_size=3,
            max_size=6,
        )
    )
    def test_the_parts_always_add_up(
        self, histories: list[list[tuple[date, date, str]]]
    ) -> None:
        first = [
            item(str(n), *[r for r in rows if r[1] <= FIRST], on=FIRST)
            for n, rows in enumerate(histories)
        ]
        last = [item(str(n), *rows, on=LAST) for n, rows in enumerate(histories)]

        found = compare(side(FIRST, first), side(LAST, last))

        for parts in (found.total, *(row.parts for row in found.recommendations)):
            if parts.found is not None:
                total = parts.found + (parts.world or 0) + (parts.by_method or 0)
                assert total == pytest.approx(parts.whole)
                assert parts.first + parts.whole == pytest.approx(parts.last)


@pytest.mark.django_db
class PageTests:
    def report(self) -> Report:
        """Four recommendations; one rises, one is found to have been undone."""
        report = assessed_report()
        for row in report.recommendations.all()[:2]:
            make_evidence(
                recommendation=row,
                happened_on=date(2026, 7, 1),
                fact="The last pump was repaired.",
                published_at=at(date(2026, 7, 2)),
            )
            make_assessment(
                recommendation=row,
                steps={"a": "implemented"},
                effective_on=date(2026, 7, 5),
                published_at=at(date(2026, 7, 6)),
            )
        return report

    def test_two_dates_show_what_rose_with_the_evidence_between(
        self, client: Client
    ) -> None:
        report = self.report()

        page = read(
            client, f"/compare/?report={report.slug}&from=2026-06-30&to=2026-07-15"
        )

        assert "From 50.0 to 62.5: +12.5 points." in page
        rows = page.cells("Rose")[1:]
        assert [row[0][:5] for row in rows] == ["1.2 a"]
        assert rows[0][1] == "Partly done → to Done"
        assert "The last pump was repaired." in rows[0][2]
        total = page.cells("The difference by cause")[-1]
        assert total[1:] == ["50.0", "0.0", "+12.5", "0.0", "62.5"]

    def test_two_snapshots_split_the_difference_by_cause(self, client: Client) -> None:
        report = assessed_report()
        first = taken(report, date(2026, 6, 20), known_at=date(2026, 6, 20))
        make_assessment(
            recommendation=report.recommendations.all()[1],
            steps={"a": "not_started"},
            effective_on=date(2026, 6, 10),
            published_at=at(date(2026, 7, 1)),
        )
        make_assessment(
            recommendation=report.recommendations.all()[2],
            steps={"a": "implemented"},
            effective_on=date(2026, 7, 5),
            published_at=at(date(2026, 7, 6)),
        )
        last = taken(report)

        page = read(
            client,
            f"/compare/?report={report.slug}"
            f"&from=snapshot:{first.pk}&to=snapshot:{last.pk}",
        )

        total = page.cells("The difference by cause")[-1]
        assert total == ["Whole report", "50.0", "−12.5", "+12.5", "0.0", "50.0"]
        assert "because evidence was found" in page
        assert f"Snapshot {first.pk}" in page

    def test_another_method_version_is_named(self, client: Client) -> None:
        report = assessed_report()
        first = taken(report)
        parameters = method.VERSION_1.to_dict() | {
            "version": "2.0.0",
            "points": [0.0, 10.0, 40.0, 60.0, 100.0],
        }
        MethodVersion.objects.create(
            version="2.0.0", in_force_from=TODAY, parameters=parameters
        )

        page = read(client, f"/compare/?report={report.slug}&from=snapshot:{first.pk}")

        assert "The method changed: from 1.0.0 to 2.0.0, on the same asks." in page

    def test_without_dates_the_last_year_is_compared(self, client: Client) -> None:
        report = assessed_report()

        page = read(client, f"/compare/?report={report.slug}")

        assert "From: 15 July 2025" in page
        assert "To: 15 July 2026" in page

    def test_the_same_day_twice_says_that_nothing_differs(self, client: Client) -> None:
        report = assessed_report()

        page = read(
            client, f"/compare/?report={report.slug}&from=2026-07-01&to=2026-07-01"
        )

        assert "No ask stands differently on the two sides." in page

    def test_a_recommendation_issued_between_is_added(self, client: Client) -> None:
        report = assessed_report()
        make_recommendation(
            report=report, asks=1, issued_on=date(2026, 7, 1), title="A later step"
        )

        page = read(
            client, f"/compare/?report={report.slug}&from=2026-06-30&to=2026-07-15"
        )

        assert [row[0][:5] for row in page.cells("Added")[1:]] == ["1.5 a"]

    @pytest.mark.parametrize(
        ("query", "answer"),
        [
            ("from=soon", "from=soon is no day from 2020-03-01 to today"),
            ("to=2027-01-01", "to=2027-01-01 is no day from 2020-03-01 to today"),
            ("from=2019-01-01", "from=2019-01-01 is no day from 2020-03-01"),
            ("from=snapshot:99", "from=snapshot:99 is no snapshot of this report."),
            ("from=snapshot:x", "from=snapshot:x is no snapshot of this report."),
            ("from=2026-07-01&to=2026-06-01", "the two are shown in order."),
            ("report=nowhere", "report=nowhere names no published report."),
            ("known_at=2026-13-13", "known_at=2026-13-13 is not a date"),
        ],
    )
    def test_what_is_not_understood_is_answered_in_words(
        self, client: Client, query: str, answer: str
    ) -> None:
        assessed_report()

        page = read(client, f"/compare/?{query}")

        assert page.status == 200
        assert answer in page

    def test_a_snapshot_of_another_report_is_refused_in_words(
        self, client: Client
    ) -> None:
        other = taken(assessed_report())
        report = make_report()

        page = read(client, f"/compare/?report={report.slug}&from=snapshot:{other.pk}")

        assert "is no snapshot of this report." in page

    def test_without_any_report_the_page_says_so(self, client: Client) -> None:
        page = read(client, "/compare/")

        assert "No report has been published here yet." in page
