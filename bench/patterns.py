"""Histories to copy: one pattern gives many recommendations the same course.

What the record derives from a history is worked out once for each pattern, by the
record's own rules, and written for every recommendation that follows it. Days are
those of the pattern's report; only ids are left open.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from recommendations.actions import standings as derived
from recommendations.choices import ChangeCause
from recommendations.standing import (
    AskLine,
    AssessmentLine,
    DueLine,
    EvidenceLine,
    History,
    ReadingLine,
    ResponseLine,
    moves,
    standing_at,
    standings,
)

LADDER = ("not_started", "started", "partly", "mostly", "implemented")
N_ASKS = (1, 1, 1, 2, 2, 2, 3, 4)
N_ASSESSMENTS = 4
TIERS = ("A", "B", "B", "C", "C", "D")
KINDS = ("legislation", "regulation", "agreement", "evaluation", "data", "statement")
PUBLISHERS = ("Court of Audit", "Official Gazette", "Ministry record", "Daily news")
RESPONSES = (
    "accepted",
    "accepted_in_part",
    "accepted_in_principle",
    "noted",
    "rejected",
)
KEPT = (
    "current_status current_score current_coverage current_confidence"
    " current_low current_high current_steps"
    " current_response current_due_on first_due_on delivered_on last_assessed_on"
    " last_verified_on stands_until review_due_on n_asks_capped n_asks_differing"
)
STANDING = (
    "effective_from effective_until known_from known_until status score coverage low"
    " high confidence has_reversed freshness response first_due_on due_on"
    " n_due_revisions delivered_on assessed_on verified_on"
)
OPEN_ID = re.compile(r'"assessment_id": (\d+)')


@dataclass(frozen=True)
class Fact:
    """An item of evidence: which asks it bears on and with which assessment it came."""

    happened_on: date
    kind: str
    bearing: str
    asks: tuple[int, ...]
    sources: tuple[tuple[str, str], ...]
    assessment: int


@dataclass(frozen=True)
class Change:
    """One published move; ``ask`` is a place among the asks, None for the whole."""

    ask: int | None
    from_status: str
    to_status: str
    assessment: int


@dataclass(frozen=True)
class StandingRow:
    """A standing: its columns as ``STANDING`` names them, and what is left open.

    asks: JSON with a place for the id of each assessment that ``numbers`` counts.
    """

    columns: tuple[Any, ...]
    asks: str
    numbers: tuple[int, ...]
    assessment: int | None


@dataclass(frozen=True)
class Pattern:
    """One course of events and what follows from it.

    history: as the record's rules read it, with assessment ids 1 to 4. kept: the
    columns kept on the recommendation, as ``KEPT`` names them.
    """

    history: History
    facts: tuple[Fact, ...]
    standings: tuple[StandingRow, ...] = ()
    changes: tuple[Change, ...] = ()
    kept: tuple[Any, ...] = ()


def make(random: Random, issued_on: date, known_from: date, today: date) -> Pattern:
    """A pattern for a report issued and entered on these days."""
    asks = tuple(AskLine(letter) for letter in "abcd"[: random.choice(N_ASKS)])
    days = _days(random, known_from, today)
    steps = _steps(random, len(asks))
    facts = tuple(_facts(random, len(asks), days))
    history = History(
        issued_on=issued_on,
        known_from=known_from,
        asks=asks,
        assessments=tuple(
            AssessmentLine(
                n, on, published, n, {a.code: s for a, s in zip(asks, row, strict=True)}
            )
            for n, ((on, published), row) in enumerate(zip(days, steps, strict=True), 1)
        ),
        evidence=tuple(_line(fact, asks, days, n) for n, fact in enumerate(facts)),
        readings=tuple(_readings(random, asks, days[-1], steps[-1])),
        responses=tuple(_responses(random, issued_on, known_from)),
        due_dates=tuple(_due_dates(random, issued_on, known_from, today)),
    )
    return derive(Pattern(history, facts), today)


def derive(pattern: Pattern, today: date) -> Pattern:
    """The pattern with all that the actions would have derived by ``today``."""
    spans = standings(pattern.history)
    rows = []
    for span in spans:
        columns = derived.columns(span)
        asks = json.dumps(columns.pop("asks")).replace("%", "%%")
        numbers = tuple(int(number) for number in OPEN_ID.findall(asks))
        rows.append(
            StandingRow(
                plain(columns, STANDING),
                OPEN_ID.sub('"assessment_id": %d', asks),
                numbers,
                columns["assessment_id"],
            )
        )
    return replace(
        pattern,
        standings=tuple(rows),
        changes=tuple(_changes(pattern)),
        kept=plain(derived.kept_values(spans, today), KEPT),
    )


def plain(values: Mapping[str, Any], names: str) -> tuple[Any, ...]:
    """Columns in that order, days as text."""
    chosen = [values[name] for name in names.split()]
    return tuple(v.isoformat() if isinstance(v, date) else v for v in chosen)


def _days(random: Random, first: date, today: date) -> list[tuple[date, date]]:
    """As-of day and day of publication of each assessment, the last within a year."""
    last = today - timedelta(days=random.randint(40, 360))
    step = (last - first) // N_ASSESSMENTS
    days = [last - step * n for n in reversed(range(N_ASSESSMENTS))]
    return [(day, day + timedelta(days=random.randint(5, 30))) for day in days]


def _steps(random: Random, n_asks: int) -> list[list[str]]:
    """The step of each ask at each assessment: upwards mostly, undone at times."""
    speed = random.choice((0.15, 0.4, 0.7))
    places = [0] * n_asks
    rows = []
    for _number in range(N_ASSESSMENTS):
        rows.append([LADDER[place] for place in places])
        places = [min(4, p + (random.random() < speed)) for p in places]
    for last, code in (("reversed", 0.03), ("not_pursued", 0.03), ("superseded", 0.02)):
        if random.random() < code:
            rows[-1][0] = last
    return rows


def _facts(
    random: Random, n_asks: int, days: Sequence[tuple[date, date]]
) -> Iterator[Fact]:
    for _number in range(random.choice((0, 1, 1, 2, 2, 3))):
        assessment = random.randint(1, N_ASSESSMENTS)
        sources = [
            (random.choice(TIERS), publisher)
            for publisher in random.sample(PUBLISHERS, random.choice((1, 1, 2)))
        ]
        yield Fact(
            happened_on=days[assessment - 1][0] - timedelta(days=random.randint(1, 90)),
            kind=random.choice(KINDS),
            bearing=random.choice(("supports", "supports", "opposes", "context")),
            asks=tuple(sorted(random.sample(range(n_asks), random.randint(1, n_asks)))),
            sources=tuple(sources),
            assessment=assessment,
        )


def _line(
    fact: Fact, asks: Sequence[AskLine], days: Sequence[tuple[date, date]], order: int
) -> EvidenceLine:
    return EvidenceLine(
        effective_on=fact.happened_on,
        published_on=days[fact.assessment - 1][1],
        order=order,
        bearing=fact.bearing,
        asks=frozenset(asks[place].code for place in fact.asks),
        sources=fact.sources,
    )


def _readings(
    random: Random, asks: Sequence[AskLine], day: tuple[date, date], steps: list[str]
) -> Iterator[ReadingLine]:
    """A second reading for one pattern in ten, mostly of one mind with the first."""
    if random.random() < 0.1:
        second = [s if random.random() < 0.8 else random.choice(LADDER) for s in steps]
        chosen = {a.code: s for a, s in zip(asks, second, strict=True)}
        yield ReadingLine(*day, 1, chosen)


def _responses(
    random: Random, issued_on: date, known_from: date
) -> Iterator[ResponseLine]:
    if random.random() < 0.6:
        replied = issued_on + timedelta(days=random.randint(30, 300))
        yield ResponseLine(replied, known_from, 1, random.choice(RESPONSES))


def _due_dates(
    random: Random, issued_on: date, known_from: date, today: date
) -> Iterator[DueLine]:
    if random.random() < 0.5:
        due = issued_on + timedelta(days=365 * random.randint(1, 12))
        yield DueLine(issued_on, known_from, 1, due, is_revision=False)
        if random.random() < 0.3:
            told = min(due, today) - timedelta(days=30)
            later = due + timedelta(days=365)
            yield DueLine(told, max(told, known_from), 2, later, is_revision=True)


def _changes(pattern: Pattern) -> Iterator[Change]:
    """What each publication moved: read before and after it, on its day."""
    whole = pattern.history
    for number, line in enumerate(whole.assessments, 1):
        day = line.published_on
        told = whole.known_on(day)
        before = replace(told, assessments=whole.assessments[: number - 1])
        after = replace(told, assessments=whole.assessments[:number])
        on = line.effective_on
        places = {ask.code: place for place, ask in enumerate(whole.asks)}
        for code, was, now in moves(standing_at(before, on), standing_at(after, on)):
            yield Change(None if code is None else places[code], was, now, number)


CAUSE = ChangeCause.ASSESSMENT.value
