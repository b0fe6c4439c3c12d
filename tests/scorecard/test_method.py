"""The method on evidence, recommendations, groups and counts: edges first."""

from __future__ import annotations

from datetime import date

import pytest

from scorecard import method


@pytest.mark.parametrize(
    ("claimed", "evidence", "expected"),
    [
        ("implemented", [], "not_started"),
        ("implemented", [("D", "agency")], "not_started"),
        ("implemented", [("C", "paper"), ("D", "agency")], "started"),
        ("implemented", [("C", "one"), ("C", "two")], "partly"),
        ("implemented", [("B", "agency")], "mostly"),
        ("implemented", [("B", "agency"), ("B", " Agency ")], "mostly"),
        ("implemented", [("B", "agency"), ("C", "paper")], "mostly"),
        ("implemented", [("B", "agency"), ("B", "office")], "implemented"),
        ("implemented", [("A", "gazette"), ("D", "agency")], "implemented"),
        ("mostly", [("A", "gazette")], "mostly"),
        ("mostly", [("C", "one")], "started"),
        ("partly", [("B", "agency")], "partly"),
        ("partly", [("C", "one"), ("C", "one")], "started"),
        ("partly", [("C", "one"), ("D", "two")], "started"),
        ("started", [("C", "one")], "started"),
        ("started", [("A", "gazette"), ("B", "office")], "started"),
        ("started", [("D", "agency")], "not_started"),
        ("not_started", [], "not_started"),
        ("not_started", [("A", "gazette")], "not_started"),
        ("reversed", [("A", "court")], "reversed"),
        ("reversed", [("C", "one")], "not_started"),
        ("not_pursued", [("B", "agency")], "not_pursued"),
        ("not_pursued", [("C", "one"), ("C", "two")], "not_pursued"),
        ("not_pursued", [("C", "one"), ("C", "one"), ("D", "two")], "not_started"),
        ("superseded", [], "superseded"),
        ("not_assessed", [], "not_assessed"),
    ],
)
def test_evidence_carries_a_claim_up_to_its_cap(claimed, evidence, expected):
    assert method.evidence_cap(claimed, evidence) == expected


@pytest.mark.parametrize("evidence", [[("E", "x")], [("", "x")]])
def test_an_unknown_tier_is_refused(evidence):
    with pytest.raises(ValueError, match="not an evidence tier"):
        method.evidence_cap("started", evidence)


def test_an_unknown_status_is_refused():
    with pytest.raises(ValueError, match="'done' is not a status"):
        method.evidence_cap("done", [])


def test_a_capped_claim_says_what_evidence_would_carry_it():
    carried = method.carried("implemented", [("B", "agency")])

    assert (carried.status, carried.claimed) == ("mostly", "implemented")
    assert carried.is_capped
    assert carried.reason == "above_evidence"
    assert carried.needs == (method.Need("A", 1, 1), method.Need("B", 2, 1))


def test_a_claim_on_statements_alone_is_claimed_not_verified():
    carried = method.carried("partly", [("D", "agency")])

    assert (carried.status, carried.reason) == ("not_started", "claimed_not_verified")


def test_a_carried_claim_needs_nothing():
    carried = method.carried("mostly", [("B", "agency")], [("A", "court")])

    assert carried == method.Carried("mostly", "mostly", False, "carried", ())


def test_a_fall_rests_on_the_opposing_evidence_alone():
    thin = method.carried("reversed", [("A", "gazette")], [("C", "paper")])
    enough = method.carried("reversed", [], [("C", "paper"), ("C", "radio")])

    assert (thin.status, thin.reason) == ("not_started", "fall_not_carried")
    assert thin.needs[-1] == method.Need("C", 2, 1)
    assert (enough.status, enough.is_capped) == ("reversed", False)


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        ([], "limited"),
        ([("D", "a"), ("D", "b")], "limited"),
        ([("C", "a")], "limited"),
        ([("B", "a"), ("C", "a")], "limited"),
        ([("B", "a"), ("C", "b")], "medium"),
        ([("C", "a"), ("C", "b")], "medium"),
        ([("A", "a")], "medium"),
        ([("A", "a"), ("B", "a")], "medium"),
        ([("A", "a"), ("D", "b")], "medium"),
        ([("A", "a"), ("C", "b")], "robust"),
        ([("A", "a"), ("A", "b")], "robust"),
    ],
)
def test_strength_of_evidence_counts_publishers_once(evidence, expected):
    assert method.evidence_strength(evidence) == expected


@pytest.mark.parametrize(
    ("same_step", "reply", "expected"),
    [
        (True, "undisputed", "high"),
        (True, "none", "medium"),
        (True, "disputed", "low"),
        (False, "undisputed", "low"),
        (False, "none", "low"),
        (None, "none", "medium"),
        (None, "undisputed", "medium"),
        (None, "disputed", "low"),
    ],
)
def test_agreement_is_high_only_with_two_coders_and_a_reply(same_step, reply, expected):
    assert method.agreement(same_step, reply) == expected


@pytest.mark.parametrize(
    ("evidence", "agreement", "stale", "expected"),
    [
        ("limited", "low", False, "very_low"),
        ("limited", "low", True, "very_low"),
        ("limited", "medium", False, "low"),
        ("medium", "low", True, "very_low"),
        ("limited", "high", False, "medium"),
        ("medium", "medium", True, "low"),
        ("robust", "medium", False, "high"),
        ("robust", "high", False, "very_high"),
        ("robust", "high", True, "high"),
    ],
)
def test_confidence_adds_two_ranks(evidence, agreement, stale, expected):
    assert method.confidence(evidence, agreement, stale) == expected


@pytest.mark.parametrize(
    ("asks", "expected"),
    [
        (["implemented"] * 2, (100, 1, 100, 100, "implemented", False)),
        (list(method.LADDER), (50, 1, 50, 50, "partly", False)),
        (["started", "partly"], (37.5, 1, 37.5, 37.5, "partly", False)),
        (["partly", "mostly"], (62.5, 1, 62.5, 62.5, "mostly", False)),
        (["started"], (25, 1, 25, 25, "started", False)),
        (["not_assessed"] * 2, (None, 0, 0, 100, "not_assessed", False)),
        (
            ["implemented", "not_assessed", "not_assessed"],
            (None, 1 / 3, 100 / 3, 100, "not_assessed", False),
        ),
        (["reversed"] * 2, (0, 1, 0, 0, "reversed", True)),
        (["reversed", "not_started"], (0, 1, 0, 0, "reversed", True)),
        (["reversed", "not_pursued"], (0, 1, 0, 0, "reversed", True)),
        (["not_pursued"] * 2, (0, 1, 0, 0, "not_pursued", False)),
        (["not_pursued", "not_started"], (0, 1, 0, 0, "not_started", False)),
        (["not_pursued", "not_assessed"], (0, 0.5, 0, 50, "not_pursued", False)),
        (["superseded"] * 2, (None, None, None, None, "superseded", False)),
        (["superseded", "not_assessed"], (None, 0, 0, 100, "not_assessed", False)),
        (
            ["reversed", "not_assessed", "not_assessed"],
            (None, 1 / 3, 0, 200 / 3, "not_assessed", True),
        ),
        ([], (None, 0, 0, 100, "not_assessed", False)),
    ],
)
def test_a_recommendation_follows_from_its_asks(asks, expected):
    result = method.recommendation(asks)

    figures = [result["score"], result["coverage"], result["low"], result["high"]]
    assert figures == [pytest.approx(value) for value in expected[:4]]
    assert (result["label"], result["reversed"]) == expected[4:]


def test_done_needs_every_applicable_ask_checked_and_done():
    asks = ["implemented", "implemented", "not_assessed"]

    assert method.recommendation(asks)["label"] == "mostly"


@pytest.mark.parametrize("weight", [0, -1, float("nan"), float("inf")])
def test_a_weight_that_is_no_weight_is_refused(weight):
    with pytest.raises(ValueError, match="weight"):
        method.recommendation([{"status": "partly", "weight": weight}])


@pytest.mark.parametrize(
    ("weight", "allowed"), [(0.49, False), (0.5, True), (3, True), (3.01, False)]
)
def test_published_weights_stay_between_a_half_and_three(weight, allowed):
    assert method.is_allowed_weight(weight) is allowed


def scored(score, coverage=1.0, **more):
    """One recommendation as a group takes it."""
    missing = (1 - coverage) * 100
    low = (score or 0.0) * coverage
    return {"score": score, "coverage": coverage, "low": low, "high": low + missing} | (
        more
    )


UNCHECKED = scored(None, 0.0)
SUPERSEDED = {"score": None, "coverage": None, "low": None, "high": None}


@pytest.mark.parametrize(
    ("items", "n", "n_scored", "score", "coverage", "level"),
    [
        ([], 0, 0, None, None, "none"),
        ([SUPERSEDED] * 6, 0, 0, None, None, "none"),
        ([scored(50.0)] * 2, 2, 2, None, 1, "none"),
        ([scored(50.0)] * 3, 3, 3, 50, 1, "provisional"),
        ([scored(50.0)] * 4 + [SUPERSEDED] * 2, 4, 4, 50, 1, "provisional"),
        ([scored(50.0)] * 5, 5, 5, 50, 1, "comparable"),
        ([scored(50.0)] * 8 + [UNCHECKED] * 2, 10, 8, 50, 0.8, "comparable"),
        ([scored(50.0)] * 7 + [UNCHECKED] * 3, 10, 7, 50, 0.7, "provisional"),
        ([scored(50.0)] * 5 + [UNCHECKED] * 5, 10, 5, 50, 0.5, "provisional"),
        ([scored(50.0)] * 4 + [UNCHECKED] * 5, 9, 4, None, 4 / 9, "none"),
        ([UNCHECKED] * 5, 5, 0, None, 0, "none"),
    ],
)
def test_the_gates_of_a_group(items, n, n_scored, score, coverage, level):
    group = method.rollup(items)

    assert (group["n"], group["n_scored"], group["level"]) == (n, n_scored, level)
    assert group["score"] == pytest.approx(score)
    assert group["coverage"] == pytest.approx(coverage)


def test_bounds_stay_where_the_score_is_withheld():
    group = method.rollup([scored(100.0), UNCHECKED])

    assert (group["score"], group["low"], group["high"]) == (None, 50.0, 100.0)


def test_a_priority_that_supports_weighs_as_one():
    items = [
        scored(100.0, weight=2.0, role="support"),
        scored(0.0, role="lead"),
        scored(0.0, role="lead"),
    ]

    assert method.agency(items)["score"] == pytest.approx(100 / 3)


def test_an_unknown_role_is_refused():
    with pytest.raises(ValueError, match="not a role"):
        method.agency([scored(1.0, role="boss")])


@pytest.mark.parametrize(
    ("n", "coverage", "alpha", "expected"),
    [
        (5, 0.8, 0.95, "comparable"),
        (5, 0.8, 0.8, "comparable"),
        (5, 0.8, 0.7985, "provisional"),
        (5, 0.8, 0.667, "provisional"),
        (5, 0.8, 0.6669, "none"),
        (5, 0.8, None, "provisional"),
        (2, 1.0, 0.95, "none"),
        (5, None, 0.95, "none"),
        (3, 1.0, 0.95, "provisional"),
    ],
)
def test_number_coverage_and_agreement_gate_together(n, coverage, alpha, expected):
    assert method.group_level(n, coverage, alpha) == expected


@pytest.mark.parametrize(
    ("alpha", "expected"),
    [
        (None, "provisional"),
        (-0.1, "none"),
        (0.6669, "none"),
        (0.667, "provisional"),
        (0.7999, "provisional"),
        (0.8, "ok"),
        (1.0, "ok"),
    ],
)
def test_what_agreement_lets_be_published(alpha, expected):
    assert method.publication_gate(alpha) == expected


def recs(*rows):
    """(issued, implemented, status) rows as the cohort takes them."""
    return [
        dict(zip(("issued", "implemented", "status"), r, strict=True)) for r in rows
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], None),
        ([(2022, 2023, "implemented")], None),
        ([(2021, 2025, "implemented")], 1.0),
        ([(2020, 2025, "implemented")], 0.0),
        ([(2020, None, "implemented")], 0.0),
        ([(2020, 2022, "reversed")], 0.0),
        ([(2020, 2022, "implemented"), (2020, None, "superseded")], 1.0),
        ([(2020, 2022, "implemented"), (2020, None, "not_assessed")], 0.5),
    ],
)
def test_the_four_year_rate_counts_only_the_old_enough(rows, expected):
    assert method.cohort_rate(recs(*rows), as_of_year=2025, years=4) == expected


def test_the_headline_names_undone_and_dropped_apart():
    counts = method.headline_counts(method.STATUSES)

    assert counts == method.HeadlineCounts(
        n=8,
        done=1,
        under_way=3,
        not_started=1,
        undone=1,
        dropped=1,
        not_checked=1,
        no_longer_applies=1,
    )
    assert counts.checked == 7


@pytest.mark.parametrize(
    ("x", "places", "expected"),
    [
        (2.5, 0, 3.0),
        (0.5, 0, 1.0),
        (0.49999, 0, 0.0),
        (-2.5, 0, -3.0),
        (-2.4, 0, -2.0),
        (-0.4, 0, 0.0),
        (2.675, 2, 2.68),
        (1.005, 2, 1.01),
        (-2.675, 2, -2.68),
        (56.25, 1, 56.3),
        (7.565041677, 1, 7.6),
        (99.95, 1, 100.0),
        (1e300, 4, 1e300),
        (7, 0, 7.0),
    ],
)
def test_a_half_is_rounded_up_as_the_reader_sees_it(x, places, expected):
    rounded = method.half_up(x, places)

    assert rounded == expected
    assert str(rounded) != "-0.0"


@pytest.mark.parametrize("x", [float("nan"), float("inf")])
def test_what_has_no_digits_is_not_rounded(x):
    with pytest.raises(ValueError, match="cannot be rounded"):
        method.half_up(x)


def test_a_method_version_survives_as_data():
    data = method.VERSION_1.to_dict()

    assert data["points"] == [0.0, 25.0, 50.0, 75.0, 100.0]
    assert method.Parameters.from_dict(data) == method.VERSION_1


@pytest.mark.parametrize(
    "change", [{"points": [0.0, 100.0]}, {"colour": 1}, {"slip_odds": []}]
)
def test_a_broken_method_version_is_refused(change):
    with pytest.raises(ValueError, match="parameters missing|one entry"):
        method.Parameters.from_dict(method.VERSION_1.to_dict() | change)


def test_another_method_version_gives_another_score():
    data = method.VERSION_1.to_dict() | {"points": [0.0, 10.0, 40.0, 60.0, 100.0]}
    other = method.Parameters.from_dict(data)

    assert method.recommendation(["started", "partly"], other)["score"] == 25.0


def test_dates_of_review_follow_the_status():
    reviewed = date(2024, 2, 29)

    assert method.review_due_on("partly", reviewed) == date(2025, 2, 28)
    assert method.expires_on("partly", reviewed) == date(2026, 2, 28)
    assert method.review_due_on("implemented", reviewed) == date(2026, 2, 28)
    assert method.expires_on("implemented", reviewed) == date(2028, 2, 29)
