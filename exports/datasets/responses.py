"""Responses: what agencies answered, dated and whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from recommendations.models import Response

from . import reading
from .contract import (
    OF_AGENCY,
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
    Column(
        "number",
        _("Its number in the recommendation, from 1, in order of publication."),
        "integer",
    ),
    Column("agency", _("Code of the agency that answered.")),
    Column("agency_label", _("Its name in English.")),
    Column("response", _("What it answered."), "code", "ResponseKind"),
    labels_of("response"),
    Column("responded_on", _("The day of the answer."), "date"),
    Column("text", _("The answer, whole, as given."), width=60),
    Column("text_es", _("In Spanish."), unknown=(Unknown.NOT_TRANSLATED,)),
    Column("url", _("Where it was published."), "address"),
    Column(
        "is_disputed_with_documents",
        _("Whether it disputes the finding with documents."),
        "boolean",
    ),
    Column("published_at", _("Since when it is public here."), "timestamp"),
)


def rows(scope: Scope) -> Iterator[Row]:
    """Every answer published in the view."""
    return rows_of(reading.recommendation_ids(scope), scope)


def rows_of(ids: Iterable[int], scope: Scope) -> Iterator[Row]:
    """The answers to these recommendations; three queries for each chunk."""
    view = scope.view
    for chunk in reading.chunks(ids):
        owners = reading.references(chunk)
        found = Response.objects.filter(
            reading.known(view), recommendation__in=chunk, responded_on__lte=view.on
        ).order_by("responded_on", "published_at", "id")
        numbers = reading.numbers(Response, chunk)
        full = found.select_related("agency")
        by_owner = reading.grouped(full, "recommendation_id")
        for id_ in chunk:
            for row in by_owner.get(id_, []):
                yield _row(row, owners[id_], numbers[row.pk])


def _row(row: Response, owner: tuple[str, str], number: int) -> Row:
    return {
        "report": owner[0],
        "recommendation": owner[1],
        "number": number,
        "agency": row.agency.slug,
        "agency_label": row.agency.name,
        "response": row.kind,
        "response_label": label(row.kind, "ResponseKind"),
        "responded_on": row.responded_on,
        "text": or_nothing(row.text),
        "text_es": translated(row.text, row.text_es),
        "url": or_nothing(row.url),
        "is_disputed_with_documents": row.is_disputed_with_documents,
        "published_at": row.published_at,
    }


RESPONSES = Dataset(
    name="responses",
    title=_("Agency responses"),
    about=_("What agencies answered; worth no points."),
    key=("report", "recommendation", "number"),
    columns=COLUMNS,
    rows=rows,
    rows_of=rows_of,
    references=(OF_RECOMMENDATION, OF_AGENCY),
)
