"""Text to tokens: accents folded, words stemmed by the rules of their language.

Pure: knows no database. The same functions make the index and read a question.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

import Stemmer

LANGUAGES = ("en", "es")
LONGEST_WORD = 40

_ALGORITHMS = {"en": "english", "es": "spanish"}
_WORD = re.compile(r"[^\W_]+(?:\.\d+)*")
_POSSESSIVE = re.compile(r"['’]s\b")
_UNACCENTED_ENDING = re.compile(r"([cs])ion$")
_SHORT_PLURAL = re.compile(r"(?<=..[aeo])s$")

_mine = threading.local()

COMMON_ENGLISH = """
    a about all also am an and any are as at be been being but by can could did do
    does doing done for from had has have he her hers him his how i if in into is it
    its may me might mine more most much must my no nor not of on one or our ours
    out over own s same shall she should so some such than that the their theirs
    them then there these they this those through to too under until up us very was
    we were what when where which while who whom whose why will with would you your
"""
COMMON_SPANISH = """
    al algo alguna alguno ante antes aquel aun cada como con contra cual cuales
    cuando cuanto cuantos de del desde donde dos e el ella ellas ellos en entre era
    es esa ese eso esta estaba estan estas este esto estos fue fueron ha haber habia
    han hasta hay la las le les lo los mas mi mis muy ni nos nosotros o os otra otro
    para pero poco por porque que quien quienes se sea ser si sido sin sobre son su
    sus tal tambien tan tanto te tiene tienen todo todos tu un una uno unos y ya yo
    hace hacer hizo
"""
COMMON = frozenset(_WORD.findall(COMMON_ENGLISH + COMMON_SPANISH))
"""Words that carry no subject; they are looked for only inside a phrase."""


class _Letters(dict[int, int | None]):
    """Each letter to itself, each accent to nothing; found out once for each."""

    def __missing__(self, letter: int) -> int | None:
        self[letter] = None if unicodedata.combining(chr(letter)) else letter
        return self[letter]


_LETTERS = _Letters()


class Word(NamedTuple):
    """One word of a text: where it stands, and folded."""

    start: int
    end: int
    folded: str


def fold(text: str) -> str:
    """Lower case without accents; other letters stay."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKD", text).translate(_LETTERS).lower()


def fold_in_place(text: str) -> str:
    """The same, letter by letter, so that places in the text stay true."""
    if text.isascii():
        return text.lower()
    return "".join(folded[0] if (folded := fold(c)) else c for c in text)


def words(text: str, wanted: Mapping[str, bool] | None = None) -> list[Word]:
    """The words of a text with their places; a possessive is its word.

    wanted: for each folded word, whether it is to be among them.
    """
    bare = _POSSESSIVE.sub(lambda found: " " * len(found[0]), fold_in_place(text))
    return [
        Word(found.start(), found.end(), found[0][:LONGEST_WORD])
        for found in _WORD.finditer(bare)
        if wanted is None or wanted[found[0][:LONGEST_WORD]]
    ]


def folded_words(text: str) -> list[str]:
    """The folded words of a text in their order."""
    bare = _POSSESSIVE.sub(" ", fold(text))
    return [word[:LONGEST_WORD] for word in _WORD.findall(bare)]


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """The stem of a folded word.

    Spanish stems depend on the accent of -ción, which a reader often leaves out;
    it is put back before stemming, so that both spellings meet. Short plurals that
    the stemmer leaves alone (armas) lose their s, as longer ones do.
    """
    if language != "es":
        return fold(_stemmer(language).stemWord(word))
    found = fold(_stemmer(language).stemWord(_UNACCENTED_ENDING.sub(r"\1ión", word)))
    return _SHORT_PLURAL.sub("", found)


def _stemmer(language: str) -> Stemmer.Stemmer:
    """This thread's own: they keep state between words."""
    if not hasattr(_mine, language):
        setattr(_mine, language, Stemmer.Stemmer(_ALGORITHMS[language]))
    found: Stemmer.Stemmer = getattr(_mine, language)
    return found


def stems(word: str) -> tuple[str, ...]:
    """The stems of a folded word in each language, without repetition."""
    return tuple(dict.fromkeys(stem(word, language) for language in LANGUAGES))


def tokens(text: str, language: str) -> list[str]:
    """The tokens of a text in one language, in its order."""
    return [stem(word, language) for word in folded_words(text)]
