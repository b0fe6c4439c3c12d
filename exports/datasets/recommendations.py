"""Recommendations: one row each, with where it stands; can be imported unchanged.

The first fifteen columns are the field names that an import knows without a
mapping (CONTRACT.md), in its vocabulary and with its separators.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from recommendations.as_of import AsOf
from recommendations.models import Recommendation, Response, Source
from recommendations.rules import schedule
from scorecard import build, frozen, method, selectors

from . import reading
from .contract import (
    OF_REPORT,
    VIEW_COLUMNS,
    Column,
    Dataset,
    Reference,
    Row,
    Scope,
    Unknown,
    Value,
    label,
    labels_of,
    or_nothing,
    translated,
)

OF_CATEGORY = Reference(("report", "category"), "categories", ("report", "category"))
UNSCORED = (Unknown.TOO_LITTLE_CHECKED, Unknown.NOT_ASSESSED)

IMPORTED = (
    Column("reference", _("As the report numbers it; unique in the report.")),
    Column("title", _("Its heading in English."), width=40),
    Column("summary", _("What is asked, in our own words, in English."), width=60),
    Column("category", _("Code of the heading it stands under in the report.")),
    Column("agencies", _("Codes of the agencies that must act."), "list"),
    Column("supporting_agencies", _("Codes of the agencies that must help."), "list"),
    Column("issued_on", _("The day it was made."), "date"),
    Column(
        "due_on",
        _("The date in force by which it is to be done; empty where none was set."),
        "date",
    ),
    Column("response", _("The latest answer of an agency."), "code", "ResponseKind"),
    Column("response_text", _("That answer, whole, as given."), width=40),
    Column("response_on", _("The day of that answer."), "date"),
    Column("status", _("Where it stands."), "code", "AskStatus"),
    Column("status_reason", _("Why, in two or three sentences, in English."), width=60),
    Column(
        "evidence_urls",
        _("Addresses of the sources of its evidence."),
        "list",
        separator="|",
        width=40,
    ),
    Column("source_url", _("Address of the report that makes it."), "address"),
)

FURTHER = (
    Column("report", _("Code of the report, as in its address.")),
    Column("title_es", _("Its heading in Spanish."), unknown=(Unknown.NOT_TRANSLATED,)),
    Column(
        "summary_es",
        _("What is asked, in Spanish."),
        unknown=(Unknown.NOT_TRANSLATED,),
    ),
    Column("category_title", _("The heading it stands under, in English.")),
    Column("agencies_label", _("Names of the agencies that must act."), "list"),
    Column(
        "supporting_agencies_label", _("Names of the agencies that must help."), "list"
    ),
    Column("priority", _("Whether the report marks it."), "code", "Priority"),
    Column("weight", _("How much it counts: 1, or 2 for a priority."), "number"),
    labels_of("status"),
    Column(
        "score",
        _("Delivery score, 0 to 100, one decimal."),
        "number",
        unknown=UNSCORED,
    ),
    Column("worst", _("The score if no unchecked ask is done."), "number"),
    Column("best", _("The score if every unchecked ask is done."), "number"),
    Column(
        "coverage",
        _("Share of its asks that is checked, by weight, 0 to 1."),
        "number",
    ),
    Column(
        "confidence",
        _("How sure the status is: the middle one of its asks."),
        "code",
        "Confidence",
        unknown=(Unknown.NOT_ASSESSED,),
    ),
    Column(
        "freshness",
        _("How old the oldest review behind it is."),
        "code",
        "Freshness",
        unknown=(Unknown.NOT_ASSESSED,),
    ),
    Column("has_undone", _("Whether an ask of it was undone."), "boolean"),
    labels_of("response"),
    Column("response_by", _("Code of the agency that answered.")),
    Column("schedule", _("Where it stands against its date."), "code", "Schedule"),
    labels_of("schedule"),
    Column("first_due_on", _("The first date that was announced."), "date"),
    Column("n_due_revisions", _("How often that date was moved."), "integer"),
    Column("delivered_on", _("Since when it has been done."), "date"),
    Column(
        "assessed_on",
        _("The day for which it was last assessed."),
        "date",
        unknown=(Unknown.NOT_ASSESSED,),
    ),
    Column(
        "verified_on",
        _("The day on which that assessment was published."),
        "date",
        unknown=(Unknown.NOT_ASSESSED,),
    ),
    Column("n_asks", _("Asks that still apply."), "integer"),
    Column("n_asks_checked", _("Those of them that are checked."), "integer"),
    Column(
        "is_first_reading",
        _("Whether that assessment is a first reading, open to challenge."),
        "boolean",
        unknown=(Unknown.NOT_ASSESSED,),
    ),
    Column(
        "status_reason_es",
        _("Why, in Spanish."),
        unknown=(Unknown.NOT_TRANSLATED,),
    ),
    Column("address", _("Its page on this site."), "address"),
    *VIEW_COLUMNS,
)


def rows(scope: Scope) -> Iterator[Row]:
    """Every public recommendation in the view, in the order of its report."""
    return rows_of(reading.recommendation_ids(scope), scope)


def rows_of(ids: Iterable[int], scope: Scope) -> Iterator[Row]:
    """These recommendations in this order; seven queries for each chunk."""
    version = selectors.method_version(scope.view)
    for chunk in reading.chunks(ids):
        stock = _Stock.of(chunk, scope.view)
        for id_ in chunk:
            if id_ in stock.standings:
                yield _row(id_, stock, scope, version)


@dataclass(frozen=True)
class _Stock:
    """What the rows of one chunk are made from, by recommendation."""

    heads: dict[int, Any]
    standings: dict[int, Any]
    agencies: dict[int, dict[str, list[tuple[str, str]]]]
    responses: dict[int, list[Response]]
    urls: dict[int, list[str]]

    @classmethod
    def of(cls, ids: Sequence[int], view: AsOf) -> _Stock:
        heads = Recommendation.objects.select_related("report", "category")
        return cls(
            heads=heads.defer("open_questions", "open_questions_es").in_bulk(list(ids)),
            standings=reading.standings(ids, view),
            agencies=reading.named_agencies(ids),
            responses=reading.grouped(_responses(ids, view), "recommendation_id"),
            urls=_urls(ids, view),
        )


def _responses(ids: Sequence[int], view: AsOf) -> Any:
    rows = Response.objects.filter(
        reading.known(view), recommendation__in=ids, responded_on__lte=view.on
    )
    return rows.select_related("agency").order_by("responded_on", "published_at", "id")


def _urls(ids: Sequence[int], view: AsOf) -> dict[int, list[str]]:
    rows = Source.objects.filter(
        reading.known(view, "evidence__"),
        reading.not_withdrawn(view, "evidence__"),
        evidence__recommendation__in=ids,
        evidence__happened_on__lte=view.on,
    ).exclude(url="")
    found: dict[int, list[str]] = {id_: [] for id_ in ids}
    ordered = rows.order_by("evidence__happened_on", "evidence__key", "position", "id")
    for owner, url in ordered.values_list("evidence__recommendation_id", "url"):
        if url not in found[owner]:
            found[owner].append(url)
    return found


def _row(id_: int, stock: _Stock, scope: Scope, version: str) -> Row:
    head, stand = stock.heads[id_], stock.standings[id_]
    return {
        **_what(head, stock.agencies[id_]),
        **_when(stand, head, scope),
        **_answer(stand, stock.responses.get(id_, [])),
        **_where(stand),
        "evidence_urls": tuple(stock.urls[id_]),
        "as_of": scope.view.on,
        "known_at": scope.known_at,
        "method": version,
    }


def _what(head: Any, named: dict[str, list[tuple[str, str]]]) -> Row:
    path = f"/reports/{head.report.slug}/{head.reference}/"
    return {
        "reference": head.reference,
        "title": head.title,
        "title_es": translated(head.title, head.title_es),
        "summary": or_nothing(head.summary),
        "summary_es": translated(head.summary, head.summary_es),
        "category": head.category.code,
        "category_title": head.category.title,
        "agencies": tuple(slug for slug, _name in named["lead"]),
        "agencies_label": tuple(name for _slug, name in named["lead"]),
        "supporting_agencies": tuple(slug for slug, _name in named["supporting"]),
        "supporting_agencies_label": tuple(name for _s, name in named["supporting"]),
        "report": head.report.slug,
        "source_url": or_nothing(head.report.url),
        "priority": head.priority,
        "weight": build.weight(head.weight, head.priority),
        "address": settings.SITE_URL.rstrip("/") + path,
    }


def _when(stand: Any, head: Any, scope: Scope) -> Row:
    place = schedule(stand.status, stand.due_on, stand.delivered_on, scope.view.on)
    return {
        "issued_on": head.issued_on,
        "due_on": stand.due_on,
        "first_due_on": stand.first_due_on,
        "n_due_revisions": stand.n_due_revisions,
        "delivered_on": stand.delivered_on,
        "schedule": place.value,
        "schedule_label": str(place.label),
    }


def _answer(stand: Any, answers: Sequence[Response]) -> Row:
    latest = answers[-1] if answers else None
    return {
        "response": stand.response,
        "response_label": label(stand.response, "ResponseKind"),
        "response_text": or_nothing(latest.text) if latest else None,
        "response_on": latest.responded_on if latest else None,
        "response_by": latest.agency.slug if latest else None,
    }


def _where(stand: Any) -> Row:
    reading_ = stand.assessment
    none = Unknown.NOT_ASSESSED
    applying = [ask for ask in stand.asks if ask["status"] != "superseded"]
    return {
        "status": stand.status,
        "status_label": label(stand.status, "AskStatus"),
        "status_reason": or_nothing(reading_.rationale) if reading_ else None,
        "status_reason_es": translated(reading_.rationale, reading_.rationale_es)
        if reading_
        else None,
        "score": score_or_why(stand.score, stand.coverage),
        "worst": frozen.tenth(stand.low),
        "best": frozen.tenth(stand.high),
        "coverage": share(stand.coverage),
        "confidence": stand.confidence or (none if applying else None),
        "freshness": stand.freshness or none,
        "has_undone": stand.has_reversed,
        "assessed_on": stand.assessed_on or none,
        "verified_on": stand.verified_on or none,
        "n_asks": len(applying),
        "n_asks_checked": sum(a["status"] != "not_assessed" for a in applying),
        "is_first_reading": reading_.is_first_reading if reading_ else none,
    }


def score_or_why(score: float | None, coverage: float | None) -> Value:
    """A score with one decimal, or why there is none; None where none applies."""
    if score is not None:
        return frozen.tenth(score)
    if coverage is None:
        return None
    return Unknown.TOO_LITTLE_CHECKED if coverage else Unknown.NOT_ASSESSED


def share(value: float | None) -> float | None:
    """A share of 0 to 1 with three decimals; None where nothing applies."""
    return None if value is None else method.half_up(value, 3)


RECOMMENDATIONS = Dataset(
    name="recommendations",
    title=_("Recommendations"),
    about=_("What was recommended, to whom, by when, and where it stands."),
    key=("report", "reference"),
    columns=(*IMPORTED, *FURTHER),
    rows=rows,
    rows_of=rows_of,
    references=(OF_REPORT, OF_CATEGORY),
)
