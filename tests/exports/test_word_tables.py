"""Columns of a Word table: wide enough for their words, and no wider together."""

from __future__ import annotations

import pytest

from exports.writers.word_tables import CENTIMETER, MARGIN, column_widths, extent

HEADS = ["Dependencia", "Peticiones", "Cumplida", "Puntuación", "Cobertura"]


def room(size: float, points: float) -> float:
    return size * points / CENTIMETER + 2 * MARGIN


class WidthTests:
    def test_a_narrow_column_gets_what_its_longest_word_lacks(self) -> None:
        texts = [[head, "1"] for head in HEADS]
        texts[3].append("verificación insuficiente")

        found = column_widths([5, 1, 1, 1, 1], texts, 8, 16.6)

        assert sum(found) == pytest.approx(16.6)
        words = [*HEADS[:3], "verificación", HEADS[4]]
        for width, word in zip(found, words, strict=True):
            assert width >= room(extent(word), 8) - 0.001

    def test_where_all_fit_the_shares_stay(self) -> None:
        assert column_widths([2, 1, 1], [["a"], ["b"], [""]], 9, 16) == [8, 4, 4]

    def test_a_word_of_wide_letters_gets_more_than_one_of_narrow_ones(self) -> None:
        """As in DejaVu Serif, the widest type that stands in for a missing one."""
        texts = [["a"], ["unknown"], ["initial"]]

        _rest, wide, narrow = column_widths([18, 1, 1], texts, 9, 16)

        assert wide >= room(4.65, 9)  # as measured
        assert narrow < wide

    def test_an_address_is_not_given_the_page(self) -> None:
        address = "https://example.org/" + "a" * 200

        assert column_widths([1, 1], [[address], ["Sí"]], 9, 10) == [5, 5]

    def test_words_that_no_page_holds_leave_the_shares(self) -> None:
        long = [["Responsabilidades"]] * 9

        assert column_widths([1] * 9, long, 9, 16.2) == pytest.approx([1.8] * 9)
