"""Two readings of one report side by side: what moved, and for which of three causes.

Pure: it takes plain values as ``frozen`` makes them. The whole difference is split by
judging again in sequence: the first reading; the same day with what the second one
knew (evidence found); the second day under the first method (the world changed); the
second reading (the method changed). Each part is the step from one to the next, so
the three add up. Source: METHOD.md section 7.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from recommendations.standing import standing_at

from . import method
from .frozen import Plain, history_of, tenth

Items = Sequence[Mapping[str, Any]]
Results = Mapping[str, method.RecommendationScore]

ORDER = ("rose", "fell", "checked", "unchecked", "added", "gone", "other")


@dataclass(frozen=True)
class Side:
    """One reading: a day, what was known, the method, and the record behind it.

    total: figures of the whole as ``frozen.figures`` gives them. snapshot: its
    number, None where the reading was made from the live record. headline: the
    sentence in the reader's language. gate: what the coders' agreement allows.
    """

    as_of: date
    known_at: date
    method_version: str
    parameters: method.Parameters
    total: Mapping[str, Any]
    recommendations: Sequence[Mapping[str, Any]]
    headline: str = ""
    snapshot: int | None = None
    gate: str = "ok"


@dataclass(frozen=True)
class Parts:
    """A difference in points and its three parts, each with one decimal.

    None throughout where either side has no score.
    """

    first: float | None
    found: float | None
    world: float | None
    by_method: float | None
    last: float | None

    @property
    def whole(self) -> float | None:
        """The difference itself, the sum of the three parts."""
        if self.first is None or self.last is None:
            return None
        return method.half_up(self.last - self.first, 1)


@dataclass(frozen=True)
class AskMove:
    """One ask whose step differs between two readings.

    kind: one of ``ORDER``. before, after: status codes, empty where the ask was
    not on record. causes: "found" and "world", in which steps the move happened.
    evidence: what the second reading rests on and the first did not.
    """

    reference: str
    title: str
    title_es: str
    ask: str
    text: str
    text_es: str
    before: str
    after: str
    kind: str
    causes: tuple[str, ...]
    evidence: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class RecommendationMove:
    """One recommendation in both readings, with the parts of its difference."""

    reference: str
    title: str
    title_es: str
    before: str
    after: str
    parts: Parts


@dataclass(frozen=True)
class Comparison:
    """All that a comparison says."""

    first: Side
    last: Side
    total: Parts
    recommendations: tuple[RecommendationMove, ...]
    asks: tuple[AskMove, ...]

    def of_kind(self, kind: str) -> tuple[AskMove, ...]:
        """The moves of one kind, in the order of the report."""
        return tuple(move for move in self.asks if move.kind == kind)


def compare(first: Side, last: Side) -> Comparison:
    """Set two readings side by side; the first one is that of the earlier day."""
    middle = _Judged.again(last.recommendations, first.as_of)
    begin = _Judged.as_frozen(first.recommendations)
    end = _Judged.as_frozen(last.recommendations)
    return Comparison(
        first=first,
        last=last,
        total=_total(first, last, middle, end),
        recommendations=tuple(_recommendations(first, last, begin, middle, end)),
        asks=tuple(_asks(begin, middle, end)),
    )


@dataclass(frozen=True)
class _Judged:
    """Steps of asks by recommendation: {reference: {letter: (status, weight)}}."""

    steps: Mapping[str, Mapping[str, Plain]]
    items: Mapping[str, Mapping[str, Any]]
    made: dict[method.Parameters, Results] = field(default_factory=dict)

    @classmethod
    def as_frozen(cls, items: Items) -> _Judged:
        """As the reading itself has them."""
        steps = {
            item["reference"]: {
                ask["ask"]: {"status": ask["status"], "weight": ask["weight"]}
                for ask in item["standing"]["asks"]
            }
            for item in items
        }
        return cls(steps, {item["reference"]: item for item in items})

    @classmethod
    def again(cls, items: Items, on: date) -> _Judged:
        """For another day, from the dated rows behind the reading."""
        held = [item for item in items if date.fromisoformat(item["issued_on"]) <= on]
        steps = {}
        for item in held:
            stand = standing_at(history_of(item), on)
            steps[item["reference"]] = {
                ask.ask: {"status": ask.status, "weight": ask.weight}
                for ask in stand.asks
            }
        return cls(steps, {item["reference"]: item for item in held})

    def score(self, reference: str, parameters: method.Parameters) -> float | None:
        """The score of one recommendation, None where it has none or is not there."""
        result = self.results(parameters).get(reference)
        return result["score"] if result else None

    def results(self, parameters: method.Parameters) -> Results:
        """Each recommendation as the method has it, by its number; made once."""
        if parameters not in self.made:
            self.made[parameters] = {
                reference: method.recommendation(list(asks.values()), parameters)
                for reference, asks in self.steps.items()
            }
        return self.made[parameters]

    def total(self, parameters: method.Parameters) -> float | None:
        """The score of the whole report."""
        found = self.results(parameters)
        rows = [
            {**found[reference], "weight": _weight(item, parameters)}
            for reference, item in self.items.items()
            if reference in found
        ]
        return method.rollup(rows, parameters)["score"]

    def status(self, reference: str, letter: str) -> str:
        """The step of one ask; empty where it is not there."""
        return str(self.steps.get(reference, {}).get(letter, {}).get("status", ""))


def _weight(item: Mapping[str, Any], parameters: method.Parameters) -> float:
    if item["own_weight"] is not None:
        return float(item["own_weight"])
    return parameters.priority_weight if item["priority"] == "priority" else 1.0


def _parts(
    first: float | None,
    middle: float | None,
    same_method: float | None,
    last: float | None,
) -> Parts:
    """The three steps; rounded first, so that the printed parts add up."""
    points = [tenth(value) for value in (first, middle, same_method, last)]
    if any(value is None for value in points):
        return Parts(points[0], None, None, None, points[3])
    a, b, c, d = (value or 0.0 for value in points)
    return Parts(a, _step(a, b), _step(b, c), _step(c, d), d)


def _step(start: float, end: float) -> float:
    return method.half_up(end - start, 1)


def _total(first: Side, last: Side, middle: _Judged, end: _Judged) -> Parts:
    """The whole report: from and to are the figures that were printed."""
    return _parts(
        first.total["score"],
        middle.total(first.parameters),
        end.total(first.parameters),
        last.total["score"],
    )


def _recommendations(
    first: Side, last: Side, begin: _Judged, middle: _Judged, end: _Judged
) -> Iterator[RecommendationMove]:
    for reference, item in (dict(begin.items) | dict(end.items)).items():
        yield RecommendationMove(
            reference=reference,
            title=item["title"],
            title_es=item["title_es"],
            before=_label(begin, reference),
            after=_label(end, reference),
            parts=_parts(
                begin.score(reference, first.parameters),
                middle.score(reference, first.parameters),
                end.score(reference, first.parameters),
                end.score(reference, last.parameters),
            ),
        )


def _label(judged: _Judged, reference: str) -> str:
    item = judged.items.get(reference)
    return str(item["standing"]["status"]) if item else ""


def _asks(begin: _Judged, middle: _Judged, end: _Judged) -> Iterator[AskMove]:
    for reference, item in (dict(begin.items) | dict(end.items)).items():
        for ask in _asks_of(begin, end, reference):
            letter = ask["ask"]
            before = begin.status(reference, letter)
            after = end.status(reference, letter)
            if before == after:
                continue
            yield AskMove(
                reference=reference,
                title=item["title"],
                title_es=item["title_es"],
                ask=letter,
                text=ask["text"],
                text_es=ask["text_es"],
                before=before,
                after=after,
                kind=kind(before, after),
                causes=_causes(before, middle.status(reference, letter), after),
                evidence=_new_evidence(begin, end, reference, letter),
            )


def _asks_of(
    begin: _Judged, end: _Judged, reference: str
) -> Sequence[Mapping[str, Any]]:
    """The asks of a recommendation in either reading, in order of their letters."""
    found: dict[str, Mapping[str, Any]] = {}
    for judged in (begin, end):
        item = judged.items.get(reference)
        if item is not None:
            found |= {ask["ask"]: ask for ask in item["standing"]["asks"]}
    return [found[letter] for letter in sorted(found)]


def kind(before: str, after: str) -> str:
    """What sort of move it is: rose, fell, checked and so on.

    Unknown is not zero: from or to "not checked" neither rises nor falls.
    """
    if not before or not after:
        return "added" if not before else "gone"
    steps = method.step_of(before), method.step_of(after)
    if "superseded" in (before, after):
        return "other"
    if steps[0] is None or steps[1] is None:
        return "checked" if steps[0] is None else "unchecked"
    if steps[0] != steps[1]:
        return "rose" if steps[1] > steps[0] else "fell"
    return "fell" if after in method.FALLEN else "other"


def _causes(before: str, middle: str, after: str) -> tuple[str, ...]:
    causes = []
    if middle != before:
        causes.append("found")
    if after != middle:
        causes.append("world")
    return tuple(causes)


def _new_evidence(
    begin: _Judged, end: _Judged, reference: str, letter: str
) -> tuple[Mapping[str, Any], ...]:
    """Items on an ask that only the second reading has, newest first."""
    known = {row["order"] for row in _evidence(begin, reference)}
    rows = [
        row
        for row in _evidence(end, reference)
        if row["order"] not in known and letter in row["asks"]
    ]
    return tuple(sorted(rows, key=lambda row: row["effective_on"], reverse=True))


def _evidence(judged: _Judged, reference: str) -> Sequence[Mapping[str, Any]]:
    item = judged.items.get(reference)
    return item["evidence"] if item else ()
