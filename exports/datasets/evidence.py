"""Evidence: one row for each source of each dated fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db.models import Prefetch
from django.utils.translation import gettext_lazy as _

from recommendations.as_of import AsOf
from recommendations.models import Agency, Ask, Evidence, Source

from . import reading
from .contract import (
    OF_RECOMMENDATION,
    Column,
    Dataset,
    Row,
    Scope,
    Unknown,
    Value,
    label,
    labels_of,
    or_nothing,
    translated,
)

STATES = {
    "published": _("It counts."),
    "withdrawn": _("It no longer counts and stays on record with the reason."),
}

SOURCE_COLUMNS = (
    Column("source", _("Number of the source in this item, from 1."), "integer"),
    Column("source_title", _("Title of the page or document."), width=40),
    Column(
        "source_title_status",
        _("Whether that title is the page's own."),
        "code",
        "TitleStatus",
    ),
    Column("source_publisher", _("Who answers for the text.")),
    Column("source_via", _("Who republished it.")),
    Column(
        "source_published_on",
        _("The date of the page."),
        "partial_date",
        unknown=(Unknown.NOT_KNOWN,),
    ),
    Column("source_tier", _("How much it can carry."), "code", "Tier"),
    Column("source_url", _("Its address."), "address", unknown=(Unknown.NOT_KNOWN,)),
    Column("source_archived_url", _("Address of an archived copy."), "address"),
    Column(
        "source_is_verified",
        _("Whether the words that carry the statement were read there."),
        "boolean",
    ),
    Column("source_note", _("A public remark on the source.")),
)

COLUMNS = (
    Column("report", _("Code of the report.")),
    Column("recommendation", _("Reference of the recommendation.")),
    Column("evidence", _("Key of the item in its recommendation.")),
    Column("happened_on", _("When it happened."), "partial_date"),
    Column("kind", _("What sort of fact it is."), "code", "EvidenceKind"),
    labels_of("kind"),
    Column("bearing", _("Which way it points."), "code", "Bearing"),
    labels_of("bearing"),
    Column("asks", _("Letters of the asks it bears on."), "list"),
    Column("actor", _("Who acted, in words.")),
    Column("actor_es", _("In Spanish."), unknown=(Unknown.NOT_TRANSLATED,)),
    Column("agencies", _("Codes of the agencies among them."), "list"),
    Column("fact", _("What happened, in our own words, in English."), width=60),
    Column("fact_es", _("In Spanish."), unknown=(Unknown.NOT_TRANSLATED,)),
    Column("note", _("A public remark.")),
    Column("state", _("Whether it counts."), "code", STATES),
    Column("published_at", _("When it was published."), "timestamp"),
    Column("withdrawn_at", _("When it was withdrawn."), "timestamp"),
    Column("withdrawn_reason", _("Why it was withdrawn.")),
    *SOURCE_COLUMNS,
)


def rows(scope: Scope) -> Iterator[Row]:
    """Every item published in the view, by source."""
    return rows_of(reading.recommendation_ids(scope), scope)


def rows_of(ids: Iterable[int], scope: Scope) -> Iterator[Row]:
    """The items of these recommendations, by source; five queries for each chunk."""
    view = scope.view
    for chunk in reading.chunks(ids):
        owners = reading.references(chunk)
        found = Evidence.objects.filter(
            reading.known(view), recommendation__in=chunk, happened_on__lte=view.on
        ).order_by("happened_on", "key")
        full = found.defer("private_note").prefetch_related(
            Prefetch("asks", Ask.objects.order_by("position", "code")),
            Prefetch("agencies", Agency.objects.order_by("slug")),
            Prefetch("sources", Source.objects.order_by("position", "id")),
        )
        by_owner = reading.grouped(full, "recommendation_id")
        for id_ in chunk:
            for row in by_owner.get(id_, []):
                yield from _rows(row, owners[id_], view)


def _rows(row: Evidence, owner: tuple[str, str], view: AsOf) -> Iterator[Row]:
    head = _head(row, owner, view)
    sources = list(row.sources.all())
    for number, source in enumerate(sources, 1):
        yield {**head, "source": number, **source_values(source)}
    if not sources:
        yield {**head, **{column.name: None for column in SOURCE_COLUMNS}}


def _head(row: Evidence, owner: tuple[str, str], view: AsOf) -> Row:
    gone = reading.was_withdrawn(row.withdrawn_at, view)
    return {
        "report": owner[0],
        "recommendation": owner[1],
        "evidence": row.key,
        "happened_on": str(row.happened),
        "kind": row.kind,
        "kind_label": label(row.kind, "EvidenceKind"),
        "bearing": row.bearing,
        "bearing_label": label(row.bearing, "Bearing"),
        "asks": tuple(ask.code for ask in row.asks.all()),
        "actor": or_nothing(row.actor),
        "actor_es": translated(row.actor, row.actor_es),
        "agencies": tuple(agency.slug for agency in row.agencies.all()),
        "fact": row.fact,
        "fact_es": translated(row.fact, row.fact_es),
        "note": or_nothing(row.note),
        "state": "withdrawn" if gone else "published",
        "published_at": row.published_at,
        "withdrawn_at": row.withdrawn_at if gone else None,
        "withdrawn_reason": row.withdrawn_reason if gone else None,
    }


def source_values(source: Source, prefix: str = "source_") -> Row:
    """The columns of a source; its address is unknown where none was given."""
    values: dict[str, Value] = {
        "title": source.title,
        "title_status": source.title_status,
        "publisher": source.publisher,
        "via": or_nothing(source.via),
        "published_on": str(source.published)
        if source.published
        else Unknown.NOT_KNOWN,
        "tier": source.tier,
        "url": source.url or Unknown.NOT_KNOWN,
        "archived_url": or_nothing(source.archived_url),
        "is_verified": source.is_verified,
        "note": or_nothing(source.note),
    }
    return {f"{prefix}{name}": value for name, value in values.items()}


EVIDENCE = Dataset(
    name="evidence",
    title=_("Evidence and sources"),
    about=_("Dated facts, each with the public pages that carry it."),
    key=("report", "recommendation", "evidence", "source"),
    columns=COLUMNS,
    rows=rows,
    rows_of=rows_of,
    references=(OF_RECOMMENDATION,),
)
