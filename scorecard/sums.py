"""The working of a long group: the sums of its parts in place of each recommendation.

A group is the sum of weight times score over the sum of weights of its scored
recommendations (METHOD.md section 4), so the sums of its parts add up to it.
"""

from __future__ import annotations

from dataclasses import dataclass


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
