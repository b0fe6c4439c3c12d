"""Snapshots: scorecards frozen for good, with the figures they show."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from recommendations.streamed import streamed
from scorecard.models import Snapshot

from . import reading
from .contract import OF_REPORT, Column, Dataset, Row, Scope, Unknown, Value
from .scores import LEVELS, UNSCORED

FIGURES = ("worst", "best", "coverage", "n", "n_scored", "level")

COLUMNS = (
    Column("snapshot", _("Its number, part of its address."), "integer"),
    Column("report", _("Code of the report.")),
    Column("as_of", _("The day it is true for."), "date"),
    Column("known_at", _("Only what had been published by then is counted."), "date"),
    Column("method", _("Version of the scoring method.")),
    Column("code_version", _("Version of the program that made it.")),
    Column("seed", _("Seed of the simulation behind the likely range."), "integer"),
    Column("inputs_hash", _("SHA-256 of everything it was made from.")),
    Column("made_at", _("When it was made."), "timestamp"),
    Column("headline", _("Its headline in English."), width=60),
    Column("headline_es", _("In Spanish."), unknown=(Unknown.NOT_TRANSLATED,)),
    Column(
        "score", _("Delivery score, 0 to 100, one decimal."), "number", unknown=UNSCORED
    ),
    Column(
        "low90",
        _("Lower end of the likely range (90 percent), whole points."),
        "integer",
        unknown=(*UNSCORED, Unknown.NOT_COMPUTED),
    ),
    Column(
        "high90",
        _("Upper end of the likely range."),
        "integer",
        unknown=(*UNSCORED, Unknown.NOT_COMPUTED),
    ),
    Column("worst", _("The score if no unchecked ask is done."), "number"),
    Column("best", _("The score if every unchecked ask is done."), "number"),
    Column("coverage", _("Share of the asks checked, by weight, 0 to 1."), "number"),
    Column("n", _("Recommendations that still apply."), "integer"),
    Column("n_scored", _("Those of them that have a score."), "integer"),
    Column("level", _("What may be done with the figure."), "code", LEVELS),
    Column("address", _("Its page on this site."), "address"),
)


def chosen(scope: Scope) -> QuerySet[Snapshot]:
    """The snapshots of public reports that had been made in the view."""
    rows = Snapshot.objects.filter(
        report__published_at__isnull=False, as_of__lte=scope.view.on
    )
    if scope.view.known_at is not None:
        rows = rows.filter(made_at__date__lte=scope.view.known_at)
    if scope.report is not None:
        rows = rows.filter(report=scope.report)
    return rows.select_related("report", "method_version").order_by("id")


def rows(scope: Scope) -> Iterator[Row]:
    """Every snapshot, by its number; one query."""
    return rows_in(chosen(scope), scope)


def rows_in(found: QuerySet[Snapshot], scope: Scope) -> Iterator[Row]:
    """These snapshots; one query."""
    for row in streamed(found.defer("inputs"), reading.CHUNK):
        yield snapshot_row(row)


def snapshot_row(row: Snapshot) -> Row:
    """One snapshot in the columns of its dataset; stored values alone."""
    total, headline = row.outputs["total"], row.outputs["headline"]
    unknown = _unknown(row.outputs)
    return {
        "snapshot": row.pk,
        "report": row.report.slug,
        "as_of": row.as_of,
        "known_at": row.known_at,
        "method": row.method_version.version,
        "code_version": row.code_version,
        "seed": row.seed,
        "inputs_hash": row.inputs_hash,
        "made_at": row.made_at,
        "headline": headline["en"],
        "headline_es": headline.get("es") or Unknown.NOT_TRANSLATED,
        "score": unknown or total["score"],
        "low90": unknown or _or(total["low90"]),
        "high90": unknown or _or(total["high90"]),
        **{name: total[name] for name in FIGURES},
        "address": settings.SITE_URL.rstrip("/") + row.get_absolute_url(),
    }


def _unknown(outputs: dict[str, Any]) -> Unknown | None:
    """Why there is no figure, None where there is one."""
    total = outputs["total"]
    if total["score"] is not None:
        return None
    if not total["coverage"]:
        return Unknown.NOT_ASSESSED
    if outputs["agreement"]["gate"] == "none":
        return Unknown.AGREEMENT_TOO_LOW
    return Unknown.TOO_LITTLE_CHECKED


def _or(value: int | None) -> Value:
    return Unknown.NOT_COMPUTED if value is None else value


SNAPSHOTS = Dataset(
    name="snapshots",
    title=_("Snapshots"),
    about=_("Scorecards frozen for good, each with its address and files."),
    key=("snapshot",),
    columns=COLUMNS,
    rows=rows,
    found=chosen,
    rows_in=rows_in,
    references=(OF_REPORT,),
)
