"""The words of the index, and the ones nearest to a word that is mistyped."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from django.db import connections, router
from rapidfuzz import process
from rapidfuzz.distance import OSA

from ..models import SearchWord
from .backend import Document

SHORTEST_MENDED = 4
ONE_MISTAKE_UP_TO = 7


class Gathering:
    """Collects the words of documents on their way into the index."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()

    def through(self, documents: Iterable[Document]) -> Iterator[Document]:
        """The same documents; their words are counted once for each."""
        for document in documents:
            self._counts.update(document.words)
            yield document

    def add_missing(self) -> None:
        """Add the words that the vocabulary lacks."""
        self._insert(" ON CONFLICT DO NOTHING")

    def replace_all(self) -> None:
        """Write the vocabulary, which is empty."""
        self._insert("")

    def _insert(self, otherwise: str) -> None:
        """Long texts bring ten thousand words: they go in a column at a time."""
        rows = [
            (word, len(word), count) for word, count in sorted(self._counts.items())
        ]
        asked = connections[router.db_for_write(SearchWord)]
        into = f"INSERT INTO {SearchWord._meta.db_table} (word, length, n_documents)"
        with asked.cursor() as cursor:
            if asked.vendor == "postgresql":
                columns = [list(column) for column in zip(*rows, strict=True)]
                arrays = "unnest(%s::text[], %s::int[], %s::int[])"
                if rows:
                    cursor.execute(f"{into} SELECT * FROM {arrays}{otherwise}", columns)
            else:
                cursor.executemany(f"{into} VALUES (%s, %s, %s){otherwise}", rows)


def nearest(word: str) -> str | None:
    """The word of the vocabulary that was probably meant; None if none is near.

    One mistake (a letter too many, too few, wrong, or two swapped) is forgiven
    from four letters on, two from eight. Among equals the more frequent word wins.
    """
    if len(word) < SHORTEST_MENDED or any(letter.isdigit() for letter in word):
        return None
    most = 1 if len(word) <= ONE_MISTAKE_UP_TO else 2
    held = SearchWord.objects.filter(length__range=(len(word) - most, len(word) + most))
    return _nearest(word, held.filter(word__startswith=word[0]), most) or _nearest(
        word, held, most
    )


def _nearest(word: str, held: Iterable[SearchWord], most: int) -> str | None:
    counts = dict(held.values_list("word", "n_documents"))  # type: ignore[attr-defined]
    found = process.extract(
        word, list(counts), scorer=OSA.distance, score_cutoff=most, limit=50
    )
    ranked = sorted(
        (distance, -counts[other], other) for other, distance, _place in found
    )
    return ranked[0][2] if ranked else None
