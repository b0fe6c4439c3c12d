"""Recommendations: one row each, with where it stands; can be imported unchanged.

The first fifteen columns are the field names that an import knows without a
mapping (CONTRACT.md), in its vocabulary and with its separators.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from . import reading, recommendation_records
from .contract import (
    OF_REPORT,
    VIEW_COLUMNS,
    Column,
    Dataset,
    Record,
    Reference,
    Row,
    Scope,
    Unknown,
    labels_of,
)

OF_CATEGORY = Reference(("report", "category"), "categories", ("report", "category"))
UNSCORED = (
    Unknown.TOO_LITTLE_CHECKED,
    Unknown.NOT_ASSESSED,
    Unknown.AGREEMENT_TOO_LOW,
)

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


NAMES = [column.name for column in (*IMPORTED, *FURTHER)]


def rows(scope: Scope) -> Iterator[Row]:
    """Every public recommendation in the view, in the order of its report."""
    return rows_of(reading.recommendation_ids(scope), scope)


def rows_of(ids: Iterable[int], scope: Scope) -> Iterator[Row]:
    """These recommendations in this order."""
    for record in recommendation_records.records(ids, scope):
        yield dict(zip(NAMES, record, strict=True))


def records(ids: Iterable[int] | None, scope: Scope) -> Iterator[Record]:
    """The same as tuples; every one of the view where no ids are given."""
    wanted = reading.recommendation_ids(scope) if ids is None else ids
    return recommendation_records.records(wanted, scope)


RECOMMENDATIONS = Dataset(
    name="recommendations",
    title=_("Recommendations"),
    about=_("What was recommended, to whom, by when, and where it stands."),
    key=("report", "reference"),
    columns=(*IMPORTED, *FURTHER),
    rows=rows,
    rows_of=rows_of,
    records=records,
    references=(OF_REPORT, OF_CATEGORY),
)
