"""Words, stems and questions: what the search makes of a text, without a database."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from recommendations.search.question import parse, prefix_term, word_term
from recommendations.search.words import fold, folded_words, stem, stems, words


class FoldingTests:
    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("Desaparición FORZADA", ["desaparicion", "forzada"]),
            (
                "Mexico's and the dealers’ kits",
                ["mexico", "and", "the", "dealers", "kits"],
            ),
            ("item 2.2, 50 rifles.", ["item", "2.2", "50", "rifles"]),
            ("ñandú-año", ["nandu", "ano"]),
            ("", []),
            ("?! — …", []),
        ],
    )
    def test_words_are_lower_case_without_accents(self, text, found):
        assert folded_words(text) == found

    @given(st.text(max_size=60))
    def test_each_word_stands_where_it_says(self, text):
        for word in words(text):
            assert 0 <= word.start < word.end <= len(text)
            assert fold(text[word.start : word.end])[:1] == word.folded[:1]


class StemTests:
    @pytest.mark.parametrize(
        ("one", "other", "language"),
        [
            ("policy", "policies", "en"),
            ("laundering", "laundered", "en"),
            ("arma", "armas", "es"),
            ("deportacion", "deportaciones", "es"),
            ("judicial", "judiciales", "es"),
        ],
    )
    def test_forms_of_a_word_meet(self, one, other, language):
        assert stem(one, language) == stem(other, language)

    def test_a_word_is_looked_for_by_the_rules_of_both_languages(self):
        assert set(stems("drogas")) == {stem("drogas", "en"), stem("drogas", "es")}


class QuestionTests:
    def test_common_words_are_left_out_beside_others(self):
        assert [term.written for term in parse("what did the ban do").terms] == ["ban"]

    def test_common_words_alone_are_looked_for(self):
        assert [term.written for term in parse("the who").terms] == ["the", "who"]

    def test_words_in_quotation_marks_stay_together_whole(self):
        (phrase,) = parse('"war on drugs"').terms

        assert phrase.is_phrase
        assert phrase.forms[0] == ("war", "on", "drug")

    def test_an_open_quotation_mark_is_no_error(self):
        assert [term.written for term in parse('"assault wea').terms] == [
            "assault",
            "wea",
        ]

    def test_a_word_said_twice_counts_once(self):
        assert len(parse("gun Gun GÚN").terms) == 1

    @pytest.mark.parametrize("text", ["", "   ", "?!", '""', "—"])
    def test_nothing_to_look_for_is_no_question(self, text):
        assert not parse(text)

    @given(st.text(max_size=200))
    def test_no_text_breaks_it_and_no_token_can_end_a_quotation(self, text):
        for term in parse(text).terms:
            for form in term.forms:
                for token in form:
                    assert token
                    assert not set(token) & set("'\"\\* ():&|!<>")

    def test_a_beginning_fits_longer_words_and_a_word_does_not(self):
        assert prefix_term("wea").fits("weapon")
        assert not word_term("wea").fits("weapon")
