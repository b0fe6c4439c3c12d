"""Reads the indicators of a pack, and the metrics for which no series exists."""

from __future__ import annotations

from typing import Any

from recommendations.choices import Basis, Frequency, IndicatorKind

from . import observations, sources, vocabulary as words
from .complaints import Place
from .fields import Fields, checked_address
from .known import Known
from .rows import Row

REQUIRED = (
    "id name name_es unit unit_es kind direction frequency definition baseline target"
    " target_basis recommendations series sources caveats"
)
OPTIONAL = (
    "baseline_note start_point target_note comparison_only definition_es caveats_es"
    " baseline_note_es target_note_es"
)
METRIC = "id metric metric_es recommendations target known note urls"


def read(content: object, place: Place, known: Known) -> list[Row]:
    """The rows of an indicators file; adds its names to what is known."""
    document = Fields(content, place, "indicators", "metrics_without_series")
    rows: list[Row] = []
    for number, (value, at) in enumerate(document.items("indicators"), 1):
        item = Fields(value, at, REQUIRED, OPTIONAL)
        rows += _indicator(item, number, known)
    for number, (value, at) in enumerate(document.items("metrics_without_series"), 1):
        rows.append(_unmeasured(Fields(value, at, METRIC), number, known))
    return rows


def _indicator(item: Fields, number: int, known: Known) -> list[Row]:
    slug = item.slug("id")
    known.indicators.add(slug)
    named = _bears_on(item, known)
    found = sources.read(item, with_ids=True)
    pages = [_source(slug, order, *entry) for order, entry in enumerate(found, 1)]
    series = observations.read(item, slug, pages)
    observations.check_baseline(item, series, named, known)
    values = {
        "name": item.text("name", 300),
        "name_es": item.text("name_es", 300),
        "unit": item.text("unit", 120),
        "unit_es": item.text("unit_es", 120),
        "kind": item.one_of("kind", IndicatorKind.values),
        "direction": item.one_of("direction", words.DIRECTIONS),
        "frequency": item.one_of("frequency", Frequency.values),
        "is_comparison_only": item.flag("comparison_only"),
        "position": number,
        **_texts(item),
        **_point(item, "baseline", "baseline"),
        **_point(item, "start_point", "start"),
        **_target(item),
        **_links(named),
    }
    return [Row("indicator", (slug,), values, item.place), *pages, *series]


def _texts(item: Fields) -> dict[str, Any]:
    return {
        "definition": item.text("definition"),
        "definition_es": item.note("definition_es"),
        "caveats": item.text("caveats"),
        "caveats_es": item.note("caveats_es"),
        "baseline_note": item.note("baseline_note"),
        "baseline_note_es": item.note("baseline_note_es"),
        "target_note": item.note("target_note"),
        "target_note_es": item.note("target_note_es"),
    }


def _point(item: Fields, name: str, column: str) -> dict[str, Any]:
    """A period with its value; whether it was verified stands at the observation."""
    point = item.below(name, "period value verified")
    return {
        f"{column}_period": point.period("period") if point else "",
        f"{column}_value": point.number("value") if point else None,
    }


def _target(item: Fields) -> dict[str, Any]:
    target = item.below("target", "period value")
    if target is None:
        if item.given.get("target_basis") is not None:
            item.place.field("target_basis").complain("a basis without a target")
        return {"target_period": "", "target_value": None, "target_basis": ""}
    return {
        "target_period": target.period("period"),
        "target_value": target.number("value"),
        "target_basis": item.one_of("target_basis", Basis.values),
    }


def _bears_on(item: Fields, known: Known) -> list[str]:
    named = item.words("recommendations", known.names(), "recommendation")
    if not item.given.get("recommendations"):
        item.place.field("recommendations").complain("bears on nothing")
    return named


def _links(named: list[str]) -> dict[str, Any]:
    """Full references are recommendations, bare names are whole reports."""
    return {
        "recommendations": tuple(
            sorted(tuple(name.split("/", 1)) for name in named if "/" in name)
        ),
        "reports": tuple(sorted((name,) for name in named if "/" not in name)),
    }


def _source(slug: str, number: int, values: dict[str, Any], place: Place) -> Row:
    key = place.path.rpartition("[")[2].rstrip("]")
    return Row("indicator source", (slug, key), values | {"position": number}, place)


def _unmeasured(item: Fields, number: int, known: Known) -> Row:
    target = item.below("target", "period value unit target_basis")
    no_period = target is None or target.given.get("period") is None
    named = item.words("recommendations", known.names(), "recommendation")
    urls = item.place.field("urls")
    values = {
        "metric": item.text("metric"),
        "metric_es": item.text("metric_es"),
        "known": item.note("known"),
        "note": item.note("note"),
        "urls": [
            checked_address(address, urls.item(order))
            for order, address in enumerate(item.texts("urls"), 1)
        ],
        "target_period": "" if no_period or not target else target.period("period"),
        "target_value": target.number("value") if target else None,
        "target_unit": target.text("unit", 120) if target else "",
        "target_basis": target.one_of("target_basis", Basis.values) if target else "",
        "position": number,
        **_links(named),
    }
    return Row("unmeasured metric", (item.slug("id"),), values, item.place)
