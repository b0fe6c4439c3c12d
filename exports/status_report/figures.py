"""The status report as one table: report, categories, agencies, recommendations, asks.

One row each; ``scope`` says what a row is about. Columns of figures are those of
the dataset ``scores``, so that a figure has one name wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from scorecard import method

from ..datasets import Column, Dataset, Row, Scope, Unknown
from ..datasets.asks import CAP_REASONS
from ..datasets.contract import label, labels_of
from ..datasets.scores import COLUMNS as SCORE_COLUMNS, SCOPES, card_rows
from .content import Asked, GroupPart, RecommendationPart, StatusReport

NOT_ASSESSED = (Unknown.NOT_ASSESSED,)
FIGURES = tuple(
    column
    for column in SCORE_COLUMNS
    if column.name.startswith(("n_", "asks_"))
    or column.name
    in ("score", "low90", "high90", "worst", "best", "coverage", "n", "level")
)

COLUMNS = (
    Column("report", _("Code of the report.")),
    Column(
        "scope",
        _("What the row is about."),
        "code",
        SCOPES | {"ask": _("One ask; the reference of its recommendation.")},
    ),
    Column("scope_id", _("Which one of these.")),
    Column("ask", _("Letter of the ask; only in rows of asks.")),
    Column("title", _("Title, name or text, in the language of the file."), width=60),
    Column("status", _("Where it stands."), "code", "AskStatus"),
    labels_of("status"),
    Column(
        "points",
        _("Of an ask: points of its step, 0 to 100; empty where it left the count."),
        "number",
        unknown=NOT_ASSESSED,
    ),
    *FIGURES,
    Column("weight", _("How much it counts."), "number"),
    Column("category", _("Code of the category.")),
    Column("agencies", _("Codes of the agencies that must act."), "list"),
    Column("supporting_agencies", _("Codes of those that must help."), "list"),
    Column("confidence", _("How sure the status is."), "code", "Confidence"),
    labels_of("confidence"),
    Column("claimed", _("Of an ask: the step that was claimed."), "code", "AskStatus"),
    labels_of("claimed"),
    Column(
        "cap_reason",
        _("Of an ask: why the carried step is the claimed one, or lower."),
        "code",
        CAP_REASONS,
    ),
    Column(
        "second",
        _("Of an ask: the step a second coder chose; empty where there was none."),
        "code",
        "AskStatus",
    ),
    labels_of("second"),
    Column("freshness", _("How old its review is."), "code", "Freshness"),
    Column("response", _("The latest answer of an agency."), "code", "ResponseKind"),
    labels_of("response"),
    Column("issued_on", _("The day it was made."), "date"),
    Column("first_due_on", _("The first date that was announced."), "date"),
    Column("due_on", _("The date in force; empty where none was set."), "date"),
    Column("n_due_revisions", _("How often that date was moved."), "integer"),
    Column("delivered_on", _("Since when it has been done."), "date"),
    Column("schedule", _("Where it stands against its date."), "code", "Schedule"),
    labels_of("schedule"),
    Column("assessed_on", _("The day it was last assessed for."), "date"),
    Column("verified_on", _("The day that assessment was published."), "date"),
    Column(
        "is_first_reading",
        _("Whether that assessment is a first reading, open to challenge."),
        "boolean",
    ),
    Column("has_moved", _("Whether an ask moved since the earlier day."), "boolean"),
    Column("reason", _("Why it stands there, in the language of the file."), width=60),
    Column("open_questions", _("What is not established."), "list", separator="|"),
    Column("n_evidence", _("Dated facts that are printed for it."), "integer"),
    Column("evidence_urls", _("Addresses of their sources."), "list", separator="|"),
    Column("address", _("Its page on this site."), "address"),
    Column("language", _("Language of the texts: en or es.")),
    Column("as_of", _("The day the row is true for."), "date"),
    Column("known_at", _("Only what had been published by then is counted."), "date"),
    Column("method", _("Version of the scoring method.")),
)


def rows(made: StatusReport) -> Iterator[Row]:
    """The rows in the order of the report; absent values are empty."""
    with translation.override(made.language):
        for row in _rows(made):
            yield {column.name: row.get(column.name) for column in COLUMNS}


def _rows(made: StatusReport) -> Iterator[Row]:
    parts = {part.line.reference: part for part in made.recommendations}
    titles = {
        (part.group.kind, part.group.key): part
        for part in (*made.categories, *made.agencies)
    }
    seen = set()
    for row in card_rows(made.card, Scope(made.view)):
        key = (str(row["scope"]), str(row["scope_id"]))
        if key in seen:
            continue
        seen.add(key)
        ends = _ends(made)
        if row["scope"] != "recommendation":
            yield {**row, **_group(made, titles.get(key)), **ends}
        elif row["scope_id"] in parts:
            part = parts[str(row["scope_id"])]
            yield {**row, **_recommendation(part, made), **ends}
            for asked in part.asks:
                yield {**_ask(asked, part), **ends}


def _ends(made: StatusReport) -> Row:
    return {
        "report": made.report.slug,
        "language": made.language,
        "as_of": made.view.on,
        "known_at": made.known_at,
        "method": made.method_version,
    }


def _group(made: StatusReport, part: GroupPart | None) -> Row:
    title = str(part.title) if part else made.narrowed_to or str(made.report.title)
    return {"title": title, "address": None if part else made.address}


def _recommendation(part: RecommendationPart, made: StatusReport) -> Row:
    line, finding = part.line, part.finding
    return {
        "title": str(part.title),
        "status": line.status,
        "status_label": label(line.status, "AskStatus"),
        "weight": line.weight,
        "category": part.category,
        "agencies": _named(part, "lead"),
        "supporting_agencies": _named(part, "supporting"),
        "confidence": line.confidence or None,
        "confidence_label": label(line.confidence, "Confidence") or None,
        "freshness": line.freshness or None,
        "response": line.response,
        "response_label": label(line.response, "ResponseKind"),
        "issued_on": line.issued_on,
        "first_due_on": line.first_due_on,
        "due_on": line.due_on,
        "n_due_revisions": line.n_due_revisions,
        "delivered_on": line.delivered_on,
        "schedule": line.schedule,
        "schedule_label": label(line.schedule, "Schedule"),
        "assessed_on": line.assessed_on,
        "verified_on": line.verified_on,
        "is_first_reading": finding.is_first_reading if finding else None,
        "has_moved": part.has_moved if made.changes else None,
        "reason": str(finding.rationale) if finding else None,
        "open_questions": part.open_questions,
        "n_evidence": len(part.evidence) if made.options.with_evidence else None,
        "evidence_urls": _urls(part, made),
        "address": part.address,
    }


def _named(part: RecommendationPart, role: str) -> tuple[str, ...]:
    return tuple(named.agency for named in part.named if named.role == role)


def _urls(part: RecommendationPart, made: StatusReport) -> tuple[str, ...]:
    by_number = {source.number: source.url for source in made.sources}
    urls = [by_number[n] for item in part.evidence for n in item.sources]
    return tuple(dict.fromkeys(url for url in urls if url))


def _ask(asked: Asked, part: RecommendationPart) -> Row:
    line = asked.line
    return {
        "scope": "ask",
        "scope_id": part.line.reference,
        "ask": line.code,
        "title": str(asked.text),
        "status": line.status,
        "status_label": label(line.status, "AskStatus"),
        "points": points(line),
        "weight": line.weight,
        "category": part.category,
        "confidence": line.confidence or None,
        "confidence_label": label(line.confidence, "Confidence") or None,
        "claimed": line.claimed,
        "claimed_label": label(line.claimed, "AskStatus"),
        "cap_reason": line.cap_reason or None,
        "second": line.second or None,
        "second_label": label(line.second, "AskStatus") or None,
        "freshness": line.freshness or None,
        "verified_on": line.reviewed_on,
        "reason": str(asked.reason) or None,
        "n_evidence": sum(line.code in item.asks for item in part.evidence) or None,
        "address": part.address,
    }


def points(line: Any) -> float | Unknown | None:
    """Points of an ask; the kind of unknown where it is not checked."""
    return Unknown.NOT_ASSESSED if line.status == method.NOT_ASSESSED else line.points


def dataset(made: StatusReport) -> Dataset:
    """The table as a dataset that any writer can write."""
    return Dataset(
        name="status_report",
        title=_("Status report"),
        about=_("One report: its figures, recommendations and asks in one table."),
        key=("report", "scope", "scope_id", "ask"),
        columns=COLUMNS,
        rows=lambda _scope: rows(made),
    )
