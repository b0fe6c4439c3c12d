"""What moved and what was wrong: status changes and corrections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from recommendations.models import Correction, StatusChange
from recommendations.streamed import streamed
from scorecard import selectors

from . import reading
from .contract import (
    OF_RECOMMENDATION,
    Column,
    Dataset,
    Row,
    Scope,
    Unknown,
    label,
    labels_of,
    or_nothing,
    translated,
)

CHANGE_COLUMNS = (
    Column("report", _("Code of the report.")),
    Column("recommendation", _("Reference of the recommendation.")),
    Column("ask", _("Letter of the ask; empty where the whole moved.")),
    Column("from_status", _("Where it stood before."), "code", "AskStatus"),
    labels_of("from_status"),
    Column("to_status", _("Where it stands since."), "code", "AskStatus"),
    labels_of("to_status"),
    Column("effective_on", _("The day from which it holds."), "date"),
    Column("published_at", _("When it was published."), "timestamp"),
    Column("cause", _("What moved it."), "code", "ChangeCause"),
    labels_of("cause"),
    Column(
        "assessment",
        _("Number in its recommendation of the assessment that moved it."),
        "integer",
    ),
)

CORRECTION_COLUMNS = (
    Column("published_at", _("When it was published."), "timestamp"),
    Column("report", _("Code of the report it concerns.")),
    Column("recommendation", _("Reference of the recommendation it concerns.")),
    Column("indicator", _("Code of the indicator it concerns.")),
    Column("was_shown", _("What was shown, in English."), width=40),
    Column("was_shown_es", _("In Spanish."), unknown=(Unknown.NOT_TRANSLATED,)),
    Column("is_right", _("What is right, in English."), width=40),
    Column("is_right_es", _("In Spanish."), unknown=(Unknown.NOT_TRANSLATED,)),
    Column("wrong_since", _("Since when it was wrong."), "date"),
    Column("affected", _("Which pages and figures were affected.")),
    Column("cause", _("How it came about.")),
    Column(
        "is_material",
        _("Whether it changes a status, a class or a rounded score."),
        "boolean",
    ),
)


def chosen_changes(scope: Scope) -> QuerySet[StatusChange]:
    """The published moves of the scope, newest first."""
    restriction = (
        {} if scope.report is None else {"recommendation__report": scope.report}
    )
    return selectors.changes(scope.view, **restriction).order_by(
        "-published_at", "-effective_on", "-id"
    )


def change_rows(scope: Scope) -> Iterator[Row]:
    """Every published move seen in the view, newest first."""
    return change_rows_in(chosen_changes(scope), scope)


def change_rows_in(found: QuerySet[StatusChange], scope: Scope) -> Iterator[Row]:
    """These moves; two queries for each chunk."""
    return rows_of_changes(streamed(found, reading.CHUNK))


def change_rows_of(ids: Iterable[int], scope: Scope) -> Iterator[Row]:
    """The moves of these recommendations, newest first; two queries for each chunk."""
    for chunk in reading.chunks(ids):
        found = selectors.changes(scope.view, recommendation__in=chunk).order_by(
            "-published_at", "-effective_on", "-id"
        )
        by_owner = reading.grouped(found, "recommendation_id")
        for id_ in chunk:
            yield from rows_of_changes(by_owner.get(id_, []))


def rows_of_changes(found: Iterable[StatusChange]) -> Iterator[Row]:
    """These moves in the columns of their dataset; one query for each chunk."""
    for chunk in reading.batches(found):
        numbers = reading.assessment_numbers([row.recommendation_id for row in chunk])
        for row in chunk:
            yield {
                "report": row.recommendation.report.slug,
                "recommendation": row.recommendation.reference,
                "ask": row.ask.code if row.ask else None,
                "from_status": row.from_status,
                "from_status_label": label(row.from_status, "AskStatus"),
                "to_status": row.to_status,
                "to_status_label": label(row.to_status, "AskStatus"),
                "effective_on": row.effective_on,
                "published_at": row.published_at,
                "cause": row.cause,
                "cause_label": label(row.cause, "ChangeCause"),
                "assessment": numbers.get(row.assessment_id or 0),
            }


def chosen_corrections(scope: Scope) -> QuerySet[Correction]:
    """The published corrections of the scope, newest first."""
    rows = selectors.corrections(report=scope.report)
    return rows.filter(reading.known(scope.view)).order_by("-published_at", "-id")


def correction_rows(scope: Scope) -> Iterator[Row]:
    """Every published correction, newest first; one query."""
    return correction_rows_in(chosen_corrections(scope), scope)


def correction_rows_in(found: QuerySet[Correction], scope: Scope) -> Iterator[Row]:
    """These corrections; one query."""
    for row in found:
        yield correction_row(row)


def correction_row(row: Correction) -> Row:
    """One correction in the columns of its dataset."""
    about = row.recommendation
    report = about.report if about else row.report
    return {
        "published_at": row.published_at,
        "report": report.slug if report else None,
        "recommendation": about.reference if about else None,
        "indicator": row.indicator.slug if row.indicator else None,
        "was_shown": row.was_shown,
        "was_shown_es": translated(row.was_shown, row.was_shown_es),
        "is_right": row.is_right,
        "is_right_es": translated(row.is_right, row.is_right_es),
        "wrong_since": row.wrong_since,
        "affected": or_nothing(row.affected),
        "cause": or_nothing(row.cause),
        "is_material": row.is_material,
    }


CHANGES = Dataset(
    name="changes",
    title=_("Changes"),
    about=_("What moved, from where, to where, since when, and why."),
    key=(),
    columns=CHANGE_COLUMNS,
    rows=change_rows,
    rows_of=change_rows_of,
    found=chosen_changes,
    rows_in=change_rows_in,
    references=(OF_RECOMMENDATION,),
)
CORRECTIONS = Dataset(
    name="corrections",
    title=_("Corrections"),
    about=_("What was shown wrongly, what is right, and since when."),
    key=(),
    columns=CORRECTION_COLUMNS,
    rows=correction_rows,
    found=chosen_corrections,
    rows_in=correction_rows_in,
)
