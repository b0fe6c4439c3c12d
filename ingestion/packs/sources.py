"""Reads the sources of an item of evidence, a report or an indicator."""

from __future__ import annotations

from typing import Any

from recommendations.choices import Tier

from . import vocabulary as words
from .complaints import Place
from .fields import Fields

REQUIRED = "title publisher via published url verified tier"
OPTIONAL = "note title_status"

Found = list[tuple[dict[str, Any], Place]]


def read(owner: Fields, *, needed: bool = False, with_ids: bool = False) -> Found:
    """The sources in the field ``sources``, each with its place.

    needed: at least one. with_ids: each has an id of its own (indicators); the
    same page may then stand there twice.
    """
    required = f"id {REQUIRED}" if with_ids else REQUIRED
    items = [
        Fields(value, at, required, OPTIONAL) for value, at in owner.items("sources")
    ]
    if needed and not items:
        owner.place.field("sources").complain("no source")
    found = [(_values(item), item.place) for item in items]
    if not with_ids:
        _refuse_same_page(found)
    return found


def _values(item: Fields) -> dict[str, Any]:
    published = item.partial_date_or_none("published")
    values: dict[str, Any] = {
        "title": item.text("title", 500),
        "title_status": words.TITLE_STATUSES.get(
            item.one_of("title_status", words.TITLE_STATUSES, "published"), ""
        ),
        "publisher": item.text("publisher", 200),
        "via": "" if item.given.get("via") is None else item.text("via", 200),
        "published_on": published.first_day if published else None,
        "published_precision": published.precision if published else "",
        "url": item.address("url"),
        "is_verified": item.flag("verified"),
        "tier": item.one_of("tier", Tier.values),
        "note": item.note("note"),
    }
    _refuse_contradictions(item, values)
    _refuse_left_overs(item.place, values)
    return values


def _refuse_contradictions(item: Fields, values: dict[str, Any]) -> None:
    if item.given.get("verified") is False:
        if values["tier"] != Tier.D:
            item.place.field("tier").complain("a source that is not verified has D")
        if values["note"] != words.NOT_VERIFIED:
            item.place.field("note").complain(
                f"a source that is not verified says {words.NOT_VERIFIED!r}"
            )
    if values["is_verified"] and item.given.get("url") is None:
        item.place.field("url").complain("a verified source needs its address")


def _refuse_left_overs(place: Place, values: dict[str, Any]) -> None:
    if words.REPUBLISHER.search(values["publisher"]):
        place.field("publisher").complain("names a republisher, which belongs in via")
    if words.LEFT_OVER_IN_TITLE.search(values["title"]):
        place.field("title").complain("carries a bracket or a remark on the title")


def _refuse_same_page(found: Found) -> None:
    seen: set[str] = set()
    for values, place in found:
        if values["url"] and values["url"] in seen:
            place.field("url").complain("the same address stands here twice")
        seen.add(values["url"])
