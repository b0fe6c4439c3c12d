"""The method on outcome metrics: every class at its edge."""

from __future__ import annotations

import pytest

from scorecard import method


def judged(*values, **change):
    """A metric from 40 in 2020 to 60 in 2030, seen half a year after its value."""
    series = [list(value) + [""] * (3 - len(value)) for value in values]
    last = max((value[0] for value in values), default=2025.0)
    inputs = {
        "b": 40.0,
        "tb": 2020.0,
        "T": 60.0,
        "tT": 2030.0,
        "series": series,
        "direction": 1,
        "as_of": last + 0.5,
    }
    return method.metric(**(inputs | change))


@pytest.mark.parametrize(
    ("x", "category"),
    [
        (49.5, "on_track"),
        (49.4999, "behind"),
        (46.0, "behind"),
        (45.9999, "little_change"),
        (40.0, "little_change"),
        (39.9999, "worse"),
        (60.0, "met"),
        (61.0, "met"),
    ],
)
def test_pace_decides_between_baseline_and_target(x, category):
    assert judged((2025.0, x))["category"] == category


@pytest.mark.parametrize(
    ("x", "category"), [(10.5, "on_track"), (14.0, "behind"), (21.0, "worse")]
)
def test_lower_is_better_where_the_direction_says_so(x, category):
    result = judged((2025.0, x), b=20.0, T=0.0, direction=-1)

    assert result["category"] == category


@pytest.mark.parametrize(
    ("values", "category"),
    [
        ([(2030.0, 60.0)], "met"),
        ([(2030.0, 59.9)], "missed"),
        ([(2029.0, 61.0), (2030.0, 59.0)], "missed"),
        ([(2030.0, 60.0), (2031.0, 50.0)], "met"),
        ([(2030.0, 55.0), (2032.0, 60.0)], "met_late"),
        ([(2030.0, 55.0), (2032.0, 60.0), (2033.0, 58.0)], "met_late"),
        ([(2032.0, 58.0)], "missed"),
        ([(2025.0, 60.0)], "met"),
    ],
)
def test_the_first_value_at_or_after_the_due_date_decides(values, category):
    result = judged(*values)

    assert result["category"] == category
    assert result["pace"] is None
    assert result["needed_per_year"] is None


@pytest.mark.parametrize(
    ("t", "x", "category"),
    [
        (2020.5, 45.0, "too_early"),
        (2020.5, 40.0, "too_early"),
        (2020.5, 39.0, "worse"),
        (2020.5, 60.0, "met"),
        (2020.9999, 40.0, "too_early"),
        (2021.0, 40.0, "little_change"),
    ],
)
def test_a_tenth_of_the_time_is_too_early_except_for_worse(t, x, category):
    assert judged((t, x))["category"] == category


@pytest.mark.parametrize(
    ("change", "category"),
    [
        ({"b": None}, "no_baseline"),
        ({"b": None, "series": []}, "no_baseline"),
        ({"tb": None}, "no_baseline"),
        ({"series": []}, "no_data"),
        ({"series": [[2025.0, None, ""]]}, "no_data"),
        ({"series": [[2020.0, 41.0, ""], [2019.0, 50.0, ""]]}, "no_data"),
        ({"series": [[2025.0, 50.0, ""]], "as_of": 2024.0}, "no_data"),
        ({"series": [[2023.0, None, "B"], [2025.0, 50.0, ""]]}, "series_break"),
        ({"series": [[2023.0, 41.0, "break"], [2025.0, 50.0, ""]]}, "series_break"),
        ({"T": None}, "no_target"),
        ({"tT": None}, "no_target"),
    ],
)
def test_what_cannot_be_judged_says_why(change, category):
    result = judged((2025.0, 50.0), **change)

    assert result["category"] == category
    assert result["attainment"] is None
    assert result["pace"] is None


def test_a_break_before_the_baseline_does_not_matter():
    result = judged((2019.0, 30.0, "B"), (2020.0, 40.0, "B"), (2025.0, 50.0))

    assert (result["category"], result["flags"]) == ("on_track", [])


def test_a_linked_baseline_is_used_only_after_a_break():
    assert judged((2025.0, 50.0), rebased=45.0)["attainment"] == 50.0


@pytest.mark.parametrize(
    ("change", "category", "flags"),
    [
        ({"as_of": 2026.999}, "on_track", []),
        ({"as_of": 2027.0}, "on_track", ["old"]),
        ({"as_of": 2028.0}, "on_track", ["old"]),
        ({"as_of": 2028.001}, "stale", ["stale"]),
        ({"as_of": 2028.001, "T": None, "tT": None}, "stale", ["stale"]),
        ({"as_of": 2028.001, "freq_years": 0.25}, "stale", ["stale"]),
        ({"as_of": 2028.001, "freq_years": 2.0}, "on_track", []),
        ({"as_of": 2029.0, "freq_years": 2.0}, "on_track", ["old"]),
        ({"as_of": 2031.1, "freq_years": 2.0}, "stale", ["stale"]),
        (
            {"as_of": 2030.5, "freq_years": 2.0},
            "on_track",
            ["old", "awaiting_final_data"],
        ),
    ],
)
def test_the_age_of_the_last_value_counts(change, category, flags):
    result = judged((2025.0, 50.0), **change)

    assert (result["category"], result["flags"]) == (category, flags)


def test_a_covered_due_date_never_goes_stale():
    result = judged((2030.0, 61.0), as_of=2050.0)

    assert (result["category"], result["flags"]) == ("met", [])


@pytest.mark.parametrize(
    ("x", "category", "attainment"),
    [(95.0, "met", 100.0), (97.0, "met", 100.0), (94.9, "worse", 0.0)],
)
def test_a_baseline_that_meets_the_target_is_never_divided_by(x, category, attainment):
    for b in (95.0, 98.0):
        result = judged((2025.0, x), b=b, T=95.0)

        assert (result["category"], result["attainment"]) == (category, attainment)
        assert result["pace"] is None


def test_the_best_year_is_a_target_and_not_a_baseline():
    change = {"b": 9921.0, "tb": 2006.0, "T": 9921.0, "tT": 2017.0, "direction": -1}
    result = judged((2017.0, 24559.0), **change)

    assert (result["category"], result["attainment"]) == ("missed", 0.0)
    assert result["since_baseline"] == "worse"


@pytest.mark.parametrize(
    ("x", "category", "attainment"),
    [
        (2.0, "met", 100.0),
        (2.5, "met", 100.0),
        (3.0, "met", 100.0),
        (5.0, "on_track", 50.0),
        (0.0, "on_track", 50.0),
        (8.0, "worse", 0.0),
        (7.0, "little_change", 0.0),
    ],
)
def test_a_range_is_judged_by_the_distance_to_it(x, category, attainment):
    result = judged((2025.0, x), b=7.0, T=[2.0, 3.0], direction=0)

    assert (result["category"], result["attainment"]) == (category, attainment)
    assert result["needed_per_year"] is None


def test_leaving_a_range_is_worse():
    result = judged((2025.0, 3.5), b=2.5, T=[2.0, 3.0], direction=0)

    assert (result["category"], result["attainment"]) == ("worse", 0.0)


@pytest.mark.parametrize(
    ("x", "since"),
    [(42.0, "better"), (41.999, "little_change"), (40.0, "little_change")]
    + [(38.001, "little_change"), (38.0, "worse")],
)
def test_a_change_of_five_percent_of_the_baseline_counts(x, since):
    result = judged((2025.0, x), T=None, tT=None)

    assert result["since_baseline"] == since


@pytest.mark.parametrize(
    ("b", "x", "direction", "material", "since"),
    [
        (0.0, 0.0, 1, None, "little_change"),
        (0.0, 0.1, 1, None, "better"),
        (0.0, 0.1, -1, None, "worse"),
        (-10.0, -11.0, 1, None, "worse"),
        (40.0, 41.0, 1, 1.0, "better"),
        (40.0, 41.0, 1, 1.5, "little_change"),
        (40.0, 41.0, 0, None, None),
    ],
)
def test_change_without_a_target(b, x, direction, material, since):
    change = {"b": b, "direction": direction, "material": material}
    result = judged((2025.0, x), T=None, tT=None, **change)

    assert result["since_baseline"] == since


@pytest.mark.parametrize(
    ("milestones", "x", "pace"),
    [
        ([[2025.0, 45.0]], 44.0, 0.8),
        ([[2026.0, 46.0]], 44.0, 0.8),
        ([[2024.0, 42.0], [2026.0, 44.0]], 43.0, 1.0),
        ([[2030.0, 60.0]], 50.0, 1.0),
        ([], 50.0, 1.0),
        ([[2026.0, 40.0]], 40.0, 1.0),
        ([[2026.0, 40.0]], 39.0, -0.1),
    ],
)
def test_interim_targets_replace_the_straight_line(milestones, x, pace):
    result = judged((2025.0, x), milestones=milestones)

    assert result["pace"] == pytest.approx(pace)


def test_an_overshooting_rebound_is_shown_raw_and_cut():
    result = judged((2030.0, 70.0))

    assert (result["attainment_raw"], result["attainment"]) == (150.0, 100.0)


def test_a_tiny_baseline_depends_on_the_method():
    result = judged((2025.0, 0.5), b=0.001, T=10.0)

    assert result["category"] == "little_change"
    assert result["cagr_ratio"] > 0.95
    assert result["method_sensitive"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, 1.102944296),
        ({"x": 0.0}, None),
        ({"b": 0.0}, None),
        ({"T": 0.0}, None),
        ({"x": -1.0}, None),
        ({"T": 40.0}, None),
        ({"t": 2020.0}, None),
        ({"tT": 2020.0}, None),
        ({"d": 0}, None),
        ({"b": -40.0, "x": -50.0, "T": -60.0, "d": -1}, 1.102944296),
        ({"b": 60.0, "x": 65.0, "T": 40.0, "d": -1}, -0.40612),
        ({"b": 1e-300, "x": 1e300, "t": 2021.0}, None),
        ({"b": 1.0, "x": 1e9, "t": 2020.001}, None),
    ],
)
def test_the_growth_ratio_is_null_where_it_is_undefined(change, expected):
    case = {"b": 40.0, "x": 50.0, "T": 60.0, "t0": 2020.0, "t": 2025.0, "tT": 2030.0}
    ratio = method.cagr_ratio(**(case | {"d": 1} | change))

    assert ratio == (None if expected is None else pytest.approx(expected, abs=1e-5))


@pytest.mark.parametrize(
    ("pace", "expected"),
    [
        (None, None),
        (2.0, "on_track"),
        (0.95, "on_track"),
        (0.95 - 1e-10, "on_track"),
        (0.95 - 1e-8, "behind"),
        (0.6, "behind"),
        (0.6 - 1e-8, "little_change"),
        (0.0, "little_change"),
        (-1e-10, "little_change"),
        (-1e-8, "worse"),
    ],
)
def test_bands_have_a_tolerance(pace, expected):
    assert method.band(pace) == expected


@pytest.mark.parametrize(
    ("b", "T", "direction", "tb", "expected"),
    [
        (40.0, 60.0, 1, 2010.0, []),
        (60.0, 60.0, 1, 2010.0, ["target_already_met"]),
        (
            60.0,
            40.0,
            1,
            2012.0,
            ["target_already_met", "target_against_direction", "baseline_after_issue"],
        ),
        (2.5, [2.0, 3.0], 0, 2010.0, ["target_already_met"]),
    ],
)
def test_a_form_warns_of_a_target_that_cannot_be_judged(b, T, direction, tb, expected):
    assert method.baseline_warnings(b, tb, T, direction, issued=2011.0) == expected


def test_outcomes_are_counted_and_never_averaged():
    classes = ["met", "met_late", "on_track", "behind", "missed", "worse", "too_early"]
    results = [{"category": c, "since_baseline": "better"} for c in classes]
    results += [{"category": "no_target", "since_baseline": "worse"}]
    results += [{"category": "no_target", "since_baseline": None}]

    assert method.outcome_counts(results) == method.OutcomeCounts(
        met_or_on_track=3,
        with_target=6,
        better=0,
        little_change=0,
        worse=1,
        not_judged=2,
    )
