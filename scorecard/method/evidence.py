"""What step a set of evidence can carry, and how sure that makes us.

METHOD.md section 3. Evidence is a list of (tier, publisher) pairs, tier A to D.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scorecard.method.parameters import VERSION_1, Parameters
from scorecard.method.steps import CONFIDENCE, FALLEN, LADDER, TIERS, known_status

Evidence = Iterable[Sequence[str]]

CARRIES = {
    "implemented": (("A", 1), ("B", 2)),
    "mostly": (("A", 1), ("B", 1)),
    "partly": (("A", 1), ("B", 1), ("C", 2)),
    "started": (("A", 1), ("B", 1), ("C", 1)),
    "not_started": (),
    "reversed": (("A", 1), ("B", 1), ("C", 2)),
    "not_pursued": (("A", 1), ("B", 1), ("C", 2)),
}
"""For each step the ways to carry it: a tier, and from how many publishers."""


@dataclass(frozen=True)
class Need:
    """One way to carry a step: `missing` more publishers of `tier`."""

    tier: str
    publishers: int
    missing: int


@dataclass(frozen=True)
class Carried:
    """The step that evidence carries beside the step that was claimed.

    `reason` is "carried", "above_evidence" (a lower step is carried),
    "claimed_not_verified" (no usable evidence at all) or "fall_not_carried"
    (undone or dropped, with opposing evidence too thin). `needs` are the ways
    to carry the claimed step, any one of which is enough; empty where it is.
    """

    status: str
    claimed: str
    is_capped: bool
    reason: str
    needs: tuple[Need, ...]


def publishers(evidence: Evidence) -> dict[str, set[str]]:
    """Publishers by tier, each counted once whatever its case or outer blanks.

    ValueError on a tier other than A, B, C or D (METHOD.md section 3).
    """
    found: dict[str, set[str]] = {tier: set() for tier in TIERS}
    for tier, publisher in evidence:
        if tier not in found:
            raise ValueError(f"{tier!r} is not an evidence tier")
        found[tier].add(publisher.strip().casefold())
    return found


def evidence_needed(status: str, evidence: Evidence) -> tuple[Need, ...]:
    """Ways to carry a status given what there is; empty where it is carried.

    "Not started", "no longer applies" and "not checked" need none here
    (METHOD.md section 3).
    """
    ways = CARRIES.get(known_status(status), ())
    found = publishers(evidence)
    if any(len(found[tier]) >= number for tier, number in ways):
        return ()
    return tuple(Need(tier, n, n - len(found[tier])) for tier, n in ways)


def evidence_cap(claimed: str, evidence: Evidence) -> str:
    """The status that the evidence carries, at most the claimed one.

    A claim within its evidence stays; one above it comes down to the highest
    step carried, at worst "not started". Undone or dropped without A, B or two
    C is not carried and reads "not started", worth the same zero points, so
    that losing evidence never raises anything. "No longer applies" and "not
    checked" pass through (METHOD.md section 3).
    """
    items = list(evidence)
    if not evidence_needed(claimed, items):
        return claimed
    if claimed in FALLEN:
        return LADDER[0]
    below = reversed(LADDER[: LADDER.index(claimed)])
    return next(step for step in below if not evidence_needed(step, items))


def carried(claimed: str, supporting: Evidence, opposing: Evidence = ()) -> Carried:
    """The step that dated evidence carries, why, and what would raise it.

    `supporting` is the evidence for a step up the ladder (bearing "supports"
    or "context"), `opposing` that for undone or dropped. Both must already be
    cut to what is dated by the as-of day (METHOD.md section 3).
    """
    items = list(opposing if claimed in FALLEN else supporting)
    status = evidence_cap(claimed, items)
    needs = evidence_needed(claimed, items)
    return Carried(status, claimed, bool(needs), _reason(claimed, items), needs)


def _reason(claimed: str, items: Sequence[Sequence[str]]) -> str:
    """The word for why a claim is carried or not."""
    if not evidence_needed(claimed, items):
        return "carried"
    if claimed in FALLEN:
        return "fall_not_carried"
    usable = any(tier != "D" for tier, _ in items)
    return "above_evidence" if usable else "claimed_not_verified"


def evidence_strength(evidence: Evidence) -> str:
    """The first axis of confidence: "robust", "medium" or "limited".

    Robust: an A and a second publisher. Medium: one A, or two publishers of B
    or C. Limited: anything else. D carries nothing and adds no publisher
    (METHOD.md section 3).
    """
    found = publishers(evidence)
    several = len(found["A"] | found["B"] | found["C"]) >= 2
    if found["A"]:
        return "robust" if several else "medium"
    return "medium" if several else "limited"


def agreement(same_step: bool | None, reply: str) -> str:
    """The second axis of confidence: "high", "medium" or "low".

    `same_step` says whether two coders alone chose the same step, None where
    one coded. `reply` is "none", "undisputed" or "disputed" (with documents).
    A missing reply is never taken as consent (METHOD.md section 3).
    """
    if reply not in ("none", "undisputed", "disputed"):
        raise ValueError(f"{reply!r} is not a kind of reply")
    if same_step is False or reply == "disputed":
        return "low"
    return "high" if same_step and reply == "undisputed" else "medium"


def confidence(evidence: str, agreement: str, stale: bool = False) -> str:
    """One of five words from the ranks of evidence and agreement, added up.

    `evidence` is limited, medium or robust, `agreement` low, medium or high,
    `stale` true when review is due: one level less, never below very low
    (METHOD.md section 3).
    """
    strengths, agreements = ("limited", "medium", "robust"), ("low", "medium", "high")
    if evidence not in strengths or agreement not in agreements:
        raise ValueError(f"no confidence for {evidence!r} and {agreement!r}")
    rank = strengths.index(evidence) + agreements.index(agreement)
    return CONFIDENCE[max(0, rank - bool(stale))]


def slip_probability(word: str, parameters: Parameters = VERSION_1) -> float:
    """The odds, 0 to 1, that an ask of this confidence belongs one step away.

    METHOD.md section 6.
    """
    if word not in CONFIDENCE:
        raise ValueError(f"{word!r} is not a confidence")
    return parameters.slip_odds[CONFIDENCE.index(word)]
