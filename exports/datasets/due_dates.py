"""Due dates: the first one announced and every revision, with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _

from recommendations.models import DueDate

from . import reading
from .contract import OF_RECOMMENDATION, Column, Dataset, Row, Scope, or_nothing

COLUMNS = (
    Column("report", _("Code of the report.")),
    Column("recommendation", _("Reference of the recommendation.")),
    Column("announced_on", _("When the date was made known."), "date"),
    Column("due_on", _("The day by which it is to be done."), "date"),
    Column("announced_by", _("Code of the agency that announced it.")),
    Column("is_revision", _("Whether it moves an earlier date."), "boolean"),
    Column("reason", _("For a revision: the reason given."), width=40),
    Column("url", _("Where it was announced."), "address"),
    Column("published_at", _("Since when it is public here."), "timestamp"),
)


def rows(scope: Scope) -> Iterator[Row]:
    """Every date announced and published in the view."""
    return rows_of(reading.recommendation_ids(scope), scope)


def rows_of(ids: Iterable[int], scope: Scope) -> Iterator[Row]:
    """Those of these recommendations, oldest first; two queries for each chunk."""
    view = scope.view
    for chunk in reading.chunks(ids):
        owners = reading.references(chunk)
        found = DueDate.objects.filter(
            reading.known(view), recommendation__in=chunk, announced_on__lte=view.on
        ).order_by("announced_on", "id")
        full = found.select_related("announced_by")
        by_owner = reading.grouped(full, "recommendation_id")
        for id_ in chunk:
            for row in by_owner.get(id_, []):
                yield _row(row, owners[id_])


def _row(row: DueDate, owner: tuple[str, str]) -> Row:
    return {
        "report": owner[0],
        "recommendation": owner[1],
        "announced_on": row.announced_on,
        "due_on": row.due_on,
        "announced_by": row.announced_by.slug if row.announced_by else None,
        "is_revision": row.is_revision,
        "reason": or_nothing(row.reason),
        "url": or_nothing(row.url),
        "published_at": row.published_at,
    }


DUE_DATES = Dataset(
    name="due_dates",
    title=_("Due dates"),
    about=_("The first date announced and every revision with its reason."),
    key=("report", "recommendation", "announced_on"),
    columns=COLUMNS,
    rows=rows,
    rows_of=rows_of,
    references=(OF_RECOMMENDATION,),
)
