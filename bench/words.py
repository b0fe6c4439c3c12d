"""Seeded prose with the frequencies of real prose: few common words, many rare ones."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, product
from pathlib import Path
from random import Random

COMMON = Path(__file__).with_name("words.txt").read_text().split()

SYLLABLES = [*map("".join, product("bdfglm", "aeiou"))][:15]
RARE = ["".join(parts) for n in (3, 4) for parts in product(SYLLABLES, repeat=n)]
VOCABULARY = COMMON + RARE
FLATTENING = 8  # keeps the most frequent word from filling every sentence


WEIGHTS = list(
    accumulate(1 / (rank + FLATTENING) for rank in range(1, len(VOCABULARY) + 1))
)


class Prose:
    """Texts of a given number of words, the same for the same seed."""

    def __init__(self, random: Random) -> None:
        self._random = random

    def words(self, number: int) -> list[str]:
        """That many words, common ones more often."""
        return self._random.choices(VOCABULARY, cum_weights=WEIGHTS, k=number)

    def text(self, number: int) -> str:
        """One sentence."""
        return f"{' '.join(self.words(number)).capitalize()}."

    def heading(self, number: int) -> str:
        """The same without a full stop."""
        return " ".join(self.words(number)).capitalize()

    def pool(self, size: int, number: int) -> Sequence[str]:
        """Sentences to draw from, where one of its own for each row costs too much."""
        return [self.text(number) for _ in range(size)]
