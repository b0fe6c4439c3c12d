"""Second readings: the step a second coder chose for each ask, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from recommendations.models import SecondJudgement

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

COLUMNS = (
    Column("report", _("Code of the report.")),
    Column("recommendation", _("Reference of the recommendation.")),
    Column("effective_on", _("The day for which it holds."), "date"),
    Column("coder", _("Who read, as shown to readers.")),
    Column("ask", _("Letter of the ask in its recommendation.")),
    Column("status", _("The step the coder chose."), "code", "AskStatus"),
    labels_of("status"),
    Column("confidence", _("How sure the coder was."), "code", "EditorConfidence"),
    Column("reason", _("Why, in English."), width=60),
    Column("reason_es", _("In Spanish."), unknown=(Unknown.NOT_TRANSLATED,)),
    Column("made_on", _("The day it was made."), "date"),
    Column("basis", _("What the coder had before them."), width=40),
    Column("published_at", _("Since when it is public here."), "timestamp"),
)


def rows(scope: Scope) -> Iterator[Row]:
    """Every step of every second reading published in the view."""
    return rows_of(reading.recommendation_ids(scope), scope)


def rows_of(ids: Iterable[int], scope: Scope) -> Iterator[Row]:
    """Those of these recommendations; two queries for each chunk."""
    view = scope.view
    for chunk in reading.chunks(ids):
        owners = reading.references(chunk)
        found = SecondJudgement.objects.filter(
            reading.known(view, "reading__"),
            reading__recommendation__in=chunk,
            reading__effective_on__lte=view.on,
        ).order_by("reading__effective_on", "reading__coder", "ask__position")
        by_owner: dict[int, list[SecondJudgement]] = {}
        for row in found.select_related("reading", "ask"):
            by_owner.setdefault(row.reading.recommendation_id, []).append(row)
        for id_ in chunk:
            for row in by_owner.get(id_, []):
                yield _row(row, owners[id_])


def _row(row: SecondJudgement, owner: tuple[str, str]) -> Row:
    return {
        "report": owner[0],
        "recommendation": owner[1],
        "effective_on": row.reading.effective_on,
        "coder": row.reading.coder,
        "ask": row.ask.code,
        "status": row.status,
        "status_label": label(row.status, "AskStatus"),
        "confidence": or_nothing(row.confidence),
        "reason": or_nothing(row.reason),
        "reason_es": translated(row.reason, row.reason_es),
        "made_on": row.reading.made_on,
        "basis": or_nothing(row.reading.basis),
        "published_at": row.reading.published_at,
    }


SECOND_READINGS = Dataset(
    name="second_readings",
    title=_("Second readings"),
    about=_("What a second coder chose for each ask without seeing the first."),
    key=("report", "recommendation", "effective_on", "coder", "ask"),
    columns=COLUMNS,
    rows=rows,
    rows_of=rows_of,
    references=(OF_RECOMMENDATION,),
)
