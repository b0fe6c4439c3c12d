"""A report in one view as plain values that can be stored, hashed and read back.

``record`` holds each recommendation with its standing and the dated rows behind it;
``history_of`` turns the rows back into a History, so that a snapshot can be judged
for another day without the live record. Names of figures follow METHOD.md section 9.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any, TypeVar, cast

from recommendations.as_of import AsOf
from recommendations.histories import histories
from recommendations.models import Evidence, Recommendation, Responsibility, Source
from recommendations.standing import (
    AskLine,
    AssessmentLine,
    DueLine,
    EvidenceLine,
    History,
    ReadingLine,
    ResponseLine,
)

from . import method
from .build import AskLine as ScoredAsk, Group, Line

Plain = dict[str, Any]
Row = TypeVar("Row")

ROWS: dict[str, type[Any]] = {
    "assessments": AssessmentLine,
    "evidence": EvidenceLine,
    "readings": ReadingLine,
    "responses": ResponseLine,
    "due_dates": DueLine,
}

# What had been withdrawn by then is not kept at all, so its day is no part of a row.
NAMES: dict[type[Any], tuple[str, ...]] = {
    kind: tuple(one.name for one in fields(kind) if one.name != "withdrawn_on")
    for kind in ROWS.values()
}


@dataclass(frozen=True)
class Behind:
    """What stands behind the lines of any view: histories, agencies, texts."""

    histories: Mapping[int, History]
    own_weights: Mapping[int, float | None]
    agencies: Mapping[int, list[Plain]]
    texts: Mapping[int, Plain]


def behind(ids: Sequence[int]) -> Behind:
    """Read it for these recommendations; fourteen queries, however many they are."""
    rows = Recommendation.objects.filter(id__in=ids)
    return Behind(
        histories=histories(ids),
        own_weights=dict(rows.values_list("id", "weight")),
        agencies=_named(ids),
        texts=_evidence_texts(ids),
    )


def record(
    lines: Sequence[Line], view: AsOf, stock: Behind | None = None
) -> list[Plain]:
    """Each recommendation of these lines with what stands behind it.

    Only rows true by the as-of day and known in the view are kept. stock: read
    already, where two views share it.
    """
    stock = stock or behind([line.id for line in lines])
    return [_item(line, view, stock) for line in lines]


def read(lines: Sequence[Line], view: AsOf, stock: Behind | None = None) -> list[Plain]:
    """What ``record`` gives, for reading and not for keeping.

    The dated rows stand as the history they make (``history``); of evidence alone the
    rows are told as well.
    """
    stock = stock or behind([line.id for line in lines])
    return [_read_item(line, view, stock) for line in lines]


def _read_item(line: Line, view: AsOf, stock: Behind) -> Plain:
    history = seen(stock.histories[line.id], view)
    return {
        **_head(line, stock),
        "issued_on": history.issued_on.isoformat(),
        "history": history,
        "evidence": [
            _row(row) | stock.texts.get(row.order, {}) for row in history.evidence
        ],
    }


def _item(line: Line, view: AsOf, stock: Behind) -> Plain:
    history = seen(stock.histories[line.id], view)
    return {**_head(line, stock), **rows_of(history, stock.texts)}


def _head(line: Line, stock: Behind) -> Plain:
    return {
        "reference": line.reference,
        "title": line.title,
        "title_es": line.title_es,
        "category": line.category.code,
        "priority": line.priority,
        "weight": line.weight,
        "own_weight": stock.own_weights[line.id],
        "weight_reason": line.weight_reason,
        "agencies": stock.agencies.get(line.id, []),
        "standing": standing(line),
    }


def seen(history: History, view: AsOf) -> History:
    """The history as known in the view, without what became true after its day."""
    known = history.known_on(view.known_on)
    kept = {
        name: tuple(
            row if row.withdrawn_on is None else replace(row, withdrawn_on=None)
            for row in getattr(known, name)
            if row.effective_on <= view.on
        )
        for name in ROWS
    }
    return replace(known, **kept)  # type: ignore[arg-type]  # one tuple for each name


def standing(line: Line) -> Plain:
    """Where a recommendation stood, ask by ask, as the scorecard shows it."""
    values = {
        name: plain(getattr(line, name))
        for name in (
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
            "delivered_on",
            "schedule",
            "assessed_on",
            "verified_on",
        )
    }
    return values | {"asks": [_ask(ask) for ask in line.asks]}


def _ask(ask: ScoredAsk) -> Plain:
    values = {name: plain(value) for name, value in ask._asdict().items()}
    return {"ask": values.pop("code"), **values}


def rows_of(history: History, texts: Mapping[int, Plain]) -> Plain:
    """The dated rows of a history as plain values; texts: of evidence, by its id."""
    values: Plain = {
        "issued_on": history.issued_on.isoformat(),
        "known_from": history.known_from.isoformat(),
        "asks": [dict(vars(ask)) for ask in history.asks],
    }
    for name in ROWS:
        values[name] = [_row(row) for row in getattr(history, name)]
    for row in values["evidence"]:
        row |= texts.get(row["order"], {})
    return values


def _row(row: Any) -> Plain:
    values = vars(row)
    return {name: plain(values[name]) for name in NAMES[type(row)]}


def plain(value: Any) -> Any:
    """Dates as ISO text, sets and tuples as lists; the rest as it is."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, frozenset | set):
        return sorted(value)
    if isinstance(value, tuple | list):
        return [plain(item) for item in value]
    return value


def history_of(item: Mapping[str, Any]) -> History:
    """The History that an item of ``record`` or ``read`` was made from."""
    if "history" in item:
        return cast(History, item["history"])
    return History(
        issued_on=date.fromisoformat(item["issued_on"]),
        known_from=date.fromisoformat(item["known_from"]),
        asks=tuple(AskLine(**ask) for ask in item["asks"]),
        **{
            name: tuple(_read(row, kind) for row in item[name])
            for name, kind in ROWS.items()
        },
    )


def _read(row: Mapping[str, Any], kind: type[Row]) -> Row:
    names = {field.name for field in fields(kind)} & set(row)  # type: ignore[arg-type]
    values = {name: row[name] for name in names}
    for name in names & {"effective_on", "published_on", "due_on"}:
        values[name] = date.fromisoformat(values[name])
    if "sources" in values:
        values["sources"] = tuple(tuple(pair[:2]) for pair in values["sources"])
        values["asks"] = frozenset(values["asks"])
    return kind(**values)


def _named(ids: Sequence[int]) -> dict[int, list[Plain]]:
    named: dict[int, list[Plain]] = defaultdict(list)
    rows = Responsibility.objects.filter(recommendation__in=ids).order_by(
        "recommendation", "role", "agency__slug"
    )
    only = defaultdict(list)
    links = Responsibility.asks.through.objects.filter(responsibility__in=rows)
    for owner, code in links.values_list("responsibility_id", "ask__code"):
        only[owner].append(code)
    for id_, owner, slug, role in rows.values_list(
        "id", "recommendation_id", "agency__slug", "role"
    ):
        named[owner].append({"agency": slug, "role": role, "asks": sorted(only[id_])})
    return named


def _evidence_texts(ids: Sequence[int]) -> dict[int, Plain]:
    """What an item of evidence says and where it stands, by its id."""
    rows = Evidence.objects.filter(
        recommendation__in=ids, published_at__isnull=False
    ).only("key", "happened_on", "happened_precision", "kind", "fact", "fact_es")
    cited: dict[int, list[list[str]]] = defaultdict(list)
    sources = Source.objects.filter(
        evidence__recommendation__in=ids, evidence__published_at__isnull=False
    ).order_by("pk")
    for owner, *source in sources.values_list(
        "evidence_id", "tier", "publisher", "url"
    ):
        cited[owner].append(source)
    return {
        row.pk: {
            "key": row.key,
            "happened": str(row.happened),
            "kind": row.kind,
            "fact": row.fact,
            "fact_es": row.fact_es,
            "sources": cited[row.pk],
        }
        for row in rows
    }


def figures(group: Group) -> Plain:
    """One group with its figures, one decimal, and the whole points that are shown.

    Names as in ``scores.csv``: low90 and high90 the likely range, worst and best
    the bounds. null for unknown, never 0.
    """
    likely = group.likely
    return {
        "scope": group.kind,
        "scope_id": group.key,
        "title": group.title,
        "title_es": group.title_es,
        "score": tenth(group.score),
        "low90": likely.low if likely else None,
        "high90": likely.high if likely else None,
        "worst": tenth(group.low),
        "best": tenth(group.high),
        "coverage": None
        if group.coverage is None
        else method.half_up(group.coverage, 3),
        "n": group.n,
        "n_scored": group.n_scored,
        "level": group.level,
        "n_lead": group.n_lead,
        "n_supporting": group.n_supporting,
        "counts": dict(group.counts.by_status),
        "ask_counts": dict(group.ask_counts.by_status),
        "no_clear_difference_with": list(group.no_clear_difference_with),
        "shown": {
            "score": whole(group.score),
            "worst": whole(group.low),
            "best": whole(group.high),
            "coverage": whole(None if group.coverage is None else 100 * group.coverage),
        },
    }


def tenth(value: float | None) -> float | None:
    """One decimal, half up, for files; None stays None."""
    return None if value is None else method.half_up(value, 1)


def whole(value: float | None) -> int | None:
    """Whole points, half up, as pages show them; None stays None."""
    return None if value is None else int(method.half_up(value))
