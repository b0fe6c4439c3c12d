"""Agencies, and what each is named for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from recommendations.models import (
    Agency,
    Ask,
    DueDate,
    Evidence,
    Response,
    Responsibility,
)
from recommendations.partial_dates import PartialDate
from recommendations.streamed import streamed

from . import reading
from .contract import (
    OF_AGENCY,
    OF_RECOMMENDATION,
    Column,
    Dataset,
    Reference,
    Row,
    Scope,
    Unknown,
    label,
    labels_of,
    or_nothing,
    translated,
)

AGENCY_COLUMNS = (
    Column("agency", _("Its code, prefixed by jurisdiction.")),
    Column("name", _("Its name in English."), width=40),
    Column("name_es", _("In Spanish."), unknown=(Unknown.NOT_TRANSLATED,)),
    Column("abbreviation", _("Its usual short form.")),
    Column("kind", _("What sort of body it is."), "code", "AgencyKind"),
    labels_of("kind"),
    Column("jurisdiction", _("Country code, or INT for international bodies.")),
    Column("parent", _("Code of the body it is part of.")),
    Column("successor", _("Code of the body that took over its work.")),
    Column("dissolved_on", _("When it was dissolved."), "partial_date"),
    Column("url", _("Its official home page."), "address"),
    Column("other_names", _("Former or other names."), "list", separator="|"),
    Column("note", _("A public remark.")),
)

RESPONSIBILITY_COLUMNS = (
    Column("report", _("Code of the report.")),
    Column("recommendation", _("Reference of the recommendation.")),
    Column("agency", _("Code of the agency.")),
    Column("agency_label", _("Its name in English.")),
    Column("role", _("Whether it must act or must help."), "code", "Role"),
    labels_of("role"),
    Column(
        "asks",
        _("Letters of the asks it is named for; empty where it is the whole."),
        "list",
    ),
    Column("position", _("Its place among those of its role, from 1."), "integer"),
)


def chosen(scope: Scope) -> QuerySet[Agency]:
    """The agencies on record; of a report, those it names or that act in it."""
    rows = Agency.objects.select_related("parent", "successor").order_by("slug")
    if scope.report is None:
        return rows
    ids = reading.recommendation_ids(scope)
    public = {"recommendation__in": ids, "published_at__isnull": False}
    named = set(
        Agency.objects.filter(
            Q(responsibilities__recommendation__in=ids)
            | Q(acts__recommendation__in=ids, acts__published_at__isnull=False)
            | Q(pk__in=Evidence.objects.filter(**public).values("claimed_by"))
            | Q(pk__in=Response.objects.filter(**public).values("agency"))
            | Q(pk__in=DueDate.objects.filter(**public).values("announced_by"))
        ).values_list("pk", flat=True)
    )
    return rows.filter(pk__in=_with_relations(named))


def _with_relations(ids: set[int]) -> set[int]:
    """These agencies with all that they name as parent or successor, at any depth."""
    pairs = Agency.objects.values_list("pk", "parent_id", "successor_id")
    others = {id_: {parent, successor} - {None} for id_, parent, successor in pairs}
    found, rest = set(ids), set(ids)
    while rest:
        rest = {other for id_ in rest for other in others[id_]} - found
        found |= rest
    return found


def agency_rows(scope: Scope) -> Iterator[Row]:
    """Every agency, by code; one query, or four for one report."""
    return agency_rows_in(chosen(scope), scope)


def agency_rows_in(found: QuerySet[Agency], scope: Scope) -> Iterator[Row]:
    """These agencies; one query."""
    for row in streamed(found, reading.CHUNK):
        yield _agency(row)


def _agency(row: Agency) -> Row:
    dissolved = row.dissolved_on and PartialDate(
        row.dissolved_on, row.dissolved_precision
    )
    return {
        "agency": row.slug,
        "name": row.name,
        "name_es": translated(row.name, row.name_es),
        "abbreviation": or_nothing(row.abbreviation),
        "kind": row.kind,
        "kind_label": label(row.kind, "AgencyKind"),
        "jurisdiction": row.jurisdiction,
        "parent": row.parent.slug if row.parent else None,
        "successor": row.successor.slug if row.successor else None,
        "dissolved_on": str(dissolved) if dissolved else None,
        "url": or_nothing(row.url),
        "other_names": tuple(row.other_names),
        "note": or_nothing(row.note),
    }


def responsibility_rows(scope: Scope) -> Iterator[Row]:
    """Every agency named for every public recommendation."""
    return responsibility_rows_of(reading.recommendation_ids(scope), scope)


def responsibility_rows_of(ids: Iterable[int], scope: Scope) -> Iterator[Row]:
    """Those named for these recommendations; three queries for each chunk."""
    for chunk in reading.chunks(ids):
        owners = reading.references(chunk)
        found: Any = Responsibility.objects.filter(recommendation__in=chunk)
        full = found.select_related("agency").prefetch_related(
            Prefetch("asks", Ask.objects.order_by("position", "code"))
        )
        ordered = full.order_by("role", "position", "agency__slug")
        by_owner = reading.grouped(ordered, "recommendation_id")
        for id_ in chunk:
            for row in by_owner.get(id_, []):
                yield _responsibility(row, owners[id_])


def _responsibility(row: Responsibility, owner: tuple[str, str]) -> Row:
    return {
        "report": owner[0],
        "recommendation": owner[1],
        "agency": row.agency.slug,
        "agency_label": row.agency.name,
        "role": row.role,
        "role_label": label(row.role, "Role"),
        "asks": tuple(ask.code for ask in row.asks.all()),
        "position": row.position,
    }


AGENCIES = Dataset(
    name="agencies",
    title=_("Agencies"),
    about=_("The bodies that are asked to act, or that act in the evidence."),
    key=("agency",),
    columns=AGENCY_COLUMNS,
    rows=agency_rows,
    found=chosen,
    rows_in=agency_rows_in,
    references=(
        Reference(("parent",), "agencies", ("agency",), is_optional=True),
        Reference(("successor",), "agencies", ("agency",), is_optional=True),
    ),
)
RESPONSIBILITIES = Dataset(
    name="responsibilities",
    title=_("Responsibilities"),
    about=_("Which agency is named for which recommendation, and as what."),
    key=("report", "recommendation", "agency"),
    columns=RESPONSIBILITY_COLUMNS,
    rows=responsibility_rows,
    rows_of=responsibility_rows_of,
    references=(OF_RECOMMENDATION, OF_AGENCY),
)
