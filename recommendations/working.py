"""The working behind one recommendation's figures, step by step: pure, no ORM.

It takes what a standing keeps and the dated evidence of a view, and says what a
reader with a pencil needs: which sources were counted for an ask, the step they
carry, what would carry a higher one, and the sum that gives the score. All
arithmetic and every rule is ``scorecard.method``'s (METHOD.md sections 3, 4, 6).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum
from typing import Any

from scorecard import method
from scorecard.method import Need

UNCOUNTED = ("superseded", "not_assessed")
PARAMETERS = method.VERSION_1


@dataclass(frozen=True)
class Item:
    """One dated fact as it can be read in the view.

    sources: (tier, publisher) pairs. asks: the letters it bears on.
    """

    key: str
    happened_on: date
    bearing: str
    asks: frozenset[str]
    sources: tuple[tuple[str, str], ...]

    @property
    def carries_nothing(self) -> bool:
        """Whether every source is an unsupported statement (tier D)."""
        return all(tier == "D" for tier, _publisher in self.sources)


@dataclass(frozen=True)
class TierCount:
    """The publishers counted for a tier, each once, as first spelled."""

    tier: str
    publishers: tuple[str, ...]


@dataclass(frozen=True)
class AskWorking:
    """How one ask got its step.

    claimed: the editors' step; status: the one that counts. points: 0 to 100, None
    where it is unknown or left the count. counted: the publishers behind the step,
    by tier. carrying, not_enough, against, later: keys of evidence; later ones are
    dated after the assessment and wait for the next. could_carry: the highest step
    its evidence allows. needs: any one of these would carry the claimed step;
    next_needs: the same for the step above it, ``next_step``.
    """

    code: str
    weight: float
    claimed: str
    status: str
    cap_reason: str
    confidence: str
    evidence_strength: str
    agreement: str
    second: str
    freshness: str
    reviewed_on: date | None
    judged_on: date | None
    points: float | None
    counted: tuple[TierCount, ...]
    carrying: tuple[str, ...]
    not_enough: tuple[str, ...]
    against: tuple[str, ...]
    later: tuple[str, ...]
    could_carry: str
    needs: tuple[Need, ...]
    next_step: str
    next_needs: tuple[Need, ...]

    @property
    def is_capped(self) -> bool:
        """Whether its evidence carries less than was claimed."""
        return self.cap_reason not in ("", "carried")

    @property
    def differs(self) -> bool:
        """Whether the second coder chose another step."""
        return bool(self.second) and self.second != self.claimed

    @property
    def is_checked(self) -> bool:
        """Whether it enters the score."""
        return self.points is not None


@dataclass(frozen=True)
class LikelyRange:
    """5th to 95th percentile in whole points, rounded outwards; how it was made."""

    low: int
    high: int
    runs: int
    seed: int


@dataclass(frozen=True)
class ScoreWorking:
    """The sum that gives a recommendation's score, coverage and bounds.

    points_sum: weight times points over the checked asks; checked_weight and
    applicable_weight: sums of weights; high_sum: points_sum with the unchecked at
    100. score, low, high: 0 to 100; coverage: 0 to 1; None where unknown. reason:
    why it has its label, one of the codes of ``label_reason``.
    """

    asks: tuple[AskWorking, ...]
    points_sum: float
    checked_weight: float
    applicable_weight: float
    high_sum: float
    score: float | None
    coverage: float | None
    low: float | None
    high: float | None
    label: str
    reason: str

    @property
    def checked(self) -> tuple[AskWorking, ...]:
        """The asks that enter the score."""
        return tuple(ask for ask in self.asks if ask.is_checked)

    @property
    def unchecked(self) -> tuple[AskWorking, ...]:
        """The asks that still apply and are not checked."""
        return tuple(ask for ask in self.asks if ask.status == "not_assessed")

    @property
    def gone(self) -> tuple[AskWorking, ...]:
        """The asks that no longer apply."""
        return tuple(ask for ask in self.asks if ask.status == "superseded")


def ask_working(
    kept: Mapping[str, Any], judged_on: date | None, items: Iterable[Item]
) -> AskWorking:
    """The working of one ask.

    kept: the ask as its standing keeps it. judged_on: the as-of day of the
    assessment that gave its step, None where none did. items: all evidence of the
    view; only what bears on the ask and is dated by ``judged_on`` is counted.
    """
    own = [item for item in items if kept["ask"] in item.asks]
    until = judged_on or date.min
    dated = [item for item in own if item.happened_on <= until]
    towards = [item for item in dated if item.bearing != "opposes"]
    away = [item for item in dated if item.bearing == "opposes"]
    fallen = kept["claimed"] in method.FALLEN
    behind, against = (away, towards) if fallen else (towards, away)
    sources = _sources(behind)
    carries = kept["status"] not in (*UNCOUNTED, method.LADDER[0])
    carrying = [item for item in behind if carries and not item.carries_nothing]
    next_step = _next_step(kept["claimed"])
    names = "weight claimed status cap_reason confidence evidence_strength"
    names += " agreement second freshness"
    return AskWorking(
        code=kept["ask"],
        reviewed_on=_day(kept["reviewed_on"]),
        judged_on=judged_on,
        points=points(kept["status"]),
        counted=tier_counts(sources),
        carrying=_keys(carrying),
        not_enough=_keys(item for item in behind if item not in carrying),
        against=_keys(item for item in against if item.bearing != "context"),
        later=_keys(item for item in own if item.happened_on > until),
        could_carry=method.evidence_cap(method.LADDER[-1], _sources(towards)),
        needs=method.carried(kept["claimed"], _sources(towards), _sources(away)).needs,
        next_step=next_step,
        next_needs=method.evidence_needed(next_step, _sources(towards))
        if next_step
        else (),
        **{name: kept[name] for name in names.split()},
    )


def score_working(asks: Sequence[AskWorking]) -> ScoreWorking:
    """The sum over a recommendation's asks, with its coverage, bounds and label."""
    result = method.recommendation(
        [{"status": ask.status, "weight": ask.weight} for ask in asks]
    )
    checked = [ask for ask in asks if ask.points is not None]
    applicable = [ask for ask in asks if ask.status != method.SUPERSEDED]
    open_weight = fsum(ask.weight for ask in applicable if ask.points is None)
    points_sum = fsum(ask.weight * (ask.points or 0.0) for ask in checked)
    return ScoreWorking(
        asks=tuple(asks),
        points_sum=points_sum,
        checked_weight=fsum(ask.weight for ask in checked),
        applicable_weight=fsum(ask.weight for ask in applicable),
        high_sum=points_sum + 100.0 * open_weight,
        score=result["score"],
        coverage=result["coverage"],
        low=result["low"],
        high=result["high"],
        label=result["label"],
        reason=label_reason(result["label"], result["score"], bool(asks)),
    )


def label_reason(label: str, score: float | None, has_asks: bool) -> str:
    """Why a recommendation has its label, as a code for a sentence.

    too_little_checked, nothing_applies, no_asks, all_done, nothing_started, undone,
    dropped, below_first_cut, below_second_cut, above_cuts (METHOD.md section 4).
    """
    if score is None:
        if not has_asks:
            return "no_asks"
        gone = label == method.SUPERSEDED
        return "nothing_applies" if gone else "too_little_checked"
    named = {
        "implemented": "all_done",
        "not_started": "nothing_started",
        "reversed": "undone",
        "not_pursued": "dropped",
        "started": "below_first_cut",
        "partly": "below_second_cut",
    }
    return named.get(label, "above_cuts")


def likely_range(
    reference: str, asks: Sequence[AskWorking], version: str
) -> LikelyRange | None:
    """The likely range of one recommendation's score; None where it has no score.

    reference: its public reference, which keys the draws. version: of the method.
    The seed is taken from the inputs, so the same record gives the same range.
    """
    member = {
        "id": reference,
        "weight": 1.0,
        "asks": [
            {
                "id": ask.code,
                "status": ask.status,
                "confidence": ask.confidence or method.CONFIDENCE[0],
                "weight": ask.weight,
            }
            for ask in asks
        ],
    }
    seed = _seed([member, version])
    found = method.simulate(seed=seed, groups={"total": [member]})["total"]
    if found["p5"] is None:
        return None
    low, high = method.likely_range(found["p5"], found["p95"])
    return LikelyRange(low, high, method.default_runs(len(asks)), seed)


def points(status: str) -> float | None:
    """Points of a step, 0 to 100; None for unknown and for what left the count."""
    step = method.step_of(status)
    return None if step is None else PARAMETERS.points[step]


def tier_counts(sources: Iterable[tuple[str, str]]) -> tuple[TierCount, ...]:
    """Publishers by tier, A first, each counted once whatever its case."""
    found: dict[str, dict[str, str]] = {tier: {} for tier in method.TIERS}
    for tier, publisher in sources:
        found[tier].setdefault(publisher.strip().casefold(), publisher.strip())
    return tuple(
        TierCount(tier, tuple(sorted(names.values())))
        for tier, names in found.items()
        if names
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _next_step(claimed: str) -> str:
    """The step above on the ladder; empty at its top and off it."""
    if claimed not in method.LADDER[:-1]:
        return ""
    return method.LADDER[method.LADDER.index(claimed) + 1]


def _sources(items: Iterable[Item]) -> list[tuple[str, str]]:
    return [source for item in items for source in item.sources]


def _keys(items: Iterable[Item]) -> tuple[str, ...]:
    return tuple(item.key for item in items)


def _seed(values: Any) -> int:
    text = json.dumps(values, sort_keys=True, separators=(",", ":"))
    return method.seed_from_hash(hashlib.sha256(text.encode()).hexdigest())
