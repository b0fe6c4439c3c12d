"""What the writers guard against spreadsheets, the readers take off again."""

from __future__ import annotations

from hypothesis import given, strategies as st

from exports.writers.cells import guarded
from ingestion.parse.cells import without_apostrophe

TEXTS = st.text(st.sampled_from("'=+-@\t\r\n＝＋－＠ab1 "), max_size=6)


class CellTests:
    @given(TEXTS)
    def test_a_guarded_text_is_read_as_it_was_written(self, text: str) -> None:
        assert without_apostrophe(guarded(text)) == text

    @given(TEXTS)
    def test_no_guarded_text_begins_a_formula(self, text: str) -> None:
        assert guarded(text)[:1] not in set("=+-@\t\r\n＝＋－＠")
