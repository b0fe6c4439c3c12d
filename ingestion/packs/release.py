"""Reads how a pack was published: the day, the notice, the method in force."""

from __future__ import annotations

from typing import Any

from .complaints import Place, shown
from .fields import Fields
from .known import Known
from .rows import Release, Row

REQUIRED = "published_on"
OPTIONAL = (
    "first_reading attribution attribution_es assessment_notice assessment_notice_es"
    " primary_indicators method_version"
)


def read(content: object, place: Place) -> Release:
    """The release that a file describes."""
    document = Fields(content, place, "release")
    at = place.field("release")
    item = Fields(document.given.get("release"), at, REQUIRED, OPTIONAL)
    return Release(
        published_on=item.day("published_on"),
        is_first_reading=item.flag("first_reading"),
        attribution=item.note("attribution", 200),
        attribution_es=item.note("attribution_es", 200),
        assessment_notice=item.note("assessment_notice"),
        assessment_notice_es=item.note("assessment_notice_es"),
        primary_indicators=_primary(item),
        method_version=item.note("method_version"),
        place=at,
    )


def check(release: Release, known: Known) -> None:
    """Complain of names that neither the pack nor the record holds."""
    version = release.method_version
    if version and version not in known.method_versions:
        release.place.field("method_version").complain(f"{shown(version)} is not known")
    place = release.place.field("primary_indicators")
    for report, indicator in release.primary_indicators.items():
        if report not in known.reports:
            place.complain(f"report {shown(report)} does not exist")
        if indicator not in known.indicators:
            place.field(report).complain(f"indicator {shown(indicator)} does not exist")


def mark(rows: list[Row], release: Release) -> None:
    """Add to reports and assessments what the release says of them."""
    for row in rows:
        if row.kind == "report":
            row.values.update(_about_report(release, row.key[0]))
        if row.kind == "assessment":
            row.initial["is_first_reading"] = release.is_first_reading
            row.initial["attribution"] = release.attribution
            row.initial["attribution_es"] = release.attribution_es


def _about_report(release: Release, slug: str) -> dict[str, Any]:
    """Only what the release says; the rest is the editors' own."""
    values: dict[str, Any] = {}
    if release.assessment_notice:
        values["assessment_notice"] = release.assessment_notice
        values["assessment_notice_es"] = release.assessment_notice_es
    if slug in release.primary_indicators:
        values["primary_indicator"] = (release.primary_indicators[slug],)
    return values


def _primary(item: Fields) -> dict[str, str]:
    given = item.given.get("primary_indicators", {})
    if isinstance(given, dict) and all(isinstance(v, str) for v in given.values()):
        return {str(report): indicator for report, indicator in given.items()}
    item.place.field("primary_indicators").complain("names one indicator per report")
    return {}
