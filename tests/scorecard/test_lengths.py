"""How tall a long section is said to be before it is laid out."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given, strategies as st

from scorecard.templatetags.lengths import STEPS, tall

LAYOUT = Path(__file__).parents[2] / "static" / "css" / "layout.css"


class TallTests:
    @given(rows=st.integers(0, 100), each=st.integers(1, 20))
    def test_a_section_is_given_at_least_the_room_its_rows_take(
        self, rows: int, each: int
    ) -> None:
        given_room = int(tall(rows, each).rsplit("--", 1)[1])

        assert given_room in STEPS
        assert given_room >= rows * each

    def test_beyond_the_last_step_it_is_the_last(self) -> None:
        assert tall(10_000, 12) == "tall tall--2048"

    def test_the_stylesheet_knows_every_step(self) -> None:
        known = re.findall(r"\.tall--(\d+) { --tall: (\d+); }", LAYOUT.read_text())

        assert known == [(str(step), str(step)) for step in STEPS]
