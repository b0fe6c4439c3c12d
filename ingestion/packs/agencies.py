"""Reads the registry of agencies of a pack."""

from __future__ import annotations

from collections import Counter

from recommendations.choices import AgencyKind

from . import vocabulary as words
from .complaints import Place
from .fields import Fields
from .known import Known
from .rows import Row

REQUIRED = "id name name_es abbreviation kind jurisdiction parent"
OPTIONAL = "url other_names successor dissolved_on note"


def read(content: object, place: Place, known: Known) -> list[Row]:
    """The agencies of a file; adds their names to what is known."""
    document = Fields(content, place, "agencies")
    items = [
        Fields(value, at, REQUIRED, OPTIONAL)
        for value, at in document.items("agencies")
    ]
    known.agencies |= {
        i for item in items if isinstance(i := item.given.get("id"), str)
    }
    rows = [_row(item, known) for item in items]
    _refuse_same_names(rows)
    _refuse_circles(rows)
    return rows


def _row(item: Fields, known: Known) -> Row:
    slug = item.slug("id")
    dissolved = item.partial_date_or_none("dissolved_on")
    values = {
        "name": item.text("name", 200),
        "name_es": item.text("name_es", 200),
        "abbreviation": item.note("abbreviation", 40),
        "kind": item.one_of("kind", AgencyKind.values),
        "jurisdiction": item.one_of("jurisdiction", sorted(words.JURISDICTIONS)),
        "parent": _link(item, "parent", known, slug),
        "successor": _link(item, "successor", known, slug),
        "dissolved_on": dissolved.first_day if dissolved else None,
        "dissolved_precision": dissolved.precision if dissolved else "",
        "url": item.address("url", 500),
        "other_names": item.texts("other_names", 200),
        "note": item.note("note"),
    }
    return Row("agency", (slug,), values, item.place)


def _link(item: Fields, name: str, known: Known, slug: str) -> tuple[str] | None:
    if item.given.get(name) is None:
        return None
    other = item.slug(name)
    if other and other not in known.agencies:
        item.place.field(name).complain(f"agency {other!r} does not exist")
    if other and other == slug:
        item.place.field(name).complain("an agency cannot name itself")
    return (other,)


def _refuse_same_names(rows: list[Row]) -> None:
    names = Counter((row.values["name"], row.values["jurisdiction"]) for row in rows)
    for row in rows:
        name = row.values["name"]
        if name and names[name, row.values["jurisdiction"]] > 1:
            row.place.field("name").complain(f"{name!r} is used twice")


def _refuse_circles(rows: list[Row]) -> None:
    parents = {row.key[0]: (row.values["parent"] or ("",))[0] for row in rows}
    for row in rows:
        seen, slug = {row.key[0]}, parents[row.key[0]]
        while slug in parents and slug not in seen:
            seen.add(slug)
            slug = parents[slug]
        if slug and slug == row.key[0] != row.values["parent"][0]:
            row.place.field("parent").complain("parents go round in a circle")
