"""What a reader typed, as terms that a document must have.

Pure: knows no database. A term is a word or a phrase in quotation marks, with every
form under which the index may hold it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from .words import COMMON, LANGUAGES, folded_words, stem, stems

MOST_TERMS = 12
_PARTS = re.compile(r'"([^"]*)"|“([^”]*)”|«([^»]*)»|([^"“«]+)')

Form = tuple[str, ...]


@dataclass(frozen=True)
class Term:
    """One thing asked for.

    written: folded, as the reader wrote it. forms: tokens in a row, any of which
    will do. is_prefix: words that only begin so will do as well.
    """

    written: str
    forms: tuple[Form, ...]
    is_prefix: bool = False

    @property
    def is_phrase(self) -> bool:
        """Whether it is words in a row."""
        return any(len(form) > 1 for form in self.forms)

    def fits(self, token: str) -> bool:
        """Whether a token of a text belongs to it."""
        if token in self.parts:
            return True
        return self.is_prefix and token.startswith(tuple(self.parts))

    @cached_property
    def parts(self) -> frozenset[str]:
        """Every token of its forms."""
        return frozenset(part for form in self.forms for part in form)


@dataclass(frozen=True)
class Question:
    """All terms; a document has each of them."""

    terms: tuple[Term, ...]

    def __bool__(self) -> bool:
        return bool(self.terms)


def parse(text: str) -> Question:
    """Read what was typed; common words count only where nothing else is said."""
    found: list[Term] = []
    loose: list[str] = []
    for *quoted, plain in _PARTS.findall(text):
        phrase = folded_words(" ".join(quoted))
        if len(phrase) > 1:
            found.append(phrase_term(phrase))
        loose += phrase if len(phrase) == 1 else folded_words(plain)
    telling = [word for word in loose if word not in COMMON]
    kept = telling or ([] if found else loose)
    found += [word_term(word) for word in dict.fromkeys(kept)]
    return Question(tuple(dict.fromkeys(found))[:MOST_TERMS])


def word_term(word: str) -> Term:
    """A folded word in its stems."""
    return Term(word, tuple((form,) for form in stems(word)))


def prefix_term(word: str) -> Term:
    """A folded word as the beginning of others."""
    return Term(word, ((word,),), is_prefix=True)


def phrase_term(phrase: list[str]) -> Term:
    """Words in a row, stemmed by the rules of each language."""
    forms = [tuple(stem(word, language) for word in phrase) for language in LANGUAGES]
    return Term(" ".join(phrase), tuple(dict.fromkeys(forms)))
