"""The method on uncertainty, agreement of coders and other choices."""

from __future__ import annotations

import pytest

from scorecard import method

SPREAD = ["implemented", "mostly", "partly", "started", "not_started"] * 4


def group(prefix, statuses, word="medium"):
    """Recommendations of one ask each."""
    return [
        {"id": f"{prefix}{i}", "asks": [{"status": status, "confidence": word}]}
        for i, status in enumerate(statuses)
    ]


@pytest.mark.parametrize(("word", "expected"), [("high", (44, 56)), ("low", (42, 58))])
def test_the_ranges_printed_in_the_method(word, expected):
    drawn = method.simulate(statuses=SPREAD, confidence=word, seed=20260101)

    assert method.likely_range(drawn["p5"], drawn["p95"]) == expected
    assert drawn["p50"] == pytest.approx(50, abs=0.6)


def test_two_agencies_at_58_and_50_are_not_clearly_different():
    first = group(
        "a", ["implemented", "implemented", "partly", "partly"] + ["started"] * 2
    )
    second = group("b", ["implemented"] + ["partly"] * 3 + ["started"] * 2)
    drawn = method.simulate(groups={"a": first, "b": second}, seed=20260101)

    assert 0.7 < drawn["p_first_gt_second"] < 0.9
    assert method.no_clear_difference(drawn["p_first_gt_second"])


def test_the_seed_alone_decides_the_draws():
    groups = {"g": group("r", SPREAD)}
    first = method.simulate(groups=groups, seed=7, runs=500)

    assert method.simulate(groups=groups, seed=7, runs=500) == first
    assert method.simulate(groups=groups, seed=8, runs=500) != first


def test_the_order_of_rows_does_not_change_the_range():
    rows = group("r", SPREAD)
    first = method.simulate(groups={"g": rows}, seed=7, runs=500)

    assert method.simulate(groups={"g": rows[::-1]}, seed=7, runs=500) == first


def test_a_shared_recommendation_gets_the_same_draws_in_each_group():
    rows = group("r", SPREAD)
    drawn = method.simulated_scores({"one": rows, "two": rows[::-1]}, 7, 500)

    assert drawn["one"].tolist() == drawn["two"].tolist()
    assert method.share_higher(drawn["one"], drawn["two"]) == 0.0
    assert not method.is_clearly_different(drawn["one"], drawn["two"])


def test_another_group_beside_it_changes_nothing_in_a_subset():
    rows = group("r", SPREAD)
    alone = method.simulated_scores({"all": rows}, 7, 500)
    beside = method.simulated_scores({"part": rows[:5], "all": rows}, 7, 500)

    assert alone["all"].tolist() == beside["all"].tolist()


def test_groups_far_apart_are_clearly_different():
    high, low = group("a", ["implemented"] * 6), group("b", ["not_started"] * 6)
    drawn = method.simulated_scores({"a": high, "b": low}, 7, 500)

    assert method.is_clearly_different(drawn["a"], drawn["b"])
    assert method.is_clearly_different(drawn["b"], drawn["a"])


@pytest.mark.parametrize(
    "statuses", [[], ["not_assessed"] * 3, ["superseded"], ["not_assessed"]]
)
def test_nothing_checked_gives_no_range(statuses):
    drawn = method.simulate(groups={"g": group("r", statuses)}, seed=7, runs=50)

    assert drawn == {"g": {"p5": None, "p50": None, "p95": None}}


def test_no_comparison_with_a_group_without_a_score():
    groups = {"a": group("a", ["partly"]), "b": []}

    assert method.simulate(groups=groups, seed=7, runs=50)["p_first_gt_second"] is None


def test_unchecked_and_superseded_asks_leave_the_simulated_score_alone():
    asks = [{"id": "a", "status": "implemented", "confidence": "very_high"}]
    more = [
        {"id": "b", "status": "superseded"},
        {"id": "c", "status": "not_assessed", "confidence": ""},
    ]
    plain = method.simulate(groups={"g": [{"id": 1, "asks": asks}]}, seed=7, runs=99)
    mixed = method.simulate(
        groups={"g": [{"id": 1, "asks": asks + more}]}, seed=7, runs=99
    )

    assert mixed == plain


def test_undone_slips_inwards_only():
    drawn = method.simulated_scores({"g": group("r", ["reversed"], "very_low")}, 7, 999)

    assert drawn["g"].min() == 0.0
    assert drawn["g"][drawn["g"] > 0].min() >= 10.0
    assert drawn["g"].max() <= 40.0


def test_more_confidence_never_widens_the_range():
    widths = []
    for word in method.CONFIDENCE:
        drawn = method.simulate(statuses=SPREAD, confidence=word, seed=7, runs=4000)
        widths.append(drawn["p95"] - drawn["p5"])

    assert widths == sorted(widths, reverse=True)


@pytest.mark.parametrize(("n", "runs"), [(0, 10_000), (2000, 10_000), (2001, 1_000)])
def test_large_groups_get_fewer_runs(n, runs):
    assert method.default_runs(n) == runs


def test_the_default_seed_is_the_head_of_the_hash():
    assert method.seed_from_hash("0000001fabcdef") == 31


@pytest.mark.parametrize(
    ("p5", "p95", "expected"),
    [
        (42.57, 57.33, (42, 58)),
        (50.0, 50.0, (50, 50)),
        (49.9999999999, 50.0000000001, (50, 50)),
        (-0.5, 100.2, (0, 100)),
        (96.76, 100.0, (96, 100)),
    ],
)
def test_the_likely_range_is_rounded_outwards(p5, p95, expected):
    assert method.likely_range(p5, p95) == expected


@pytest.mark.parametrize(
    ("p", "other", "expected"),
    [
        (None, None, True),
        (0.87, None, True),
        (0.9, None, False),
        (0.1, None, False),
        (0.11, None, True),
        (0.0, 0.0, True),
        (0.0, 0.95, False),
    ],
)
def test_ninety_percent_of_runs_make_a_difference(p, other, expected):
    assert method.no_clear_difference(p, other) is expected


KNOWN = [
    [None, None, None, None, None, 3, 4, 1, 2, 1, 1, 3, 3, None, 3],
    [1, None, 2, 1, 3, 3, 4, 3, None, None, None, None, None, None, None],
    [None, None, 2, 1, 3, 4, 4, None, 2, 1, 1, 3, 3, None, 4],
]


@pytest.mark.parametrize(
    ("level", "expected"), [("nominal", 0.691), ("ordinal", 0.807), ("interval", 0.811)]
)
def test_alpha_of_the_textbook_matrix(level, expected):
    assert method.alpha(KNOWN, level) == pytest.approx(expected, abs=5e-4)
    assert method.alpha(KNOWN[::-1], level) == pytest.approx(expected, abs=5e-4)


def test_alpha_worked_by_hand_on_the_ratio_level():
    # Pairs 1-1 and 2-4: observed (2/6)^2 * 2 / 4; expected over values 1, 1, 2, 4.
    observed = 2 * (2 / 6) ** 2 / 4
    expected = 2 * (2 * (1 / 3) ** 2 + 2 * (3 / 5) ** 2 + (2 / 6) ** 2) / 12

    assert method.alpha([[1, 2], [1, 4]], "ratio") == pytest.approx(
        1 - observed / expected
    )


FIRST = [
    "not_pursued",
    "not_pursued",
    "not_pursued",
    "not_pursued",
    "not_pursued",
    "not_pursued",
    "implemented",
    "implemented",
    "implemented",
    "partly",
    "implemented",
    "not_assessed",
    "implemented",
    "implemented",
    "partly",
    "implemented",
    "implemented",
    "partly",
    "implemented",
    "partly",
    "partly",
    "not_assessed",
    "partly",
]
CHANGED = {1: "not_started", 5: "not_started", 10: "partly", 14: "mostly"}
SECOND = [CHANGED.get(i, status) for i, status in enumerate(FIRST)]


def test_agreement_on_the_measures_of_2014_is_095():
    assert round(method.alpha([FIRST, SECOND], "ordinal"), 2) == 0.95


def test_agreement_counts_steps_and_not_names():
    step = [method.step_of(status) for status in SECOND]

    assert method.alpha([FIRST, step], "ordinal") == method.alpha([FIRST, SECOND])


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_perfect_agreement_is_one(level):
    assert method.alpha([[1, 2, 3], [1, 2, 3], [1, 2, None]], level) == 1.0


@pytest.mark.parametrize(
    "rows",
    [[], [[]], [[1, 2]], [[1, None], [None, 2]], [[2, 2], [2, 2]], [["partly"]] * 2],
)
def test_alpha_is_undefined_without_pairs_or_without_variation(rows):
    assert method.alpha(rows, "ordinal") is None


@pytest.mark.parametrize(
    ("rows", "level"),
    [
        ([[1, 2], [1]], "ordinal"),
        ([[1], [2]], "cardinal"),
        ([["x"], ["y"]], "interval"),
    ],
)
def test_alpha_refuses_what_it_cannot_measure(rows, level):
    with pytest.raises(ValueError):
        method.alpha(rows, level)


@pytest.mark.parametrize(
    ("n", "expected"), [(0, 0), (5, 5), (20, 20), (79, 20), (100, 20), (101, 21)]
)
def test_a_fifth_and_at_least_twenty_asks_are_coded_twice(n, expected):
    assert method.double_coding_sample(n) == expected


def test_the_sensitivity_table_by_hand():
    items = [
        {"asks": ["implemented"], "weight": 2.0, "category": "x"},
        {"asks": ["not_started"], "category": "x"},
        {"asks": ["started", "mostly"], "category": "y"},
        {"asks": ["not_assessed"], "category": "y"},
    ]
    table = method.sensitivity(items)

    assert table == {
        "published": 62.5,
        "equal_category_weights": pytest.approx((200 / 3 + 50) / 2),
        "no_priority_weights": 50.0,
        "points_0_10_40_60_100": pytest.approx((200 + 35) / 4),
        "points_0_40_60_90_100": pytest.approx((200 + 65) / 4),
        "geometric_mean": pytest.approx((101**2 * 1 * 51) ** 0.25 - 1),
    }


def test_nothing_scored_has_no_sensitivity():
    table = method.sensitivity([{"asks": ["not_assessed"]}])

    assert set(table.values()) == {None}
