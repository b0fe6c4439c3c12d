"""The vectors of record pass, and a broken vector file says what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scorecard import vectors

RECORD = Path(__file__).parent / "samples" / "method_vectors.json"
OF_RECORD = vectors.read_vectors(RECORD.read_bytes())


def vector(call, inputs, expected, **more):
    """One vector as a file would give it."""
    row = {"id": "X1", "call": call, "inputs": inputs, "expected": expected} | more
    return vectors.read_vectors(json.dumps([row]).encode())[0]


@pytest.mark.parametrize("case", OF_RECORD, ids=lambda case: case.id)
def test_a_vector_of_record_passes(case):
    outcome = vectors.run(case)

    assert outcome.passed, str(outcome)


def test_the_tally_counts_both():
    good, bad = vector("half_up", {"x": 2.5}, 3), vector("half_up", {"x": 2.5}, 2)

    assert len(OF_RECORD) == 54
    assert vectors.tally([]) == "0 passed, 0 failed"
    assert vectors.tally([vectors.run(good), vectors.run(bad)]) == "1 passed, 1 failed"


def test_a_failure_shows_both_values():
    outcome = vectors.run(vector("period_end", "FY2012", "2012-12-31"))

    expected = 'FAILED X1 period_end: expected "2012-12-31", got "2012-09-30"'
    assert str(outcome) == expected


def test_an_unknown_call_fails():
    outcome = vectors.run(vector("__import__", "os", None))

    assert not outcome.passed
    assert "unknown call '__import__'" in str(outcome)


@pytest.mark.parametrize(
    ("call", "inputs"),
    [
        ("metric", {"b": 1}),
        ("period_end", 2012),
        ("recommendation", ["done"]),
        ("half_up", {"x": "much"}),
        ("rollup", {"a": 1}),
    ],
)
def test_refused_inputs_fail_and_do_not_end_the_run(call, inputs):
    outcome = vectors.run(vector(call, inputs, None))

    assert not outcome.passed
    assert "refused" in str(outcome)


@pytest.mark.parametrize(
    ("call", "inputs", "expected"),
    [
        ("band", {"pace": 0.95}, "on_track"),
        ("band", {"P": 0.3}, "little_change"),
        ("band", -1, "worse"),
        ("band", None, None),
        ("alpha", {"rows": [[1, 2], [1, 2]], "level": "ordinal"}, 1.0),
        (
            "cagr_ratio",
            {"b": 1, "x": 2, "T": 4, "tb": 2000, "t": 2005, "tT": 2010, "direction": 1},
            1.0,
        ),
        (
            "simulate",
            {"statuses": ["implemented"] * 9, "confidence": "very_high"}
            | {"seed": 1, "runs": 500},
            {"p5": 95.9, "p50": 100.0, "p95": 100.0},
        ),
    ],
)
def test_every_call_can_be_named(call, inputs, expected):
    outcome = vectors.run(vector(call, inputs, expected, tolerance=2))

    assert outcome.passed, str(outcome)


@pytest.mark.parametrize(
    ("expected", "actual", "same"),
    [
        (1.0, 1.0000009, True),
        (1.0, 1.0000011, False),
        (1, True, False),
        (None, 0, False),
        (0, None, False),
        (False, False, True),
        ({"a": 1}, {"a": 1.0}, True),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        ({"a": 1, "b": None}, {"a": 1}, False),
        ([1, 2], [2, 1], False),
        ([1, 2], [1], False),
        ({"flags": ["x", "y"]}, {"flags": ["y", "x"]}, True),
        ({"flags": ["x"]}, {"flags": []}, False),
        (float("nan"), float("nan"), False),
        ("a", "a", True),
    ],
)
def test_answers_agree_only_where_they_are_the_same(expected, actual, same):
    assert vectors.matches(expected, actual, 1e-6) is same


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not JSON (line 1"),
        (b"{", "not JSON (line 1"),
        (b"\xff\xfe{", "not text in UTF-8"),
        (b"{}", 'no list of "vectors"'),
        (b'{"vectors": {}}', 'no list of "vectors"'),
        (b'"x"', 'no list of "vectors"'),
        (b"[1]", "vector 1 is not an object"),
        (b'[{"id": 1, "call": "band"}]', "vector 1 has no inputs, expected"),
        (b"[" * 100_000, "too large"),
        (b"1" * 10_000, "too large"),
    ],
)
def test_a_file_that_is_no_vector_file_says_why(content, reason):
    with pytest.raises(vectors.VectorFileError) as caught:
        vectors.read_vectors(content)

    assert reason in str(caught.value)


@pytest.mark.parametrize("tolerance", ["much", None, -1, True, float("nan"), 10**400])
def test_a_tolerance_must_be_a_number(tolerance):
    with pytest.raises(vectors.VectorFileError, match="no usable tolerance"):
        vector("band", None, None, tolerance=tolerance)
