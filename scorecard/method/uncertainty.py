"""The likely range of a score by simulation, and when two groups differ.

METHOD.md section 6. Draws come from NumPy's Generator(PCG64(seed)).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from scorecard.method.evidence import slip_probability
from scorecard.method.groups import recommendation, status_and_weight, weight_of
from scorecard.method.parameters import VERSION_1, Parameters
from scorecard.method.steps import LADDER, TOLERANCE, step_of

Scores = NDArray[np.float64]
Groups = Mapping[str, Sequence[Mapping[str, Any]]]


def simulate(
    *,
    seed: int,
    groups: Groups | None = None,
    statuses: Sequence[str] | None = None,
    confidence: str | Sequence[str] | None = None,
    runs: int | None = None,
    parameters: Parameters = VERSION_1,
) -> dict[str, Any]:
    """The 5th, 50th and 95th percentile of the score, per group.

    `groups` maps names to recommendations {id, weight?, asks: [{id?, status,
    confidence, weight?}]} and gives {name: {p5, p50, p95}}, with None where a
    group has nothing scored; for exactly two groups also `p_first_gt_second`,
    the share of runs (0 to 1) in which the first is higher. The short form,
    `statuses` with one confidence for all or one each, is one group of
    recommendations of one ask and gives {p5, p50, p95}. Runs default to
    10,000, or 1,000 where a group holds more than 2,000 checked asks. The same
    seed gives the same answer, whatever the order of the rows, as long as
    recommendations and asks carry ids (METHOD.md section 6).
    """
    if groups is None:
        group = _single_asks(statuses or (), confidence)
        drawn = simulated_scores({"": group}, seed, runs, parameters)
        return dict(percentiles(drawn, parameters)[""])
    drawn = simulated_scores(groups, seed, runs, parameters)
    answer: dict[str, Any] = dict(percentiles(drawn, parameters))
    if len(drawn) == 2:
        answer["p_first_gt_second"] = share_higher(*drawn.values())
    return answer


def simulated_scores(
    groups: Groups,
    seed: int,
    runs: int | None = None,
    parameters: Parameters = VERSION_1,
) -> dict[str, Scores | None]:
    """The score of each group in each run; None for a group with nothing scored.

    All groups share the draws: a recommendation or ask that stands in several,
    known by its id, gets the same ones in each. Drawn in this order: points of
    started, partly, mostly; a weight factor per recommendation; a slip per
    checked ask; each for all runs at once, recommendations and asks in the
    order of their ids. Recommendations too little checked for a score are left
    out, as they are from the score; undone and dropped stand at zero and can
    slip up to started (METHOD.md section 6).
    """
    sampled = {name: _entries(items, parameters) for name, items in groups.items()}
    size = runs or default_runs(
        max((sum(len(e.asks) for e in s) for s in sampled.values()), default=0),
        parameters,
    )
    tallies = {name: _Tally(size) for name in groups}
    generator = np.random.Generator(np.random.PCG64(seed))
    points = _drawn_points(generator, size, parameters)
    members = _members(sampled)
    low, high = parameters.weight_factor
    factors = generator.uniform(low, high, (len(members), size))
    for factor, key in zip(factors, sorted(members), strict=True):
        _add(members[key], tallies, factor, points, generator)
    return {name: tally.scores() for name, tally in tallies.items()}


def percentiles(
    drawn: Mapping[str, Scores | None], parameters: Parameters = VERSION_1
) -> dict[str, dict[str, float | None]]:
    """p5, p50 and p95 of each group's simulated scores, None where there are none.

    Not rounded: `likely_range` does that (METHOD.md section 6).
    """
    names, wanted = ("p5", "p50", "p95"), parameters.percentiles
    return {
        group: dict.fromkeys(names)
        if scores is None
        else dict(zip(names, np.percentile(scores, wanted).tolist(), strict=True))
        for group, scores in drawn.items()
    }


def default_runs(n_checked_asks: int, parameters: Parameters = VERSION_1) -> int:
    """How many runs a group of this size gets (METHOD.md section 6)."""
    large = n_checked_asks > parameters.large_group
    return parameters.runs_large if large else parameters.runs


def seed_from_hash(hexdigest: str) -> int:
    """The default seed: the first 8 hex digits of the input hash.

    METHOD.md section 6.
    """
    return int(hexdigest[:8], 16)


def share_higher(first: Scores | None, second: Scores | None) -> float | None:
    """The share of runs, 0 to 1, in which the first group is higher; ties are not.

    None where either has no score (METHOD.md section 6).
    """
    if first is None or second is None:
        return None
    return float(np.mean(first > second + TOLERANCE))


def no_clear_difference(
    p_first: float | None,
    p_second: float | None = None,
    parameters: Parameters = VERSION_1,
) -> bool:
    """Whether two groups may not be called different: neither higher in 90 percent.

    `p_first` is the share of runs in which the first is higher, `p_second` the
    same the other way round; left out, it is taken as the rest, which is right
    only without ties. Unknown (None) is no clear difference
    (METHOD.md section 6).
    """
    if p_first is None:
        return True
    other = 1.0 - p_first if p_second is None else p_second
    return max(p_first, other) < parameters.clear_share - TOLERANCE


def is_clearly_different(
    first: Scores | None, second: Scores | None, parameters: Parameters = VERSION_1
) -> bool:
    """Whether one of two simulated groups is higher in 90 percent of the runs.

    Ties count for neither. Both must come from one `simulated_scores`
    (METHOD.md section 6).
    """
    p_first, p_second = share_higher(first, second), share_higher(second, first)
    return not no_clear_difference(p_first, p_second, parameters)


@dataclass(frozen=True)
class _Ask:
    """A checked ask: its key in the draws, step 0 to 4, slip odds and weight."""

    key: str
    step: int
    odds: float
    weight: float


@dataclass(frozen=True)
class _Entry:
    """A scored recommendation as one group sees it."""

    key: str
    weight: float
    asks: Sequence[_Ask]


@dataclass
class _Tally:
    """Weighted sums of one group, a place for each run."""

    size: int
    total: Scores = field(init=False)
    weight: Scores = field(init=False)

    def __post_init__(self) -> None:
        """Begin at zero."""
        self.total = np.zeros(self.size)
        self.weight = np.zeros(self.size)

    def scores(self) -> Scores | None:
        """The score in each run, None where nothing was added."""
        if not self.weight.any():
            return None
        return np.clip(self.total / self.weight, 0.0, 100.0)


def _single_asks(
    statuses: Sequence[str], confidence: str | Sequence[str] | None
) -> list[dict[str, Any]]:
    """The short form as a group: one ask to a recommendation."""
    words = confidence
    if words is None or isinstance(words, str):
        words = [words or "medium"] * len(statuses)
    return [
        {"id": f"{i:09d}", "asks": [{"status": status, "confidence": word}]}
        for i, (status, word) in enumerate(zip(statuses, words, strict=True))
    ]


def _entries(
    items: Sequence[Mapping[str, Any]], parameters: Parameters
) -> list[_Entry]:
    """The scored recommendations of a group, cut to their checked asks."""
    return [
        _Entry(str(item["id"]), weight_of(item), list(_checked(item, parameters)))
        for item in items
        if recommendation(item["asks"], parameters)["score"] is not None
    ]


def _checked(item: Mapping[str, Any], parameters: Parameters) -> Iterator[_Ask]:
    """The checked asks of a recommendation; without an id its place is the key."""
    for place, ask in enumerate(item["asks"]):
        status, weight = status_and_weight(ask)
        step = step_of(status)
        if step is not None:
            odds = slip_probability(ask["confidence"], parameters)
            key = str(ask.get("id", ask.get("ask", f"{place:09d}")))
            yield _Ask(key, step, odds, weight)


def _members(
    sampled: Mapping[str, Sequence[_Entry]],
) -> dict[str, list[tuple[str, _Entry]]]:
    """For each recommendation the groups it stands in."""
    found: dict[str, list[tuple[str, _Entry]]] = {}
    for name, entries in sampled.items():
        for entry in entries:
            found.setdefault(entry.key, []).append((name, entry))
    return found


def _drawn_points(
    generator: np.random.Generator, size: int, parameters: Parameters
) -> Scores:
    """The points of each step (rows) in each run, uniform in their ranges."""
    points = np.empty((len(LADDER), size))
    for step, (low, high) in enumerate(parameters.ranges):
        points[step] = low if low == high else generator.uniform(low, high, size)
    return points


def _add(
    members: Sequence[tuple[str, _Entry]],
    tallies: Mapping[str, _Tally],
    factor: Scores,
    points: Scores,
    generator: np.random.Generator,
) -> None:
    """Draw the slips of one recommendation and add it to each of its groups."""
    keys = sorted({ask.key for _, entry in members for ask in entry.asks})
    slips = dict(zip(keys, generator.random((len(keys), factor.size)), strict=True))
    for name, entry in members:
        score = _slipped_score(entry.asks, slips, points)
        weight = entry.weight * factor
        tallies[name].total += weight * score
        tallies[name].weight += weight


def _slipped_score(
    asks: Sequence[_Ask], slips: Mapping[str, Scores], points: Scores
) -> Scores:
    """The score of one recommendation in each run, after the slips of its asks."""
    total = np.zeros(points.shape[1])
    for ask in sorted(asks, key=lambda ask: ask.key):
        draw, top = slips[ask.key], len(LADDER) - 1
        up = points[ask.step + 1 if ask.step < top else top - 1]
        down = points[ask.step - 1 if ask.step > 0 else 1]
        slipped = np.where(draw < ask.odds / 2, up, down)
        total += ask.weight * np.where(draw < ask.odds, slipped, points[ask.step])
    return total / sum(ask.weight for ask in asks)
