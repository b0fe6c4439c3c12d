"""The sheets that only hold: evidence, sources, replies, dates, indicators, changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from recommendations.choices import (
    AskStatus,
    Bearing,
    EvidenceKind,
    IndicatorClass,
    ResponseKind,
)

from ...status_report import StatusReport
from .sheet import Book, Head, Layout

EVIDENCE = (
    Head("recommendation", 15),
    Head("key", 12),
    Head("happened", 12),
    Head("kind", 16),
    Head("bearing", 12),
    Head("asks", 10),
    Head("actor", 24),
    Head("fact", 80, is_wrapped=True),
    Head("note", 30, is_wrapped=True),
    Head("is_verified", 11),
    Head("sources", 12),
)
SOURCES = (
    Head("number", 9),
    Head("tier", 6),
    Head("title", 60, is_wrapped=True),
    Head("publisher", 28),
    Head("via", 20),
    Head("published", 12),
    Head("url", 60),
    Head("archived_url", 40),
    Head("is_verified", 11),
    Head("note", 30, is_wrapped=True),
)
RESPONSES = (
    Head("recommendation", 15),
    Head("agency", 20),
    Head("name", 36),
    Head("position", 20),
    Head("responded_on", 13),
    Head("text", 80, is_wrapped=True),
    Head("is_disputed_with_documents", 16),
    Head("url", 50),
)
DUE_DATES = (
    Head("recommendation", 15),
    Head("due_on", 12),
    Head("announced_on", 13),
    Head("announced_by", 30),
    Head("is_revision", 11),
    Head("reason", 60, is_wrapped=True),
    Head("url", 50),
)
INDICATORS = (
    Head("indicator", 34),
    Head("name", 50, is_wrapped=True),
    Head("unit", 24),
    Head("class", 16),
    Head("verdict", 24),
    Head("baseline_period", 12),
    Head("baseline_value", 12),
    Head("target_period", 12),
    Head("target_value", 12),
    Head("target_low", 12),
    Head("target_high", 12),
    Head("target_basis", 16),
    Head("latest_period", 12),
    Head("latest_value", 12),
    Head("bears_on", 20),
    Head("sentence", 80, is_wrapped=True),
)
OBSERVATIONS = (
    Head("indicator", 34),
    Head("period", 12),
    Head("value", 14),
    Head("flag", 14),
    Head("is_verified", 11),
    Head("note", 50, is_wrapped=True),
)
CHANGES = (
    Head("recommendation", 15),
    Head("ask", 6),
    Head("text", 60, is_wrapped=True),
    Head("from", 16),
    Head("to", 16),
    Head("kind", 12),
    Head("causes", 14),
)
CORRECTIONS = (
    Head("published_on", 13),
    Head("concerns", 40, is_wrapped=True),
    Head("was_shown", 60, is_wrapped=True),
    Head("is_right", 60, is_wrapped=True),
    Head("wrong_since", 12),
    Head("is_material", 11),
    Head("cause", 40, is_wrapped=True),
)


def write(book: Book, made: StatusReport) -> None:
    """Every such sheet; one without rows is written too, so that links hold."""
    for name, heads, rows in (
        ("evidence", EVIDENCE, _evidence(made)),
        ("sources", SOURCES, _sources(made)),
        ("responses", RESPONSES, _responses(made)),
        ("due_dates", DUE_DATES, _due_dates(made)),
        ("indicators", INDICATORS, _indicators(made)),
        ("observations", OBSERVATIONS, _observations(made)),
        ("changes", CHANGES, _changes(made)),
        ("corrections", CORRECTIONS, _corrections(made)),
    ):
        found: Sequence[Sequence[Any]] = list(rows)
        book.table(Layout(name, heads, len(found)), found)


def _evidence(made: StatusReport) -> Iterator[list[Any]]:
    for part in made.recommendations:
        for item in part.evidence:
            yield [
                part.line.reference,
                item.key,
                str(item.happened),
                str(EvidenceKind(item.kind).label),
                str(Bearing(item.bearing).label),
                item.asks,
                str(item.actor) or None,
                str(item.fact),
                item.note or None,
                item.is_verified,
                tuple(str(number) for number in item.sources),
            ]


def _sources(made: StatusReport) -> Iterator[list[Any]]:
    for source in made.sources:
        yield [
            source.number,
            source.tier,
            source.title,
            source.publisher,
            source.via or None,
            str(source.published) if source.published else None,
            source.url or None,
            source.archived_url or None,
            source.is_verified,
            source.note or None,
        ]


def _responses(made: StatusReport) -> Iterator[list[Any]]:
    for part in made.recommendations:
        for row in part.replies:
            yield [
                part.line.reference,
                row.agency,
                str(row.name),
                str(ResponseKind(row.kind).label),
                row.responded_on,
                str(row.text) or None,
                row.is_disputed,
                row.url or None,
            ]


def _due_dates(made: StatusReport) -> Iterator[list[Any]]:
    for part in made.recommendations:
        for row in part.due_dates:
            yield [
                part.line.reference,
                row.due_on,
                row.announced_on,
                str(row.announced_by) if row.announced_by else None,
                row.is_revision,
                row.reason or None,
                row.url or None,
            ]


def _indicators(made: StatusReport) -> Iterator[list[Any]]:
    for part in made.indicators:
        row, latest = part.reading.indicator, part.reading.latest
        yield [
            row.slug,
            str(part.name),
            str(part.unit),
            str(IndicatorClass(part.reading.category).label),
            part.verdict,
            row.baseline_period or None,
            row.baseline_value,
            row.target_period or None,
            row.target_value,
            row.target_low,
            row.target_high,
            str(row.get_target_basis_display()) or None,
            latest.period if latest else None,
            latest.value if latest else None,
            part.bears_on,
            part.sentence,
        ]


def _observations(made: StatusReport) -> Iterator[list[Any]]:
    for part in made.indicators:
        for value in part.reading.observations:
            yield [
                part.reading.indicator.slug,
                value.period,
                value.value,
                value.flag or None,
                value.is_verified,
                value.note or None,
            ]


def _changes(made: StatusReport) -> Iterator[list[Any]]:
    for move in made.changes.asks if made.changes else ():
        text = move.text_es if made.language == "es" and move.text_es else move.text
        yield [
            move.reference,
            move.ask,
            text,
            str(AskStatus(move.before).label) if move.before else None,
            str(AskStatus(move.after).label) if move.after else None,
            move.kind,
            move.causes,
        ]


def _corrections(made: StatusReport) -> Iterator[list[Any]]:
    for row in made.corrections:
        yield [
            row.published_at.date(),
            row.concerns,
            str(row.was_shown),
            str(row.is_right),
            row.wrong_since,
            row.is_material,
            row.cause or None,
        ]
