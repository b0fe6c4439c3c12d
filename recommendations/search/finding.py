"""Answers a question: which documents have all its words, mended where mistyped."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np

from ..as_of import AsOf
from .backend import FIELDS, KINDS, Backend, Ids
from .index import reading
from .question import Question, Term, parse, prefix_term, word_term
from .ranking import RANKED_WHOLE, scores
from .vocabulary import nearest

SHORTEST_PREFIX = 3
FEWEST_FOR_ALL_BUT_ONE = 3
WITHOUT_EVIDENCE = FIELDS.index("evidence")


@dataclass(frozen=True)
class Found:
    """What a text finds among the recommendations.

    question: as it was answered. mended: (as written, as looked for) of each word
    that was mistyped. missing: words that stand nowhere. is_partial: no document
    has all the words, and these have all but one. ids: in no order. kept: what was made
    of it for one page and is needed again for the next.
    """

    question: Question
    mended: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    is_partial: bool
    ids: Ids
    depth: int
    kept: dict[Any, Any] = field(default_factory=dict, compare=False)

    @cached_property
    def by_depth(self) -> list[Ids]:
        """The matches in the first field, in the first two, and so on: sorted."""
        index = reading()
        found = index.by_depth("recommendation", self.question, self.depth)
        return [np.sort(ids) for ids in found]


def depth_in(view: AsOf) -> int:
    """How many of the fields a view may be searched in.

    Evidence has dates: that it happened, and that it was published. A view of
    another day must not show by a hit what was not known or had not happened, so
    it is searched in the words of the recommendations alone.
    """
    return len(FIELDS) if view.is_today else WITHOUT_EVIDENCE


def find(text: str, view: AsOf) -> Found:
    """Find recommendations for what a reader typed."""
    depth, index = depth_in(view), reading()
    asked = parse(text)
    ids = index.ids("recommendation", asked, depth) if asked else _nothing()
    if len(ids) or not asked:
        return Found(asked, (), (), False, ids, depth)
    question, mended, missing = _mend(asked, index, depth)
    ids = index.ids("recommendation", question, depth)
    is_partial = not len(ids) and len(question.terms) >= FEWEST_FOR_ALL_BUT_ONE
    if is_partial:
        ids = _all_but_one(question, index, depth)
    return Found(question, mended, missing, is_partial and len(ids) > 0, ids, depth)


def also_found(found: Found, kind: str) -> list[int]:
    """Ids of rows of another kind for the same question, best first."""
    if not found.question:
        return []
    index = reading()
    ids = index.ids(kind, found.question)
    few = ids[:RANKED_WHOLE].tolist()
    rated = scores(index, kind, few, found.question)
    return sorted(rated, key=lambda id_: (-rated[id_], id_))


def find_in(kind: str, text: str) -> list[int]:
    """Ids of rows of one kind for a text, mended where it is mistyped."""
    index, asked = reading(), parse(text)
    if not asked:
        return []
    ids = index.ids(kind, asked)
    if not len(ids):
        question, _mended, _missing = _mend(asked, index, len(FIELDS))
        ids = index.ids(kind, question)
    found: list[int] = ids.tolist()
    return found


def ratings(found: Found, ids: Ids) -> np.ndarray:
    """How well each of some found recommendations answers, the more the better.

    A few are weighed word by word; of many it counts only in which field all the
    words stand together.
    """
    if len(ids) <= RANKED_WHOLE or found.is_partial:
        few = ids[:RANKED_WHOLE].tolist()
        rated = scores(reading(), "recommendation", few, found.question)
        return np.array([rated.get(id_, 0.0) for id_ in ids.tolist()])
    rating = np.zeros(len(ids))
    for matched in found.by_depth:
        if len(matched):
            places = np.searchsorted(matched, ids).clip(max=len(matched) - 1)
            rating += matched[places] == ids
    return rating


def _nothing() -> Ids:
    return np.empty(0, dtype=np.int64)


def _mend(
    asked: Question, index: Backend, depth: int
) -> tuple[Question, tuple[tuple[str, str], ...], tuple[str, ...]]:
    terms: list[Term] = []
    mended, missing = [], []
    for term in asked.terms:
        held = _held_form(term, index, depth)
        terms.append(held or term)
        if held is None:
            missing.append(term.written)
        elif held.written != term.written:
            mended.append((term.written, held.written))
    return Question(tuple(terms)), tuple(mended), tuple(missing)


def _held_form(term: Term, index: Backend, depth: int) -> Term | None:
    """The term, or the beginning or the word that was meant; None if none is held."""
    if _is_held(term, index, depth):
        return term
    if term.is_phrase:
        return None
    if len(term.written) >= SHORTEST_PREFIX:
        begun = prefix_term(term.written)
        if _is_held(begun, index, depth):
            return begun
    meant = nearest(term.written)
    return word_term(meant) if meant else None


def _is_held(term: Term, index: Backend, depth: int) -> bool:
    return any(
        index.has(kind, Question((term,)), depth if kind == "recommendation" else 4)
        for kind in KINDS
    )


def _all_but_one(question: Question, index: Backend, depth: int) -> Ids:
    found = [
        index.ids("recommendation", Question(some), depth)
        for some in combinations(question.terms, len(question.terms) - 1)
    ]
    return np.unique(np.concatenate(found))
