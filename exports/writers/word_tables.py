"""How wide the columns of a Word table are: no word of theirs is broken in two."""

from __future__ import annotations

from collections.abc import Sequence

LETTER = 0.66  # of the size of the type: a letter of a wide serif
CAPITAL, WIDE, NARROW = 0.85, 1.0, 0.45  # those that differ
MARGIN = 0.11  # centimeters on each side of a cell
LONGEST = 18  # letters; what is longer is an address, which may be broken
CENTIMETER = 72 / 2.54  # points


def column_widths(
    shares: Sequence[float], texts: Sequence[Sequence[str]], points: float, width: float
) -> list[float]:
    """Centimeters of each column.

    shares: of the width, as the table asks for. texts: what stands in each column,
    in type of that many points. A column too narrow for its longest word gets what
    it lacks from the others, from each by what it can spare.
    """
    asked = [width * share / sum(shares) for share in shares]
    needed = [_needed(column, points) for column in texts]
    spare = [max(0.0, has - need) for has, need in zip(asked, needed, strict=True)]
    lack = [max(0.0, need - has) for has, need in zip(asked, needed, strict=True)]
    if not sum(lack) or sum(lack) > sum(spare):
        return asked
    given = sum(lack) / sum(spare)
    return [
        has + less - more * given
        for has, less, more in zip(asked, lack, spare, strict=True)
    ]


def _needed(texts: Sequence[str], points: float) -> float:
    """Centimeters that the longest word of a column takes."""
    words = (word for text in texts for word in text.split() if len(word) <= LONGEST)
    longest = max(map(extent, words), default=LETTER)
    return longest * points / CENTIMETER + 2 * MARGIN


def extent(word: str) -> float:
    """How long a word is at most, in sizes of the type."""
    return sum(map(_letter, word))


def _letter(letter: str) -> float:
    if letter in "mwMW%":
        return WIDE
    if letter in "fijlrtIJ.,:;'-()[]":
        return NARROW
    return CAPITAL if letter.isupper() else LETTER
