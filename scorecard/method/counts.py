"""Counts that stand before every score: of recommendations, and of outcomes.

METHOD.md sections 1, 5 and 8.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from scorecard.method.steps import known_status

UNDER_WAY = ("started", "partly", "mostly")


@dataclass(frozen=True)
class HeadlineCounts:
    """How many recommendations stand where; `n` leaves out what no longer applies."""

    n: int
    done: int
    under_way: int
    not_started: int
    undone: int
    dropped: int
    not_checked: int
    no_longer_applies: int

    @property
    def checked(self) -> int:
        """Recommendations with enough checked to have a status."""
        return self.n - self.not_checked


def headline_counts(labels: Iterable[str]) -> HeadlineCounts:
    """Group the labels of recommendations (or asks) as the headline names them.

    Undone and dropped are never folded into "not started"
    (METHOD.md sections 1 and 8).
    """
    return headline_numbers(Counter(labels))


def headline_numbers(numbers: Mapping[str, int]) -> HeadlineCounts:
    """The same from how many have each label."""
    found = Counter({known_status(label): n for label, n in numbers.items()})
    return HeadlineCounts(
        n=found.total() - found["superseded"],
        done=found["implemented"],
        under_way=sum(found[label] for label in UNDER_WAY),
        not_started=found["not_started"],
        undone=found["reversed"],
        dropped=found["not_pursued"],
        not_checked=found["not_assessed"],
        no_longer_applies=found["superseded"],
    )


@dataclass(frozen=True)
class OutcomeCounts:
    """Outcome metrics by class: those with a target, those without, those unjudged."""

    met_or_on_track: int
    with_target: int
    better: int
    little_change: int
    worse: int
    not_judged: int


def outcome_counts(results: Iterable[Mapping[str, Any]]) -> OutcomeCounts:
    """Count what `metric` gave: "4 of 11 met or on track; without a target ...".

    Met late counts as met. Too early, stale, broken, without data or baseline
    is not judged. Only outcomes belong here, and the caller counts once with
    and once without targets that are our own reading (METHOD.md section 5).
    """
    items = list(results)
    classes = Counter(item["category"] for item in items)
    free = Counter(
        item["since_baseline"] for item in items if item["category"] == "no_target"
    )
    good = sum(classes[name] for name in ("met", "met_late", "on_track"))
    bad = sum(classes[name] for name in ("missed", "behind", "little_change", "worse"))
    without = free["better"] + free["little_change"] + free["worse"]
    return OutcomeCounts(
        met_or_on_track=good,
        with_target=good + bad,
        better=free["better"],
        little_change=free["little_change"],
        worse=free["worse"],
        not_judged=len(items) - good - bad - without,
    )
