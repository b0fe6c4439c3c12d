"""docs/security.md answers every line of the standard, with tests that exist."""

from __future__ import annotations

import re

from tests.served_site import ROOT

TEXT = (ROOT / "docs" / "security.md").read_text()
LINE = re.compile(r"^\| (V\d+\.\d+\.\d+) \| (\S+) \| (.+) \|$", re.MULTILINE)

# The lines of levels 1 and 2 of ASVS 5.0.0, by section.
LINES: dict[str, list[int]] = {
    "V1.1": [1, 2],
    "V1.2": [1, 2, 3, 4, 5, 6, 7, 8, 9],
    "V1.3": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
    "V1.4": [1, 2, 3],
    "V1.5": [1, 2],
    "V2.1": [1, 2, 3],
    "V2.2": [1, 2, 3],
    "V2.3": [1, 2, 3, 4],
    "V2.4": [1],
    "V3.2": [1, 2],
    "V3.3": [1, 2, 3, 4],
    "V3.4": [1, 2, 3, 4, 5, 6],
    "V3.5": [1, 2, 3, 4, 5],
    "V3.7": [1, 2],
    "V4.1": [1, 2, 3],
    "V4.2": [1],
    "V4.3": [1, 2],
    "V4.4": [1, 2, 3, 4],
    "V5.1": [1],
    "V5.2": [1, 2, 3],
    "V5.3": [1, 2],
    "V5.4": [1, 2, 3],
    "V6.1": [1, 2, 3],
    "V6.2": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
    "V6.3": [1, 2, 3, 4],
    "V6.4": [1, 2, 3, 4],
    "V6.5": [1, 2, 3, 4, 5],
    "V6.6": [1, 2, 3],
    "V6.8": [1, 2, 3, 4],
    "V7.1": [1, 2, 3],
    "V7.2": [1, 2, 3, 4],
    "V7.3": [1, 2],
    "V7.4": [1, 2, 3, 4, 5],
    "V7.5": [1, 2],
    "V7.6": [1, 2],
    "V8.1": [1, 2],
    "V8.2": [1, 2, 3],
    "V8.3": [1],
    "V8.4": [1],
    "V9.1": [1, 2, 3],
    "V9.2": [1, 2, 3, 4],
    "V10.1": [1, 2],
    "V10.2": [1, 2],
    "V10.3": [1, 2, 3, 4],
    "V10.4": [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11],
    "V10.5": [1, 2, 3, 4, 5],
    "V10.6": [1, 2],
    "V10.7": [1, 2, 3],
    "V11.1": [1, 2],
    "V11.2": [1, 2, 3],
    "V11.3": [1, 2, 3],
    "V11.4": [1, 2, 3, 4],
    "V11.5": [1],
    "V11.6": [1],
    "V12.1": [1, 2, 3],
    "V12.2": [1, 2],
    "V12.3": [1, 2, 3, 4],
    "V13.1": [1],
    "V13.2": [1, 2, 3, 4, 5],
    "V13.3": [1, 2],
    "V13.4": [1, 2, 3, 4, 5],
    "V14.1": [1, 2],
    "V14.2": [1, 2, 3, 4],
    "V14.3": [1, 2, 3],
    "V15.1": [1, 2, 3],
    "V15.2": [1, 2, 3],
    "V15.3": [1, 2, 3, 4, 5, 6, 7],
    "V16.1": [1],
    "V16.2": [1, 2, 3, 4, 5],
    "V16.3": [1, 2, 3, 4],
    "V16.4": [1, 2, 3],
    "V16.5": [1, 2, 3],
    "V17.1": [1],
    "V17.2": [1, 2, 3, 4],
    "V17.3": [1, 2],
}


class SecurityDocumentTests:
    def test_every_line_of_the_two_levels_is_answered_once(self) -> None:
        wanted = [f"{section}.{n}" for section, rows in LINES.items() for n in rows]

        assert [line for line, _state, _how in LINE.findall(TEXT)] == wanted
        assert len(wanted) == 253

    def test_every_answer_is_one_of_four_and_says_why(self) -> None:
        for line, state, how in LINE.findall(TEXT):
            assert state in {"met", "partly", "open", "n/a"}, line
            assert len(how) > 8, line

    def test_every_test_that_is_named_exists(self) -> None:
        named = set(re.findall(r"`(tests/[^`]+\.py)`", TEXT))

        assert len(named) > 15
        assert not [name for name in named if not (ROOT / name).is_file()]

    def test_every_other_file_that_is_named_exists(self) -> None:
        folders = "deploy|docs|fixtures|following|recommendations|tracker"
        named = set(re.findall(rf"`((?:{folders})/[^`]+)`", TEXT))

        assert len(named) > 5
        assert not [name for name in named if not (ROOT / name).is_file()]

    def test_every_setting_that_is_named_exists(self) -> None:
        known = (ROOT / ".env.example").read_text()
        named = set(re.findall(r"`([A-Z]+(?:_[A-Z]+)+)(?:=\w+)?`", TEXT))

        assert len(named) > 2
        assert not [name for name in named if f"\n{name}=" not in known]

    def test_what_is_not_met_is_said_at_length(self) -> None:
        unmet = {
            line: how
            for line, state, how in LINE.findall(TEXT)
            if state in {"partly", "open"}
        }

        assert not [line for line, how in unmet.items() if len(how) < 60]

    def test_every_decision_that_is_named_exists(self) -> None:
        numbers = set(re.findall(r"decision (\d{4})", TEXT))

        folder = ROOT / "docs" / "decisions"
        assert numbers
        assert not [n for n in numbers if not list(folder.glob(f"{n}-*.md"))]
