"""How well a document answers: which words, how often, in which field.

Computed here from counts, not by the databases, so that both give the same order.
"""

from __future__ import annotations

from collections.abc import Sequence

from .backend import Backend
from .question import Question

RANKED_WHOLE = 400
"""Up to so many documents are weighed word by word."""

WEIGHTS = (12.0, 4.0, 4.0, 1.0)
"""What one occurrence is worth in title, body, names, evidence."""

HALF = 6.0
"""Where repeating a word has brought half of what it ever can."""


def scores(
    index: Backend, kind: str, ids: Sequence[int], question: Question
) -> dict[int, float]:
    """The score of each document: for each term 0 to 1, added up."""
    if not ids:
        return {}
    counted = index.counts(kind, ids, question.terms)
    return {
        id_: sum(_worth(fields) for fields in counts.values())
        for id_, counts in counted.items()
    }


def _worth(fields: Sequence[int]) -> float:
    weighed = sum(w * n for w, n in zip(WEIGHTS, fields, strict=True))
    return round(weighed / (weighed + HALF), 6)
