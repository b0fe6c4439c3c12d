"""The method on dates: freshness, the row that holds, the ends of periods."""

from __future__ import annotations

from datetime import date

import pytest

from scorecard import method


@pytest.mark.parametrize(
    ("status", "reviewed_on", "expected"),
    [
        ("partly", "2026-06-30", "current"),
        ("partly", "2027-01-01", "current"),
        ("partly", "2025-06-30", "current"),
        ("partly", "2025-06-29", "review_due"),
        ("partly", "2024-06-30", "review_due"),
        ("partly", "2024-06-29", "expired"),
        ("not_pursued", "2024-06-29", "expired"),
        ("implemented", "2024-06-30", "current"),
        ("implemented", "2024-06-29", "review_due"),
        ("implemented", "2022-06-30", "review_due"),
        ("implemented", "2022-06-29", "expired"),
        ("partly", None, "expired"),
    ],
)
def test_freshness_turns_the_day_after_the_anniversary(status, reviewed_on, expected):
    assert method.freshness(status, reviewed_on, date(2026, 6, 30)) == expected


ROWS = [
    {"id": 1, "effective_on": "2025-01-10", "published_at": "2025-01-15"},
    {"id": 2, "effective_on": "2025-11-01", "published_at": "2026-02-01"},
    {"id": 3, "effective_on": "2025-01-10", "published_at": "2026-03-01"},
]


@pytest.mark.parametrize(
    ("valid_on", "known_at", "expected"),
    [
        ("2025-01-09", None, None),
        ("2025-01-10", None, 3),
        ("2025-10-31", None, 3),
        ("2025-11-01", None, 2),
        ("2025-12-31", "2026-01-31", 1),
        ("2025-12-31", "2026-02-01", 2),
        ("2025-01-10", "2025-01-14", None),
        ("2025-01-10", "2025-01-15", 1),
    ],
)
def test_the_latest_known_row_holds(valid_on, known_at, expected):
    assert method.as_of_pick(ROWS, valid_on, known_at) == expected
    assert method.as_of_pick(ROWS[::-1], valid_on, known_at) == expected


@pytest.mark.parametrize(
    ("withdrawn", "known_at", "expected"),
    [
        (True, "2025-02-01", None),
        (False, "2025-02-01", 1),
        (None, "2025-02-01", 1),
        ("2025-06-01", "2025-05-31", 1),
        ("2025-06-01", "2025-06-01", None),
        (date(2025, 6, 1), None, None),
    ],
)
def test_a_withdrawn_row_holds_until_its_withdrawal_is_known(
    withdrawn, known_at, expected
):
    row = ROWS[0] | {"withdrawn": withdrawn}

    assert method.as_of_pick([row], "2025-12-31", known_at) == expected


def test_of_two_rows_of_one_day_the_later_hour_then_the_higher_id_wins():
    early = ROWS[0] | {"id": 9, "published_at": "2025-01-15T08:00:00Z"}
    late = ROWS[0] | {"id": 4, "published_at": "2025-01-15T17:30:00+00:00"}
    twin = late | {"id": 5}

    assert method.as_of_pick([late, early], "2025-12-31", "2025-01-15") == 4
    assert method.as_of_pick([late, twin, early], "2025-12-31", "2025-01-15") == 5


def test_a_time_of_publication_counts_by_its_day_in_utc():
    row = ROWS[0] | {"published_at": "2025-01-15T23:30:00-06:00"}

    assert method.as_of_pick([row], "2025-12-31", "2025-01-15") is None
    assert method.as_of_pick([row], "2025-12-31", "2025-01-16") == 1


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2012", "2012-12-31"),
        ("FY2012", "2012-09-30"),
        ("2014/2018", "2018-12-31"),
        ("FY2014/FY2018", "2018-09-30"),
        ("2018-03", "2018-03-31"),
        ("2012-02", "2012-02-29"),
        ("2013-02", "2013-02-28"),
        ("1900-02", "1900-02-28"),
        ("2024-12", "2024-12-31"),
        ("2018-01/2018-06", "2018-06-30"),
        ("2021-11-30", "2021-11-30"),
    ],
)
def test_a_period_ends_on_its_last_day(period, expected):
    assert method.period_end(period) == expected


@pytest.mark.parametrize(
    "text",
    ["", "12", "2018-13", "2018-00", "2021-02-30", "FY2012-03", "Q1 2020", "0000"],
)
def test_what_is_no_period_is_refused(text):
    with pytest.raises(ValueError, match="is not a period"):
        method.period_end(text)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2018-12-31", 2019.0),
        ("2012-12-31", 2013.0),
        ("2012-09-30", 2012 + 274 / 366),
        (date(2011, 1, 1), 2011 + 1 / 365),
    ],
)
def test_years_end_whole(day, expected):
    assert method.decimal_year(day) == pytest.approx(expected, abs=1e-12)
