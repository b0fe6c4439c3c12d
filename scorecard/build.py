"""From the standings of one view to scorecards: lines, groups, agreement, counts.

Pure: it takes rows that a selector read and returns dataclasses that pages,
exports and the API print. All arithmetic is ``scorecard.method``'s.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

import orjson

from recommendations.as_of import AsOf
from recommendations.choices import AskStatus, Priority
from recommendations.rules import schedule

from . import method

STATUS_ORDER: tuple[str, ...] = (
    "implemented",
    "mostly",
    "partly",
    "started",
    "not_started",
    "reversed",
    "not_pursued",
    "superseded",
    "not_assessed",
)


class AskLine(NamedTuple):
    """One ask on a scorecard: claimed and carried step, and what stands behind."""

    code: str
    text: str
    text_es: str
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

    @property
    def is_capped(self) -> bool:
        """Whether its evidence carries less than was claimed."""
        return self.cap_reason not in ("", "carried")

    @property
    def differs(self) -> bool:
        """Whether the second coder chose another step."""
        return bool(self.second) and self.second != self.claimed

    @property
    def points(self) -> float | None:
        """0 to 100; None where it is unknown or leaves the count."""
        return points(self.status)


class Heading(NamedTuple):
    """The category of a report under which a recommendation stands."""

    id: int
    code: str
    title: str
    title_es: str
    position: int
    is_editorial: bool


class Line(NamedTuple):
    """One recommendation on a scorecard, as it stands in the view."""

    id: int
    report_slug: str
    reference: str
    title: str
    title_es: str
    category: Heading
    priority: str
    weight: float
    weight_reason: str
    issued_on: date
    status: str
    score: float | None
    coverage: float | None
    low: float | None
    high: float | None
    confidence: str
    has_reversed: bool
    freshness: str
    response: str
    first_due_on: date | None
    due_on: date | None
    n_due_revisions: int
    delivered_on: date | None
    schedule: str
    assessed_on: date | None
    verified_on: date | None
    asks: tuple[AskLine, ...]

    @property
    def full_reference(self) -> str:
        """The public reference, such as drug-war-in-mexico-2011/2.2."""
        return f"{self.report_slug}/{self.reference}"

    def supporting(self) -> Line:
        """The line with the weight it has for an agency that only supports it."""
        return self._replace(weight=self.weight * method.role_weight("supporting"))

    def as_input(self) -> dict[str, Any]:
        """What the method's roll-up takes."""
        return {
            "score": self.score,
            "coverage": self.coverage,
            "low": self.low,
            "high": self.high,
            "weight": self.weight,
        }


@dataclass(frozen=True)
class Counts:
    """How many of each status, in the fixed order."""

    by_status: Mapping[str, int]

    @classmethod
    def of(cls, statuses: Iterable[str]) -> Counts:
        """Count statuses; every code is present, absent ones as a true 0."""
        return cls.in_order(Counter(statuses))

    @classmethod
    def in_order(cls, numbers: Mapping[str, int]) -> Counts:
        """The same from numbers by status."""
        return cls({status: numbers.get(status, 0) for status in STATUS_ORDER})

    def __getitem__(self, status: str) -> int:
        return self.by_status[status]

    @property
    def total(self) -> int:
        """All of them, superseded included."""
        return sum(self.by_status.values())

    @property
    def headline(self) -> method.HeadlineCounts:
        """Done, under way, not started and the rest, as the headline names them."""
        return method.headline_numbers(self.by_status)

    @property
    def applicable(self) -> int:
        """Those that still apply."""
        return self.total - self.by_status["superseded"]

    @property
    def rows(self) -> list[tuple[AskStatus, int]]:
        """(status, number) in the fixed order, zeros included."""
        return [(AskStatus(code), self.by_status[code]) for code in STATUS_ORDER]


@dataclass(frozen=True)
class LikelyRange:
    """5th to 95th percentile in whole points, rounded outwards; how it was made."""

    low: int
    high: int
    runs: int
    seed: int


@dataclass(frozen=True)
class Group:
    """One row of a scorecard: the report, a category or an agency.

    score: 0 to 100, None where the gates allow no figure. coverage: 0 to 1.
    level: none, provisional or comparable (METHOD.md section 4). lines: its
    recommendations; none of a group of very many, whose ``counts`` still hold all.
    n_reversed: those of which any ask was undone.
    """

    kind: str
    key: str
    title: str
    title_es: str
    lines: tuple[Line, ...]
    counts: Counts
    ask_counts: Counts
    n: int
    n_scored: int
    score: float | None
    coverage: float | None
    low: float | None
    high: float | None
    level: str
    is_editorial: bool = False
    n_lead: int = 0
    n_supporting: int = 0
    n_reversed: int = 0
    likely: LikelyRange | None = None
    no_clear_difference_with: tuple[str, ...] = ()

    @property
    def share_not_started(self) -> float | None:
        """Share of applicable asks not started, 0 to 1."""
        return self._share("not_started")

    @property
    def share_undone(self) -> float | None:
        """Share of applicable asks undone, 0 to 1."""
        return self._share("reversed")

    def _share(self, status: str) -> float | None:
        applicable = self.ask_counts.applicable
        return self.ask_counts[status] / applicable if applicable else None


@dataclass(frozen=True)
class Agreement:
    """How far two coders agree on a report's asks (METHOD.md section 3).

    alpha: ordinal Krippendorff's alpha, None where no ask is double-coded or it
    is undefined. gate: ok, provisional or none.
    """

    alpha: float | None
    n_double_coded: int
    n_same: int
    n_asks: int
    gate: str

    @property
    def n_different(self) -> int:
        """Double-coded asks on which the coders chose different steps."""
        return self.n_double_coded - self.n_same


@dataclass(frozen=True)
class Scorecard:
    """A whole report in one view: total, categories, agencies, agreement."""

    view: AsOf
    total: Group
    agreement: Agreement
    categories: tuple[Group, ...] = ()
    agencies: tuple[Group, ...] = ()
    method_version: str = ""
    differing: tuple[tuple[Line, AskLine], ...] = field(default=())


def line(row: Mapping[str, Any], texts: Mapping[str, Any], view: AsOf) -> Line:
    """One line from a standing's columns (``row``) and its asks' texts by letter.

    row: the columns of Standing with those of its recommendation prefixed
    ``recommendation__``. texts: ask letter to (text, text_es).
    """
    own = {name: row[column] for name, column in OWN_COLUMNS.items()}
    return Line(
        id=row["recommendation_id"],
        category=Heading(*[row[column] for column in HEADING]),
        report_slug=row["recommendation__report__slug"],
        weight=weight(own.pop("weight"), own["priority"]),
        **own,
        **{name: row[name] for name in STANDING_COLUMNS},
        schedule=schedule(
            row["status"], row["due_on"], row["delivered_on"], view.on
        ).value,
        asks=tuple([_ask(ask, texts) for ask in orjson.loads(row["asks_text"])]),
    )


OWN_COLUMNS = {
    name: f"recommendation__{name}"
    for name in (
        "reference",
        "title",
        "title_es",
        "priority",
        "weight",
        "weight_reason",
        "issued_on",
    )
}
"""What a line takes from the recommendation itself."""

HEADING = [f"recommendation__category__{name}" for name in Heading._fields]

STANDING_COLUMNS = (
    "status",
    "score",
    "coverage",
    "low",
    "high",
    "confidence",
    "has_reversed",
    "freshness",
    "response",
    "first_due_on",
    "due_on",
    "n_due_revisions",
    "delivered_on",
    "assessed_on",
    "verified_on",
)


def points(status: str) -> float | None:
    """Points of a step, 0 to 100; None for unknown and for what left the count."""
    step = method.step_of(status)
    return None if step is None else method.VERSION_1.points[step]


def weight(own: float | None, priority: str) -> float:
    """A recommendation's weight: its own, or 2 for a priority, or 1."""
    if own is not None:
        return own
    is_priority = priority == Priority.PRIORITY
    return method.VERSION_1.priority_weight if is_priority else 1.0


def group(kind: str, key: str, lines: Sequence[Line], **names: Any) -> Group:
    """Roll lines up into one row (METHOD.md section 4)."""
    result = method.rollup([row.as_input() for row in lines])
    return _group(kind, key, lines, result, **names)


def agency_group(key: str, named: Sequence[tuple[Line, str]], **names: Any) -> Group:
    """Roll up what an agency is named for: lead weighs 1, supporting 0.5.

    named: (line, role); a line already narrowed to the asks that name it. The
    group's lines carry the weight with which they entered.
    """
    lines = [row.supporting() if role != "lead" else row for row, role in named]
    leads = sum(role == "lead" for _row, role in named)
    return _group(
        "agency",
        key,
        lines,
        method.rollup([row.as_input() for row in lines]),
        n_lead=leads,
        n_supporting=len(named) - leads,
        **names,
    )


def narrowed(row: Line, codes: Iterable[str]) -> Line:
    """The line judged on some of its asks only, for an agency named for these."""
    wanted = set(codes)
    asks = tuple(ask for ask in row.asks if ask.code in wanted)
    result = method.recommendation(
        [{"status": ask.status, "weight": ask.weight} for ask in asks]
    )
    return row._replace(
        asks=asks,
        status=result["label"],
        score=result["score"],
        coverage=result["coverage"],
        low=result["low"],
        high=result["high"],
        has_reversed=result["reversed"],
    )


def agreement(lines: Iterable[Line]) -> Agreement:
    """Agreement of two coders over all double-coded asks of these lines."""
    asks = [ask for row in lines for ask in row.asks if ask.assessment_id]
    coded = [ask for ask in asks if ask.second]
    units = [(points(ask.claimed), points(ask.second)) for ask in coded]
    alpha = None
    if units:
        first, second = zip(*units, strict=True)
        alpha = method.alpha([list(first), list(second)], "ordinal")
    return Agreement(
        alpha=alpha,
        n_double_coded=len(coded),
        n_same=sum(ask.second == ask.claimed for ask in coded),
        n_asks=len(asks),
        gate=method.publication_gate(alpha),
    )


def gated(row: Group, gate: str) -> Group:
    """A group as it may be printed under the report's agreement gate."""
    if gate == "none":
        return replace(row, score=None, level="none")
    if gate == "provisional" and row.level == "comparable":
        return replace(row, level="provisional")
    return row


def differing(lines: Iterable[Line]) -> tuple[tuple[Line, AskLine], ...]:
    """The asks on which two coders chose different steps."""
    return tuple((row, ask) for row in lines for ask in row.asks if ask.differs)


def _ask(values: Mapping[str, Any], texts: Mapping[str, Any]) -> AskLine:
    code, reviewed = values["ask"], values["reviewed_on"]
    text, text_es = texts.get(code, ("", ""))
    return AskLine(
        code,
        text,
        text_es,
        values["weight"],
        values["claimed"],
        values["status"],
        values["cap_reason"],
        values["confidence"],
        values["evidence_strength"],
        values["agreement"],
        values["second"],
        values["freshness"],
        _day(reviewed) if reviewed else None,
        values["assessment_id"],
    )


_day = lru_cache(maxsize=20_000)(date.fromisoformat)


def _group(
    kind: str,
    key: str,
    lines: Sequence[Line],
    result: Mapping[str, Any],
    **names: Any,
) -> Group:
    return Group(
        kind=kind,
        key=key,
        title=names.pop("title", ""),
        title_es=names.pop("title_es", ""),
        lines=tuple(lines),
        counts=Counts.of([row.status for row in lines]),
        ask_counts=Counts.of([ask.status for row in lines for ask in row.asks]),
        n=result["n"],
        n_scored=result["n_scored"],
        score=result["score"] if result["level"] != "none" else None,
        coverage=result["coverage"],
        low=result["low"],
        high=result["high"],
        level=result["level"],
        n_reversed=sum(row.has_reversed for row in lines),
        **names,
    )
