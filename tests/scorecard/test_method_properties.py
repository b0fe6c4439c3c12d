"""What must hold of the method whatever the data."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from scorecard import method

STATUSES = st.sampled_from(method.STATUSES)
WEIGHTS = st.floats(0.5, 3.0)
ASKS = st.lists(
    st.builds(
        lambda status, weight: {"status": status, "weight": weight}, STATUSES, WEIGHTS
    ),
    max_size=8,
)
EVIDENCE = st.lists(
    st.tuples(st.sampled_from(method.TIERS), st.sampled_from("pqrs")), max_size=6
)
NUMBERS = st.floats(-1e6, 1e6)


@given(ASKS)
def test_a_score_lies_between_its_bounds(asks):
    result = method.recommendation(asks)

    if result["score"] is not None:
        assert 0 <= result["low"] <= result["score"] + 1e-9
        assert result["score"] <= result["high"] + 1e-9 <= 100 + 1e-9
    if result["coverage"] is not None:
        assert 0 <= result["coverage"] <= 1


@given(ASKS, st.randoms(use_true_random=False))
def test_the_order_of_asks_is_irrelevant(asks, random):
    shuffled = random.sample(asks, len(asks))

    assert method.recommendation(shuffled) == method.recommendation(asks)


@given(st.lists(ASKS, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_recommendations_is_irrelevant(rows, random):
    items = [method.recommendation(asks) for asks in rows]

    assert method.rollup(random.sample(items, len(items))) == method.rollup(items)


@given(ASKS, st.sampled_from(method.LADDER[:-1]), WEIGHTS)
def test_a_better_step_never_lowers_a_score(asks, step, weight):
    better = method.LADDER[method.LADDER.index(step) + 1]
    before = method.recommendation([*asks, {"status": step, "weight": weight}])
    after = method.recommendation([*asks, {"status": better, "weight": weight}])

    for name in ("score", "low", "high"):
        if before[name] is not None:
            assert after[name] >= before[name]


@given(ASKS, WEIGHTS)
def test_an_unknown_never_counts_as_zero(asks, weight):
    before = method.recommendation(asks)
    unknown = {"status": "not_assessed", "weight": weight}
    after = method.recommendation([*asks, unknown])

    assert after["coverage"] < 1
    if after["score"] is not None:
        assert after["score"] == pytest.approx(before["score"])
        assert after["high"] >= before["high"] - 1e-9


@given(ASKS, WEIGHTS)
def test_what_no_longer_applies_changes_no_figure(asks, weight):
    after = method.recommendation([*asks, {"status": "superseded", "weight": weight}])

    if any(ask["status"] != "superseded" for ask in asks):
        assert after == method.recommendation(asks)


@given(STATUSES, EVIDENCE, st.data())
def test_withdrawing_evidence_never_raises_a_status(claimed, evidence, data):
    left = data.draw(
        st.lists(st.sampled_from(evidence), unique=True) if evidence else st.just([])
    )
    before = method.evidence_cap(claimed, evidence)
    after = method.evidence_cap(claimed, left)

    if method.step_of(claimed) is None:
        assert after == before == claimed
    else:
        assert method.step_of(after) <= method.step_of(before)


@given(STATUSES, EVIDENCE)
def test_evidence_never_carries_more_than_was_claimed(claimed, evidence):
    carried = method.carried(claimed, evidence, evidence)

    assert carried.is_capped == (carried.status != claimed)
    assert carried.is_capped == bool(carried.needs)
    if carried.is_capped:
        assert method.step_of(carried.status) <= method.step_of(claimed)


@given(st.lists(ASKS, min_size=1, max_size=5), st.integers(0, 2**32 - 1))
def test_the_likely_range_is_repeatable_and_within_0_and_100(rows, seed):
    group = [
        {"id": i, "asks": [ask | {"confidence": "low"} for ask in asks]}
        for i, asks in enumerate(rows)
    ]
    drawn = method.simulate(groups={"g": group}, seed=seed, runs=40)["g"]

    assert drawn == method.simulate(groups={"g": group}, seed=seed, runs=40)["g"]
    if drawn["p5"] is not None:
        low, high = method.likely_range(drawn["p5"], drawn["p95"])
        assert 0 <= low <= drawn["p5"] + 1e-9
        assert drawn["p95"] - 1e-9 <= high <= 100


@given(NUMBERS, NUMBERS, NUMBERS, st.floats(2020.01, 2035), st.sampled_from([1, -1]))
def test_every_metric_gets_one_class_and_an_attainment_in_bounds(b, x, T, t, d):
    result = method.metric(b, 2020.0, T, 2030.0, [[t, x, ""]], d, t)

    assert result["category"] in {
        *("met", "missed", "worse", "too_early", "on_track", "behind"),
        "little_change",
    }
    assert 0 <= result["attainment"] <= 100
    assert 0 < result["elapsed"] <= 1


@given(NUMBERS, NUMBERS, NUMBERS, st.floats(2020.01, 2029.9))
def test_a_metric_and_its_mirror_image_are_judged_alike(b, x, T, t):
    up = method.metric(b, 2020.0, T, 2030.0, [[t, x, ""]], 1, t)
    down = method.metric(-b, 2020.0, -T, 2030.0, [[t, -x, ""]], -1, t)

    for name in ("category", "attainment", "pace", "since_baseline"):
        assert up[name] == pytest.approx(down[name])


CODES = st.lists(
    st.tuples(*[st.one_of(st.none(), st.integers(0, 4))] * 3), min_size=1, max_size=12
)


@given(CODES, st.sampled_from(["nominal", "ordinal", "interval"]))
def test_alpha_is_at_most_one_and_blind_to_the_order_of_coders(units, level):
    rows = list(zip(*units, strict=True))
    found = method.alpha(rows, level)

    assert found is None or found <= 1 + 1e-12
    assert method.alpha(rows[::-1], level) == pytest.approx(found)


@given(st.floats(-1e9, 1e9), st.integers(0, 4))
def test_rounding_moves_by_at_most_half_a_place(x, places):
    assert abs(method.half_up(x, places) - x) <= 0.5 * 10**-places + 1e-6
