"""Runs a file of method vectors against the method: appendix C of METHOD.md.

Pure: text in, results out. It knows no file, no terminal and no database.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from scorecard import method

CALLS: Mapping[str, Callable[..., Any]] = {
    "evidence_cap": method.evidence_cap,
    "confidence": method.confidence,
    "freshness": method.freshness,
    "as_of_pick": method.as_of_pick,
    "recommendation": method.recommendation,
    "rollup": method.rollup,
    "agency": method.agency,
    "cohort_rate": method.cohort_rate,
    "metric": method.metric,
    "period_end": method.period_end,
    "cagr_ratio": method.cagr_ratio,
    "band": method.band,
    "simulate": method.simulate,
    "alpha": method.alpha,
    "half_up": method.half_up,
}
"""The calls a vector may name."""

OTHER_NAMES: Mapping[str, Mapping[str, str]] = {
    "cagr_ratio": {"tb": "t0", "direction": "d"},
    "band": {"P": "pace", "R": "pace", "ratio": "pace", "cagr_ratio": "pace"},
}
"""Names of inputs that the method's text uses beside those of our functions."""

DEFAULT_TOLERANCE = 1e-6
LARGEST_TOLERANCE = 1e6
UNORDERED = ("flags",)


class VectorFileError(ValueError):
    """The file is not a vector file; the message says why, in one sentence."""


@dataclass(frozen=True)
class Vector:
    """One vector of record: what to call, with what, and what must come back."""

    id: str
    call: str
    inputs: Any
    expected: Any
    tolerance: float


@dataclass(frozen=True)
class Outcome:
    """What came back for one vector; `problem` says why where nothing did."""

    vector: Vector
    passed: bool
    actual: Any
    problem: str = ""

    def __str__(self) -> str:
        """One line: the vector, the expected value and the one that came back."""
        got = self.problem or f"got {_shown(self.actual)}"
        vector = self.vector
        wanted = f"expected {_shown(vector.expected)}"
        return f"FAILED {vector.id} {vector.call}: {wanted}, {got}"


def read_vectors(content: bytes) -> list[Vector]:
    """The vectors of a file: {"vectors": [...]} or a plain list, in UTF-8 JSON.

    VectorFileError where it cannot be read as such.
    """
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise VectorFileError("it is not text in UTF-8") from error
    except json.JSONDecodeError as error:
        raise VectorFileError(
            f"it is not JSON (line {error.lineno}, column {error.colno}: {error.msg})"
        ) from error
    except (ValueError, RecursionError) as error:
        raise VectorFileError("its numbers or its nesting are too large") from error
    rows = data.get("vectors") if isinstance(data, dict) else data
    if not isinstance(rows, list):
        raise VectorFileError('it has no list of "vectors"')
    return [_vector(row, number) for number, row in enumerate(rows, start=1)]


def run(vector: Vector) -> Outcome:
    """Call the method as a vector says and compare what comes back.

    An unknown call fails, and so does a call that refuses its inputs.
    """
    function = CALLS.get(vector.call)
    if function is None:
        return Outcome(vector, False, None, f"unknown call {vector.call!r}")
    try:
        actual = _call(function, vector)
        passed = matches(vector.expected, actual, vector.tolerance)
    except Exception as error:
        problem = f"refused: {type(error).__name__}: {error}"
        return Outcome(vector, False, None, problem)
    return Outcome(vector, passed, actual)


def matches(expected: Any, actual: Any, tolerance: float) -> bool:
    """Whether two answers agree: numbers within the tolerance, all else exactly.

    Keys must be the same, true is not 1, and flags have no order.
    """
    if _is_number(expected) and _is_number(actual):
        return bool(expected == actual or abs(expected - actual) <= tolerance)
    if isinstance(expected, dict) and isinstance(actual, dict):
        return expected.keys() == actual.keys() and all(
            matches(*_ordered(key, expected[key], actual[key]), tolerance)
            for key in expected
        )
    if isinstance(expected, list) and isinstance(actual, list):
        return len(expected) == len(actual) and all(
            matches(e, a, tolerance) for e, a in zip(expected, actual, strict=True)
        )
    return type(expected) is type(actual) and bool(expected == actual)


def tally(outcomes: list[Outcome]) -> str:
    """The last line: `N passed, N failed`."""
    passed = sum(outcome.passed for outcome in outcomes)
    return f"{passed} passed, {len(outcomes) - passed} failed"


def _vector(row: Any, number: int) -> Vector:
    """One row of the file as a vector."""
    if not isinstance(row, dict):
        raise VectorFileError(f"vector {number} is not an object")
    missing = [k for k in ("id", "call", "inputs", "expected") if k not in row]
    if missing:
        raise VectorFileError(f"vector {number} has no {', '.join(missing)}")
    tolerance = row.get("tolerance", DEFAULT_TOLERANCE)
    if not _is_number(tolerance) or not 0 <= tolerance <= LARGEST_TOLERANCE:
        raise VectorFileError(f"vector {number} has no usable tolerance")
    vector_id, call = str(row["id"]), str(row["call"])
    return Vector(vector_id, call, row["inputs"], row["expected"], float(tolerance))


def _call(function: Callable[..., Any], vector: Vector) -> Any:
    """An object of inputs becomes named arguments, anything else is the argument."""
    if not isinstance(vector.inputs, dict):
        return function(vector.inputs)
    names = OTHER_NAMES.get(vector.call, {})
    return function(**{names.get(k, k): value for k, value in vector.inputs.items()})


def _ordered(key: str, expected: Any, actual: Any) -> tuple[Any, Any]:
    """Sort lists whose order means nothing."""
    if key in UNORDERED and isinstance(expected, list) and isinstance(actual, list):
        return sorted(expected, key=str), sorted(actual, key=str)
    return expected, actual


def _is_number(value: Any) -> bool:
    """Whether a JSON value is a number; true and false are not."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _shown(value: Any) -> str:
    """A value as it stands in the file."""
    return json.dumps(value, ensure_ascii=False, default=str)
