"""The typeface of printed reports: whole, and quick to set."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from exports.fonts import quick_kerning
from exports.writers.status_report_pdf import FONTS, is_latin_alone

FILES = sorted(FONTS.glob("*.ttf"))


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def font(request: pytest.FixtureRequest) -> TTFont:
    return TTFont(request.param)


class KerningTests:
    def test_letters_that_would_touch_are_kerned(self, font: TTFont) -> None:
        found = quick_kerning.kerning(font)

        assert found["f", "i"] > 0
        assert found["T", "o"] < 0
        assert found["V", "a"] < 0

    def test_lines_end_between_no_two_kerned_letters(self, font: TTFont) -> None:
        glyphs = {glyph for pair in quick_kerning.kerning(font) for glyph in pair}

        assert glyphs.isdisjoint(quick_kerning.LINES_END_AT)
        assert {"space", "slash", "hyphen"} <= set(font.getGlyphOrder())

    @pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
    def test_to_rewrite_it_again_changes_nothing(
        self, path: Path, tmp_path: Path
    ) -> None:
        copy = tmp_path / path.name
        copy.write_bytes(path.read_bytes())

        quick_kerning.rewrite(copy)

        assert copy.read_bytes() == path.read_bytes()


class LetterTests:
    @pytest.mark.parametrize("words", ["Mérida – “€5” ≤ 10", "Łódź", "ạ", ""])
    def test_latin_letters_and_signs_need_no_script(self, words: str) -> None:
        assert is_latin_alone(words)

    @pytest.mark.parametrize("words", ["Ω", "Москва", "تقرير", "日本", "ไทย", "🙂"])
    def test_other_letters_do(self, words: str) -> None:
        assert not is_latin_alone(f"In {words} alone")
