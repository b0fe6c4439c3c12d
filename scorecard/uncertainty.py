"""Likely ranges for the groups of a scorecard: seeded, hashed, made once.

A page computes a range only for at most ``PAGE_LIMIT`` recommendations; larger
ones are made by the publishing side and read back by the hash of their inputs.
Source: METHOD.md section 6.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.core.cache import cache

from . import method
from .build import Group, LikelyRange, Line, Scorecard
from .models import LikelyRangeRow

PAGE_LIMIT = 200

Result = dict[str, Any]


def inputs(groups: Mapping[str, Group]) -> dict[str, list[dict[str, Any]]]:
    """What the simulation takes, in plain values, group by group."""
    return {key: [_member(line) for line in g.lines] for key, g in groups.items()}


def inputs_hash(values: Any) -> str:
    """SHA-256 of plain values, written in one canonical way."""
    text = json.dumps(values, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def simulated(values: Mapping[str, Sequence[Mapping[str, Any]]], seed: int) -> Result:
    """Percentiles per group, and which groups are not clearly different."""
    drawn = method.simulated_scores(values, seed)
    summary = method.percentiles(drawn)
    return {
        "groups": summary,
        "no_clear_difference": {
            key: [
                other
                for other in drawn
                if other != key
                and not method.is_clearly_different(drawn[key], drawn[other])
            ]
            for key in drawn
        },
    }


def prepared(card: Scorecard) -> tuple[dict[str, Any], int, str]:
    """What the simulation of a scorecard takes, its seed, and the hash of both.

    The seed comes from the whole alone, so that a total has the same range on a
    page that shows it by itself and on one that shows its parts as well.
    """
    whole = inputs({"total": card.total})
    seed = method.seed_from_hash(inputs_hash([whole, card.method_version]))
    values = inputs(_groups(card))
    return values, seed, inputs_hash([values, card.method_version, seed])


def with_ranges(card: Scorecard) -> Scorecard:
    """The scorecard with the likely range of each group that shows a score."""
    return all_with_ranges([card])[0]


def all_with_ranges(cards: Sequence[Scorecard]) -> list[Scorecard]:
    """The same for several scorecards; one query where any of them is long."""
    long = any(map(is_long, cards))
    made = [prepared(card) for card in cards]
    held = stored([digest for _values, _seed, digest in made], in_table=long)
    found = []
    for card, (values, seed, digest) in zip(cards, made, strict=True):
        result = held.get(digest)
        if result is None and not is_long(card):
            result = simulated(values, seed)
            cache.set(f"likely:{digest}", result, None)
        found.append(
            card if result is None else _with(card, result, seed, runs_of(card))
        )
    return found


def is_long(card: Scorecard) -> bool:
    """Whether it has more recommendations than a page may simulate or show whole."""
    return card.total.counts.total > PAGE_LIMIT


def short_hash(card: Scorecard, version: int) -> str:
    """A hash under which the range of very many recommendations is found again.

    It takes the figures instead of each ask. version: the record version in which the
    report last changed, which tells apart records with the same figures.
    """
    total = card.total
    figures = [total.score, total.coverage, total.low, total.high]
    counts = dict(total.ask_counts.by_status)
    return inputs_hash([total.key, version, card.method_version, figures, counts])


def all_with_stored_ranges(
    cards: Sequence[Scorecard], versions: Sequence[int]
) -> list[Scorecard]:
    """Scorecards without lines, with the ranges found by their short hash; one query.

    versions: as ``short_hash`` takes them.
    """
    digests = [short_hash(*pair) for pair in zip(cards, versions, strict=True)]
    rows = LikelyRangeRow.objects.filter(inputs_hash__in=digests)
    held = {row.inputs_hash: row for row in rows} if digests else {}
    return [
        _with(card, row.result, row.seed, row.runs) if row else card
        for card, row in zip(cards, map(held.get, digests), strict=True)
    ]


def _with(card: Scorecard, result: Result, seed: int, runs: int) -> Scorecard:
    return replace(
        card,
        total=_ranged(card.total, "total", result, seed, runs),
        categories=tuple(
            _ranged(g, f"category:{g.key}", result, seed, runs) for g in card.categories
        ),
        agencies=tuple(
            _ranged(g, f"agency:{g.key}", result, seed, runs) for g in card.agencies
        ),
    )


def stored(digests: Sequence[str], in_table: bool = True) -> dict[str, Result]:
    """Results made earlier, by their hash: from the cache or the table.

    in_table: whether to ask the table for those that the cache lacks.
    """
    kept = cache.get_many([f"likely:{digest}" for digest in digests])
    found = {key.removeprefix("likely:"): dict(result) for key, result in kept.items()}
    missing = set(digests) - set(found)
    if missing and in_table:
        rows = LikelyRangeRow.objects.filter(inputs_hash__in=missing)
        found |= {row.inputs_hash: dict(row.result) for row in rows}
    return found


def _member(line: Line) -> dict[str, Any]:
    return {
        "id": line.full_reference,
        "weight": line.weight,
        "asks": [
            {
                "id": ask.code,
                "status": ask.status,
                "confidence": ask.confidence or "very_low",
                "weight": ask.weight,
            }
            for ask in line.asks
        ],
    }


def _groups(card: Scorecard) -> dict[str, Group]:
    groups = {"total": card.total}
    groups |= {f"category:{g.key}": g for g in card.categories}
    groups |= {f"agency:{g.key}": g for g in card.agencies}
    return {key: g for key, g in groups.items() if g.level != "none"}


def runs_of(card: Scorecard) -> int:
    """How many runs a scorecard of this size gets."""
    checked = sum(
        method.step_of(ask.status) is not None
        for line in card.total.lines
        for ask in line.asks
    )
    return method.default_runs(checked)


def _ranged(
    group: Group, name: str, result: Mapping[str, Any], seed: int, runs: int
) -> Group:
    percentiles = result["groups"].get(name)
    if not percentiles or percentiles["p5"] is None or group.score is None:
        return group
    low, high = method.likely_range(percentiles["p5"], percentiles["p95"])
    kind = name.split(":")[0] + ":"
    others = tuple(
        other.removeprefix(kind)
        for other in result["no_clear_difference"].get(name, ())
        if other.startswith(kind)
    )
    return replace(
        group,
        likely=LikelyRange(low, high, runs, seed),
        no_clear_difference_with=others,
    )
