"""Reads the series of an indicator and checks its baseline against it."""

from __future__ import annotations

from datetime import date
from typing import Any

from recommendations.choices import ObservationFlag
from scorecard import method

from .complaints import shown
from .fields import Fields
from .known import Known
from .rows import Row

REQUIRED = "period value source flag verified"


def read(indicator: Fields, slug: str, pages: list[Row]) -> list[Row]:
    """The observations in order of their periods.

    pages: the rows of the indicator's sources.
    """
    verified = {row.key[1]: row.values["is_verified"] for row in pages}
    rows: list[Row] = []
    for value, at in indicator.items("series", "period"):
        item = Fields(value, at, REQUIRED, "note")
        row = _row(item, slug, verified)
        if row is None:
            continue
        ends = row.values["period_ends_on"]
        if rows and ends <= rows[-1].values["period_ends_on"]:
            at.field("period").complain("periods are not in order")
        rows.append(row)
    return rows


def _row(item: Fields, slug: str, verified: dict[str, bool]) -> Row | None:
    period, source = item.period("period"), item.given.get("source")
    if not isinstance(source, str) or source not in verified:
        item.place.field("source").complain(f"source {shown(source)} does not exist")
        source = ""
    is_verified = item.flag("verified")
    if is_verified and source and not verified[source]:
        item.place.field("verified").complain("verified, from an unverified source")
    has_flag = item.given.get("flag") is not None
    values: dict[str, Any] = {
        "value": item.number("value"),
        "flag": item.one_of("flag", ObservationFlag.values) if has_flag else "",
        "is_verified": is_verified,
        "note": item.note("note"),
        "source": (slug, source),
    }
    if not period:
        return None
    values["period_ends_on"] = method.last_day(period)
    return Row("observation", (slug, period), values, item.place)


def check_baseline(
    indicator: Fields, series: list[Row], named: list[str], known: Known
) -> None:
    """The baseline is the last value from before the first report was issued."""
    wanted = _last_before(series, named, known)
    given = {name: _point(indicator, name) for name in ("baseline", "start_point")}
    period = given["baseline"].get("period") if given["baseline"] else None
    place = indicator.place.field("baseline")
    if named and period != wanted:
        place.complain(f"should be {wanted}, the last value before the report")
    held = {row.key[1]: row.values for row in series}
    for name, point in given.items():
        if point and not _agrees(point, held.get(str(point.get("period")))):
            indicator.place.field(name).complain("does not agree with the series")
    if not given["baseline"] and not (
        given["start_point"] and indicator.given.get("baseline_note")
    ):
        place.complain("without it, start_point and baseline_note are needed")


def _point(indicator: Fields, name: str) -> dict[Any, Any] | None:
    point = indicator.given.get(name)
    return point if isinstance(point, dict) else None


def _last_before(series: list[Row], named: list[str], known: Known) -> str | None:
    issued: list[date] = [
        known.reports[report]
        for report in (name.partition("/")[0] for name in named)
        if report in known.reports
    ]
    start = min(issued, default=date.min)
    before = [row.key[1] for row in series if row.values["period_ends_on"] < start]
    return before[-1] if before else None


def _agrees(point: dict[Any, Any], held: dict[str, Any] | None) -> bool:
    return held is not None and (point.get("value"), point.get("verified")) == (
        held["value"],
        held["is_verified"],
    )
