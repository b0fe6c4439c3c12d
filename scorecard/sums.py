"""The working of a long group: the sums of its parts in place of each recommendation.

A group is the sum of weight times score over the sum of weights of its scored
recommendations (METHOD.md section 4), so the sums of its parts add up to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum

from .build import Line


@dataclass(frozen=True)
class Sums:
    """What one part brings to the group.

    n: recommendations that still apply. n_scored: those with a score. weight: the sum
    of the weights of the scored. points: the sum of weight times score, of 0 to 100.
    """

    title: str
    url: str
    n: int
    n_scored: int
    weight: float
    points: float


def sums(title: str, url: str, lines: Sequence[Line]) -> Sums:
    """The sums of these lines, each at the weight with which it enters the group."""
    scored = [(line.weight, line.score) for line in lines if line.score is not None]
    return Sums(
        title=title,
        url=url,
        n=sum(line.coverage is not None for line in lines),
        n_scored=len(scored),
        weight=fsum(weight for weight, _score in scored),
        points=fsum(weight * score for weight, score in scored),
    )
