"""The numbers of docs/methodology.md, computed again by the method itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from recommendations.choices import AskStatus
from scorecard import method

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "methodology.md"
TEXT = " ".join(DOCUMENT.read_text(encoding="utf-8").split())
LINES = DOCUMENT.read_text(encoding="utf-8").splitlines()
P = method.VERSION_1


def table(*header: str) -> list[list[str]]:
    """The rows of the table with this header."""
    start = LINES.index(f"| {' | '.join(header)} |")
    rows = []
    for line in LINES[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def number(pattern: str) -> float:
    """The number that the text gives where the pattern stands."""
    found = re.search(pattern, TEXT)
    assert found, f"the document no longer says {pattern!r}"
    return float(found[1].replace(",", ""))


class WorkedExampleTests:
    """Recommendation 2.2, the report it belongs to, and one indicator."""

    def test_points_of_each_ask_are_those_of_its_step(self) -> None:
        for _letter, status, points in table("Ask", "Step", "Points"):
            step = method.step_of(status)

            said = "unknown" if step is None else f"{P.points[step]:g}"

            assert points == said

    def test_the_recommendation_comes_out_as_printed(self) -> None:
        asks = [row[1] for row in table("Ask", "Step", "Points")]

        result = method.recommendation(asks)

        printed = (
            number(r"Score: \([^)]*\) / \d+ = ([\d.]+)\. Coverage"),
            number(r"Coverage: \d+ / \d+ = ([\d.]+)\. If the"),
            number(r"not done at all: 200 / 7 = ([\d.]+)\. If it"),
            number(r"If it is done: 300 / 7 = ([\d.]+)\. Below"),
        )
        assert printed == (
            method.half_up(result["score"] or 0, 1),
            method.half_up(result["coverage"] or 0, 2),
            method.half_up(result["low"] or 0, 1),
            method.half_up(result["high"] or 0, 1),
        )
        assert f"the label is `{result['label']}`" in TEXT

    def test_the_report_comes_out_as_printed(self) -> None:
        rows = table("Recommendation", "Score", "Coverage")
        items = [
            {"score": float(s), "coverage": float(c), "low": float(s), "high": 100.0}
            for _reference, s, c in rows
        ]

        result = method.rollup(items)

        assert len(rows) == number(r"The report has (\d+) recommendations")
        assert number(r"Their mean is ([\d.]+), shown") == method.half_up(
            result["score"] or 0, 1
        )
        assert number(r"shown as (\d+)\. Coverage") == method.half_up(
            result["score"] or 0
        )
        assert number(r"Coverage is ([\d.]+), so the number") == method.half_up(
            result["coverage"] or 0, 2
        )
        assert result["level"] == "comparable"

    def test_the_agreement_named_makes_the_score_provisional(self) -> None:
        alpha = number(r"with an alpha of ([\d.]+), so")

        assert method.publication_gate(alpha) == "provisional"

    def test_the_indicator_comes_out_as_printed(self) -> None:
        baseline = number(r"Baseline ([\d,]+) \(2010\)")
        target = number(r"target ([\d,]+) by 2016")
        value = number(r"value ([\d,]+) in 2016")

        result = method.metric(
            baseline, 2011.0, target, 2017.0, [[2017.0, value, ""]], -1, 2017.0
        )

        printed = number(r"= ([\d.]+) percent of the gap closed")
        assert printed == method.half_up(result["attainment"] or 0, 1)
        assert f"decides: `{result['category']}`" in TEXT


class NumbersTests:
    """Points, cuts and gates as the text gives them."""

    def test_every_status_stands_with_its_points_and_range(self) -> None:
        rows = {
            row[0].strip("`"): row
            for row in table("Code", "Label", "Points", "Range", "Test")
        }

        assert set(rows) == set(AskStatus.values)
        for status in AskStatus:
            step = method.step_of(status.value)
            assert rows[status.value][1] == status.label
            if step is not None:
                low, high = P.ranges[step]
                ends = f"{low:g}" if low == high else f"{low:g}-{high:g}"
                assert rows[status.value][2:4] == [f"{P.points[step]:g}", ends]

    @pytest.mark.parametrize(
        ("pattern", "value"),
        [
            (r"due after (\d+) months and expires", P.review_months),
            (r"expires after (\d+) \(done", P.expiry_months),
            (r"\(done: (\d+) and", P.review_months_done),
            (r"\(done: \d+ and (\d+)\)", P.expiry_months_done),
            (r"below ([\d.]+) no score is published", P.alpha_gates[0]),
            (r"below ([\d.]+), or where it is not measured", P.alpha_gates[1]),
            (r"at least (\d+) \(or all\)", P.double_coded_minimum),
            (r"else started below ([\d.]+), partly", P.label_cuts[0]),
            (r"partly done below ([\d.]+), mostly", P.label_cuts[1]),
            (r"No figure with fewer than (\d) scored", P.minimum_scored),
            (r"scored or C below ([\d.]+)\. Comparable", P.minimum_coverage),
            (r"Comparable from (\d) scored", P.comparable_scored),
            (r"scored and C of ([\d.]+)\. Between", P.comparable_coverage),
            (r"gives ([\d.]+) to 3; a priority", P.weight_limits[0]),
            (r"a priority weighs (\d)\.", P.priority_weight),
            (r"supporting ([\d.]+); shared", P.supporting_weight),
            (r"at least (\d) years old", P.cohort_years),
            (r"On track from ([\d.]+),", P.pace_cuts[0]),
            (r"behind from ([\d.]+),", P.pace_cuts[1]),
            (r"too early below ([\d.]+) elapsed", P.too_early),
            (r"cut at (\d) percent of the baseline", P.material_change * 100),
            (r"([\d,]+) runs from a stored seed", P.runs),
            (r"\(([\d,]+) above 2,000", P.runs_large),
            (r"above ([\d,]+) checked asks", P.large_group),
            (r"weight factor of ([\d.]+) to", P.weight_factor[0]),
            (r"higher in (\d+) percent of runs", P.clear_share * 100),
        ],
    )
    def test_the_text_gives_the_number_of_the_method(
        self, pattern: str, value: float
    ) -> None:
        assert number(pattern) == pytest.approx(value)

    def test_the_odds_of_a_slip_are_those_of_the_method(self) -> None:
        found = re.search(r"odds of (\d+), (\d+), (\d+), (\d+) and (\d+) percent", TEXT)

        assert found
        assert [float(odds) for odds in found.groups()] == pytest.approx(
            [odds * 100 for odds in P.slip_odds]
        )
