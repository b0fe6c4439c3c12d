"""Marks in a text the words that were looked for; everything else is escaped."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from .finding import Found
from .question import Term
from .words import Word, stem, words

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


def hits_in(text: str, language: str, terms: Iterable[Term]) -> list[Word]:
    """The words of a text that belong to any of the terms."""
    known = "es" if language.startswith("es") else "en"
    return [
        word for word in words(text) if any(fits(word, known, term) for term in terms)
    ]


def fits(word: Word, language: str, term: Term) -> bool:
    """Whether a word of a text is one a term asks for."""
    return term.fits(stem(word.folded, language)) or (
        term.is_prefix and word.folded.startswith(term.written)
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
