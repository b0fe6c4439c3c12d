"""Reads one report of a pack: the report itself and its categories."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import Any

from . import recommendations, sources, stated_metrics, vocabulary as words
from .complaints import Place
from .fields import Fields
from .known import Known
from .rows import Row

REQUIRED = (
    "id slug title title_es series publisher authors published language jurisdiction"
    " url horizon_ends horizon_basis horizon_note primary_goal primary_goal_es summary"
    " summary_es stated_metrics sources"
)
OPTIONAL = "notes also_announced title_original"
CATEGORY_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*", re.ASCII)


def read(content: object, place: Place, known: Known) -> list[Row]:
    """The rows of a report file; adds its names to what is known."""
    document = Fields(content, place, "report categories recommendations")
    at = place.field("report")
    head = Fields(document.given.get("report"), at, REQUIRED, OPTIONAL)
    slug = _slug(head, place)
    also = head.below("also_announced", "text text_es later later_es sources")
    values = _values(head, also)
    known.reports[slug] = values["issued_on"]
    categories = _categories(document, slug)
    rows = [Row("report", (slug,), values, head.place), *categories]
    rows += stated_metrics.read(head, "report metric", (slug,))
    rows += _sources(head, also, slug)
    codes = [row.key[1] for row in categories]
    rows += recommendations.read(document, slug, values["issued_on"], codes, known)
    _refuse_empty(categories, rows)
    return rows


def _slug(head: Fields, place: Place) -> str:
    slug = head.slug("id")
    if head.given.get("slug") != head.given.get("id"):
        head.place.field("slug").complain("differs from id")
    if slug and PurePath(place.file).stem != slug:
        head.place.field("id").complain(f"{slug!r} is not the name of the file")
    return slug


def _values(head: Fields, also: Fields | None) -> dict[str, Any]:
    issued, horizon = head.partial_date("published"), head.partial_date("horizon_ends")
    if horizon.first_day < issued.first_day:
        head.place.field("horizon_ends").complain("lies before the report appeared")
    return {
        "title": head.text("title", 300),
        "title_es": head.text("title_es", 300),
        "title_original": head.note("title_original", 300),
        "series": head.note("series", 200),
        "publisher": head.text("publisher", 200),
        "authors": head.texts("authors", 200),
        "issued_on": issued.first_day,
        "issued_precision": issued.precision,
        "language": head.shaped("language", words.LANGUAGE, "a language such as en"),
        "jurisdiction": head.one_of("jurisdiction", sorted(words.JURISDICTIONS)),
        "url": head.address("url", 500),
        "horizon_ends_on": horizon.first_day,
        "horizon_precision": horizon.precision,
        "horizon_basis": head.one_of("horizon_basis", words.HORIZON_BASES),
        "horizon_note": head.note("horizon_note"),
        "primary_goal": head.text("primary_goal"),
        "primary_goal_es": head.text("primary_goal_es"),
        "summary": head.text("summary"),
        "summary_es": head.text("summary_es"),
        "notes": head.note("notes"),
        "also_announced": also.text("text") if also else "",
        "also_announced_es": also.text("text_es") if also else "",
        "also_announced_later": also.text("later") if also else "",
        "also_announced_later_es": also.text("later_es") if also else "",
    }


def _sources(head: Fields, also: Fields | None, slug: str) -> list[Row]:
    """The sources on the report, and those on what was announced beside it."""
    found = [(False, sources.read(head))]
    if also:
        found.append((True, sources.read(also, needed=True)))
    return [
        Row("report source", (slug, is_beside, number), values, place)
        for is_beside, part in found
        for number, (values, place) in enumerate(part, 1)
    ]


def _categories(document: Fields, slug: str) -> list[Row]:
    rows: list[Row] = []
    slugs: set[str] = set()
    for number, (value, at) in enumerate(document.items("categories"), 1):
        item = Fields(value, at, "id slug title title_es", "basis")
        basis = item.one_of("basis", words.CATEGORY_BASES, "stated_in_report")
        values: dict[str, Any] = {
            "slug": item.slug("slug"),
            "title": item.text("title", 200),
            "title_es": item.text("title_es", 200),
            "position": number,
            "is_editorial": basis == "editorial",
        }
        if values["slug"] in slugs:
            at.field("slug").complain(f"{values['slug']!r} is used twice")
        slugs.add(values["slug"])
        code = item.shaped("id", CATEGORY_CODE, "a code such as 1 or A", 20)
        rows.append(Row("category", (slug, code), values, at))
    return rows


def _refuse_empty(categories: list[Row], rows: list[Row]) -> None:
    used = {row.values["category"] for row in rows if row.kind == "recommendation"}
    for category in categories:
        if category.key not in used:
            category.place.complain("no recommendation stands in this category")
