"""Picks the text of a bilingual pair of columns for a reader's language.

The base column holds the English text, ``<name>_es`` the Spanish one, as in the
data pack. A missing translation falls back to the other language and says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class LocalText:
    """A text, the language it is in, and whether that is not the one asked for."""

    text: str
    language: str
    is_fallback: bool

    def __str__(self) -> str:
        return self.text


def in_language(record: Any, name: str, language: str) -> LocalText:
    """The text of ``name`` on a record in ``language`` ("en" or "es").

    An empty translation gives the other language's text with its language code.
    """
    return pick(getattr(record, name), getattr(record, f"{name}_es", ""), language)


def pick(english: str, spanish: str, language: str) -> LocalText:
    """The same for two texts at hand."""
    wanted = "es" if language.startswith("es") else "en"
    texts = {"en": english or "", "es": spanish or ""}
    if texts[wanted]:
        return LocalText(texts[wanted], wanted, is_fallback=False)
    other = "en" if wanted == "es" else "es"
    return LocalText(texts[other], other, is_fallback=bool(texts[other]))


def short_title(report: Any, language: str) -> str:
    """ "The Drug War in Mexico, 2011": the title up to a colon, and the year."""
    title, _colon, _rest = str(in_language(report, "title", language)).partition(":")
    return f"{title}, {report.issued_on.year}"
