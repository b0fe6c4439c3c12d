"""Marks in a text the words that were looked for; everything else is escaped."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from .finding import Found
from .question import Term
from .words import Word, folded_words, stem, words

BEFORE, AFTER = 80, 140
GAP = "…"


def mark(text: str, language: str, found: Found | None) -> str | SafeString:
    """The whole text with the words of a search marked."""
    if found is None:
        return text
    return _marked(text, hits_in(text, language, found.question.terms))


def excerpt(text: str, language: str, found: Found) -> SafeString:
    """The part of a text around its first hits, marked, cut between words."""
    places = hits_in(text, language, found.question.terms)
    if not places or len(text) <= BEFORE + AFTER:
        return _marked(text, places)
    start = _start(text, places[0].start - BEFORE)
    end = _end(text, max(places[0].end, start + BEFORE) + AFTER)
    kept = [
        Word(place.start - start, place.end - start, place.folded)
        for place in places
        if start <= place.start and place.end <= end
    ]
    before, after = GAP * (start > 0), GAP * (end < len(text))
    return SafeString(before + _marked(text[start:end], kept) + after)


def hits_in(text: str, language: str, terms: tuple[Term, ...]) -> list[Word]:
    """The words of a text that belong to any of the terms."""
    return words(text, fitting(terms, language))


def n_terms_in(text: str, language: str, terms: Iterable[Term]) -> int:
    """How many of the terms a text has a word of."""
    written = set(folded_words(text))
    return sum(any(map(fitting((t,), language).__getitem__, written)) for t in terms)


class Fitting(dict[str, bool]):
    """Whether a folded word is one that any of some terms asks for; found out once."""

    def __init__(self, terms: tuple[Term, ...], language: str) -> None:
        super().__init__()
        self.terms, self.language = terms, language

    def __missing__(self, folded: str) -> bool:
        if len(self) >= KEPT_WORDS:
            self.clear()
        fits_any = any(fits(folded, self.language, term) for term in self.terms)
        self[folded] = fits_any
        return fits_any


KEPT_WORDS = 10_000


def fitting(terms: tuple[Term, ...], language: str) -> Fitting:
    """What fits some terms in a text of a language ("en" or "es")."""
    return _fitting(terms, "es" if language.startswith("es") else "en")


@lru_cache(maxsize=128)
def _fitting(terms: tuple[Term, ...], language: str) -> Fitting:
    return Fitting(terms, language)


def fits(folded: str, language: str, term: Term) -> bool:
    """Whether a folded word of a text is one a term asks for."""
    return term.fits(stem(folded, language)) or (
        term.is_prefix and folded.startswith(term.written)
    )


def _start(text: str, place: int) -> int:
    return 0 if place <= 0 else text.find(" ", place) + 1


def _end(text: str, place: int) -> int:
    if place >= len(text):
        return len(text)
    space = text.rfind(" ", 0, place)
    return space if space > 0 else place


def _marked(text: str, places: Iterable[Word]) -> SafeString:
    parts: list[str] = []
    last = 0
    for place in places:
        parts.append(conditional_escape(text[last : place.start]))
        parts.append(
            f"<mark>{conditional_escape(text[place.start : place.end])}</mark>"
        )
        last = place.end
    parts.append(conditional_escape(text[last:]))
    return mark_safe("".join(parts))  # every part is escaped above
