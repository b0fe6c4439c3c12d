"""`manage.py check_method` as a person at a terminal meets it."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

RECORD = Path(__file__).parent / "samples" / "method_vectors.json"


def test_the_vectors_of_record_pass():
    out = StringIO()

    call_command("check_method", str(RECORD), stdout=out)

    assert out.getvalue() == "54 passed, 0 failed\n"


def test_a_failure_is_printed_with_both_values_and_ends_with_1(tmp_path):
    rows = [
        {"id": "X1", "call": "half_up", "inputs": {"x": 2.5}, "expected": 2.0},
        {"id": "X2", "call": "guess", "inputs": {}, "expected": 1},
        {"id": "X3", "call": "half_up", "inputs": {"x": 2.5}, "expected": 3.0},
    ]
    path, out = tmp_path / "vectors.json", StringIO()
    path.write_text(json.dumps({"vectors": rows}))

    with pytest.raises(SystemExit) as ended:
        call_command("check_method", str(path), stdout=out)

    assert ended.value.code == 1
    assert out.getvalue().splitlines() == [
        "FAILED X1 half_up: expected 2.0, got 3.0",
        "FAILED X2 guess: expected 1, unknown call 'guess'",
        "1 passed, 2 failed",
    ]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "Cannot read .*: No such file or directory"),
        ("{", "Cannot use .*: it is not JSON"),
        ("{}", 'Cannot use .*: it has no list of "vectors"'),
    ],
)
def test_a_file_that_cannot_be_used_is_named_with_the_reason(tmp_path, content, reason):
    path = tmp_path / "vectors.json"
    if content is not None:
        path.write_text(content)

    with pytest.raises(CommandError, match=reason) as refused:
        call_command("check_method", str(path))

    assert refused.value.returncode == 1
