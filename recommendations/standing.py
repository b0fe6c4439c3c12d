"""From one recommendation's history to where it stands on a day: pure, no ORM.

``standing_at`` answers for one view; ``standings`` gives every span of days and
of knowledge in which the answer is the same, which is what the record keeps.
Sources: METHOD.md sections 2 to 4 and 7.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache
from itertools import zip_longest
from typing import Any, Protocol, TypeVar

from scorecard import method

from .as_of import FAR_FUTURE
from .choices import AskStatus, Bearing, Freshness, ResponseKind
from .rules import lower_median

FRESHNESS = list(Freshness.values)
DONE = AskStatus.IMPLEMENTED.value
OPPOSES = Bearing.OPPOSES.value
Sources = tuple[tuple[str, str], ...]
"""(tier, publisher) pairs."""

# The method is asked the same over and over while the spans of a history are made.
_review_due_on = lru_cache(maxsize=4096)(method.review_due_on)
_expires_on = lru_cache(maxsize=4096)(method.expires_on)
LAST_DAYS = (_review_due_on, _expires_on)
_freshness = lru_cache(maxsize=16384)(method.freshness)
_carried = lru_cache(maxsize=4096)(method.carried)
_strength = lru_cache(maxsize=4096)(method.evidence_strength)


@lru_cache(maxsize=4096)
def _rolled_up(asks: tuple[tuple[str, float], ...]) -> method.RecommendationScore:
    """The method's answer for asks of these statuses and weights."""
    return method.recommendation(
        [{"status": status, "weight": weight} for status, weight in asks]
    )


CONFIDENCE_RANKS = ("very_low", "low", "medium", "high", "very_high")


class Dated(Protocol):
    """A row with the two dates every part of the record has."""

    @property
    def effective_on(self) -> date: ...
    @property
    def published_on(self) -> date: ...
    @property
    def withdrawn_on(self) -> date | None: ...
    @property
    def order(self) -> int: ...


Row = TypeVar("Row", bound=Dated)


@dataclass(frozen=True)
class AskLine:
    """One ask: its letter and its weight (0.5 to 3)."""

    code: str
    weight: float = 1.0


@dataclass(frozen=True)
class AssessmentLine:
    """One published assessment: claimed step by ask letter.

    order breaks ties between rows of the same two dates: the later one wins.
    """

    id: int
    effective_on: date
    published_on: date
    order: int
    statuses: dict[str, str]
    withdrawn_on: date | None = None


@dataclass(frozen=True)
class EvidenceLine:
    """One published item of evidence with its (tier, publisher) pairs."""

    effective_on: date
    published_on: date
    order: int
    bearing: str
    asks: frozenset[str]
    sources: tuple[tuple[str, str], ...]
    withdrawn_on: date | None = None


@dataclass(frozen=True)
class ReadingLine:
    """One second reading: the step by ask letter for one as-of date."""

    effective_on: date
    published_on: date
    order: int
    statuses: dict[str, str]
    withdrawn_on: date | None = None


@dataclass(frozen=True)
class ResponseLine:
    """One agency response."""

    effective_on: date
    published_on: date
    order: int
    kind: str
    is_disputed: bool = False
    withdrawn_on: date | None = None


@dataclass(frozen=True)
class DueLine:
    """One announced due date."""

    effective_on: date
    published_on: date
    order: int
    due_on: date
    is_revision: bool
    withdrawn_on: date | None = None


@dataclass(frozen=True)
class History:
    """All that was ever published about one recommendation.

    issued_on: first day it exists. known_from: first day the record holds it. memo:
    what was worked out of it for one day and serves others.
    """

    issued_on: date
    known_from: date
    asks: tuple[AskLine, ...]
    assessments: tuple[AssessmentLine, ...] = ()
    evidence: tuple[EvidenceLine, ...] = ()
    readings: tuple[ReadingLine, ...] = ()
    responses: tuple[ResponseLine, ...] = ()
    due_dates: tuple[DueLine, ...] = ()
    memo: dict[Any, Any] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    def rows(self) -> Iterable[Dated]:
        """Every dated row, whatever its kind."""
        yield from self.assessments
        yield from self.evidence
        yield from self.readings
        yield from self.responses
        yield from self.due_dates

    def known_on(self, day: date) -> History:
        """The history as it could be read at the end of ``day``."""
        return replace(
            self,
            assessments=_known(self.assessments, day),
            evidence=_known(self.evidence, day),
            readings=_known(self.readings, day),
            responses=_known(self.responses, day),
            due_dates=_known(self.due_dates, day),
        )


@dataclass(frozen=True)
class AskStanding:
    """Where one ask stands: the claimed step, the carried one, and how sure.

    second: the step a second coder chose for the same day, empty if there is none.
    """

    ask: str
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
    assessment_id: int | None

    def as_json(self) -> dict[str, Any]:
        """Plain values for the database and the exports."""
        values = dict(self.__dict__)
        if self.reviewed_on:
            values["reviewed_on"] = self.reviewed_on.isoformat()
        return values


@dataclass(frozen=True)
class Stand:
    """Where one recommendation stands in one view of the record.

    score: 0 to 100 or None where too little is checked. coverage: 0 to 1, None
    where no ask applies. low, high: the bounds with unchecked asks at 0 and 100.
    """

    status: str
    score: float | None
    coverage: float | None
    low: float | None
    high: float | None
    has_reversed: bool
    confidence: str
    freshness: str
    response: str
    first_due_on: date | None
    due_on: date | None
    n_due_revisions: int
    delivered_on: date | None
    assessed_on: date | None
    verified_on: date | None
    assessment_id: int | None
    asks: tuple[AskStanding, ...] = field(default=())


@dataclass(frozen=True)
class Span:
    """A stand and the days and the knowledge for which it holds."""

    effective_from: date
    effective_until: date
    known_from: date
    known_until: date
    stand: Stand


def standing_at(history: History, on: date, known_at: date | None = None) -> Stand:
    """Where the recommendation stands on ``on``, as known at ``known_at``.

    known_at: None for "as now known". METHOD.md sections 3, 4 and 7.
    """
    return _stand(history.known_on(known_at or FAR_FUTURE), on)


def standings(history: History) -> list[Span]:
    """Every span in which the answer of ``standing_at`` is the same, in order.

    Together the spans cover each day from the issue on and each day of
    knowledge from the day the record holds the recommendation.
    """
    moments = _known_moments(history)
    rows: list[Span] = []
    open_spans: dict[tuple[date, date, int], Span] = {}
    stand_on = _remembering()
    for number, known_from in enumerate(moments):
        last = number + 1 == len(moments)
        known_until = FAR_FUTURE if last else moments[number + 1]
        still_open: dict[tuple[date, date, int], Span] = {}
        for start, end, stand in _timeline(history.known_on(known_from), stand_on):
            key = (start, end, id(stand))
            earlier = open_spans.get(key)
            begun = earlier.known_from if earlier else known_from
            still_open[key] = Span(start, end, begun, known_until, stand)
        rows += [span for key, span in open_spans.items() if key not in still_open]
        open_spans = still_open
    return rows + list(open_spans.values())


Move = tuple[str | None, str, str]
"""What moved (an ask's letter, None for the whole), from which status, to which."""


def moves(old: Stand, new: Stand) -> list[Move]:
    """The whole and each ask that stands elsewhere than before."""
    earlier = {ask.ask: ask.status for ask in old.asks}
    unknown = AskStatus.NOT_ASSESSED.value
    found: list[Move] = [(None, old.status, new.status)]
    found += [(ask.ask, earlier.get(ask.ask, unknown), ask.status) for ask in new.asks]
    return [(code, was, now) for code, was, now in found if was != now]


def _known(rows: Sequence[Row], day: date) -> tuple[Row, ...]:
    return tuple(
        row
        for row in rows
        if row.published_on <= day
        and (row.withdrawn_on is None or row.withdrawn_on > day)
    )


def _known_moments(history: History) -> list[date]:
    days = {row.published_on for row in history.rows()}
    days |= {row.withdrawn_on for row in history.rows() if row.withdrawn_on}
    return sorted({history.known_from} | {d for d in days if d > history.known_from})


def _remembering() -> Callable[[History, date], Stand]:
    """``_stand`` for views of one history, each worked out once; equal ones are one.

    What holds on a day rests on the rows that are true on it and on the day alone, so
    that later knowledge of later days changes nothing about it.
    """
    known: dict[tuple[date, tuple[int, ...]], Stand] = {}
    unlike: dict[Stand, Stand] = {}

    def stand_on(history: History, on: date) -> Stand:
        days, ids = history.memo.get("days") or _days_of_rows(history)
        rows = ids[: bisect_right(days, on)]
        if (on, rows) not in known:
            stand = _stand(history, on)
            known[on, rows] = unlike.setdefault(stand, stand)
        return known[on, rows]

    return stand_on


def _days_of_rows(history: History) -> tuple[list[date], tuple[int, ...]]:
    """The days of all rows, and which rows they are, the earliest first."""
    rows = sorted(history.rows(), key=lambda row: row.effective_on)
    found = [row.effective_on for row in rows], tuple(id(row) for row in rows)
    history.memo["days"] = found
    return found


def _timeline(
    history: History, stand_on: Callable[[History, date], Stand]
) -> list[tuple[date, date, Stand]]:
    """The stands of one state of knowledge, day by day, equal neighbours joined.

    stand_on: gives equal stands as one and the same.
    """
    days = sorted(d for d in _turning_days(history) if d > history.issued_on)
    spans: list[tuple[date, date, Stand]] = []
    for day in [history.issued_on, *days]:
        stand = stand_on(history, day)
        if spans and spans[-1][2] is stand:
            continue
        if spans:
            spans[-1] = (spans[-1][0], day, spans[-1][2])
        spans.append((day, FAR_FUTURE, stand))
    return spans


def _turning_days(history: History) -> set[date]:
    """Days on which the stand can change: a new row, a review due or expired."""
    days = {row.effective_on for row in history.assessments}
    days |= {row.effective_on for row in history.responses}
    days |= {row.effective_on for row in history.due_dates}
    _, ranked = _ranked(history, "assessments")
    for row, later in zip_longest(ranked, ranked[1:]):
        is_overtaken = (
            later is not None and row.statuses.keys() <= later.statuses.keys()
        )
        until = later.effective_on if is_overtaken else FAR_FUTURE
        ageing = _days_of_ageing(row.published_on, DONE in row.statuses.values())
        days |= {day for day in ageing if day < until}
    return days


@lru_cache(maxsize=4096)
def _days_of_ageing(published_on: date, claims_done: bool) -> frozenset[date]:
    """Days from which on an assessment is due for review or has expired.

    Only "done" has other terms than the rest, and evidence can carry less than what
    was claimed but never more.
    """
    steps = (AskStatus.PARTLY.value, DONE) if claims_done else (AskStatus.PARTLY.value,)
    ends = (last(step, published_on) for step in steps for last in LAST_DAYS)
    return frozenset(end + timedelta(days=1) for end in ends)


def _stand(history: History, on: date) -> Stand:
    asks = tuple(_ask_standing(history, ask, on) for ask in history.asks)
    result = _rolled_up(tuple((ask.status, ask.weight) for ask in asks))
    response = _held(history, "responses", on)
    due = _held(history, "due_dates", on)
    judged = [ask for ask in asks if ask.assessment_id is not None]
    latest = _held(history, "assessments", on)
    return Stand(
        status=result["label"],
        score=result["score"],
        coverage=result["coverage"],
        low=result["low"],
        high=result["high"],
        has_reversed=result["reversed"],
        confidence=_overall_confidence(asks),
        freshness=_overall_freshness(judged),
        response=response.kind if response else ResponseKind.NONE.value,
        first_due_on=_first_due_on(history, on),
        due_on=due.due_on if due else None,
        n_due_revisions=_n_revisions(history, on),
        delivered_on=_delivered_on(history, on, result["label"]),
        assessed_on=latest.effective_on if latest else None,
        verified_on=latest.published_on if latest else None,
        assessment_id=latest.id if latest else None,
        asks=asks,
    )


def _latest(rows: Sequence[Row], on: date) -> Row | None:
    """The latest row true on ``on``: by effective day, published day, order."""
    held = [row for row in rows if row.effective_on <= on]
    key = lambda row: (row.effective_on, row.published_on, row.order)  # noqa: E731
    return max(held, key=key, default=None)


def _held(history: History, name: str, on: date) -> Any:
    """The latest of one kind of its rows on a day."""
    return _last(_ranked(history, name), on)


def _ranked(history: History, name: str) -> tuple[list[date], list[Any]]:
    """One kind of its rows with the day of each; they are put in order once."""
    if name not in history.memo:
        history.memo[name] = _in_order(getattr(history, name))
    found: tuple[list[date], list[Any]] = history.memo[name]
    return found


def _judging(history: History, ask: str, on: date) -> AssessmentLine | None:
    """The latest assessment of an ask on a day."""
    key = ("judging", ask)
    if key not in history.memo:
        rows = [row for row in history.assessments if ask in row.statuses]
        history.memo[key] = _in_order(rows)
    found: AssessmentLine | None = _last(history.memo[key], on)
    return found


def _in_order(rows: Sequence[Dated]) -> tuple[list[date], list[Dated]]:
    """The rows as ``_latest`` ranks them, with the day of each."""
    ranked = sorted(
        rows, key=lambda row: (row.effective_on, row.published_on, row.order)
    )
    return [row.effective_on for row in ranked], ranked


def _last(ordered: tuple[list[date], list[Dated]], on: date) -> Any:
    days, rows = ordered
    place = bisect_right(days, on)
    return rows[place - 1] if place else None


def _found(
    history: History, ask: str, row: AssessmentLine
) -> tuple[method.Carried, str, str]:
    """What the evidence carries of an assessed step, how strong it is, and what a
    second coder chose: the same on every day on which the assessment holds.
    """
    key = ("found", ask, row.id)
    if key not in history.memo:
        supporting = _sources(history, ask, row.effective_on, supporting=True)
        opposing = _sources(history, ask, row.effective_on, supporting=False)
        history.memo[key] = (
            _carried(row.statuses[ask], supporting, opposing),
            _strength(supporting + opposing),
            _second_step(history, ask, row),
        )
    found: tuple[method.Carried, str, str] = history.memo[key]
    return found


def _ask_standing(history: History, ask: AskLine, on: date) -> AskStanding:
    row = _judging(history, ask.code, on)
    if row is None:
        return _unchecked(ask)
    claimed = row.statuses[ask.code]
    carried, strength, second = _found(history, ask.code, row)
    freshness = _freshness(carried.status, row.published_on, on)
    expired = freshness == Freshness.EXPIRED
    status = AskStatus.NOT_ASSESSED.value if expired else carried.status
    agreement = _agreement(history, claimed, second, on)
    return AskStanding(
        ask=ask.code,
        weight=ask.weight,
        claimed=claimed,
        status=status,
        cap_reason=carried.reason,
        confidence=_confidence(status, strength, agreement, freshness),
        evidence_strength=strength,
        agreement=agreement,
        second=second,
        freshness=freshness,
        reviewed_on=row.published_on,
        assessment_id=row.id,
    )


def _unchecked(ask: AskLine) -> AskStanding:
    unknown = AskStatus.NOT_ASSESSED.value
    return AskStanding(
        ask.code, ask.weight, unknown, unknown, "", "", "", "", "", "", None, None
    )


def _sources(history: History, ask: str, until: date, *, supporting: bool) -> Sources:
    """(tier, publisher) of the evidence on an ask up to the assessment's day.

    Context counts with support: it shows the step without moving it (data pack
    README, "Ask statuses above their evidence cap").
    """
    return tuple(
        source
        for item in history.evidence
        if ask in item.asks
        and item.effective_on <= until
        and (item.bearing != OPPOSES) is supporting
        for source in item.sources
    )


def _second_step(history: History, ask: str, row: AssessmentLine) -> str:
    """What a second coder chose for an ask on the day of an assessment."""
    readings = [
        reading
        for reading in history.readings
        if reading.effective_on == row.effective_on and ask in reading.statuses
    ]
    reading = _latest(readings, row.effective_on)
    return reading.statuses[ask] if reading else ""


def _agreement(history: History, claimed: str, second: str, on: date) -> str:
    """How far two coders and the agency agree on the step of an ask."""
    same = second == claimed if second else None
    response = _held(history, "responses", on)
    reply = "none"
    if response:
        reply = "disputed" if response.is_disputed else "undisputed"
    return method.agreement(same, reply)


def _confidence(status: str, strength: str, agreement: str, freshness: str) -> str:
    if status == AskStatus.NOT_ASSESSED:
        return ""
    stale = freshness != Freshness.CURRENT
    return method.confidence(strength, agreement, stale)


def _overall_confidence(asks: Sequence[AskStanding]) -> str:
    """The middle confidence of the checked asks, the lower of two."""
    ranks = [CONFIDENCE_RANKS.index(a.confidence) for a in asks if a.confidence]
    middle = lower_median(ranks)
    return "" if middle is None else CONFIDENCE_RANKS[middle]


def _overall_freshness(asks: Sequence[AskStanding]) -> str:
    """The oldest freshness among the judged asks; empty where none is judged."""
    return max((a.freshness for a in asks), key=FRESHNESS.index, default="")


def _first_due_on(history: History, on: date) -> date | None:
    firsts = [r for r in history.due_dates if not r.is_revision]
    first = _latest(firsts, on)
    return first.due_on if first else None


def _n_revisions(history: History, on: date) -> int:
    return sum(r.is_revision and r.effective_on <= on for r in history.due_dates)


def _delivered_on(history: History, on: date, label: str) -> date | None:
    """The as-of day since which it has been done without a break."""
    if label != AskStatus.IMPLEMENTED:
        return None
    delivered = None
    for day in sorted({r.effective_on for r in history.assessments}, reverse=True):
        if day > on:
            continue
        stands = [_ask_standing(history, ask, day) for ask in history.asks]
        result = _rolled_up(tuple((ask.status, ask.weight) for ask in stands))
        if result["label"] != AskStatus.IMPLEMENTED:
            break
        delivered = day
    return delivered
