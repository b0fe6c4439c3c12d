"""Indicators with their class and working, and every observed value."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext_lazy as _

from recommendations.models import Indicator, Recommendation, Report
from scorecard import method, selectors
from scorecard.outcomes import IndicatorReading

from . import reading
from .contract import (
    VIEW_COLUMNS,
    Column,
    Dataset,
    Reference,
    Row,
    Scope,
    Unknown,
    Value,
    label,
    labels_of,
    or_nothing,
    translated,
)
from .evidence import SOURCE_COLUMNS, source_values

NO_BASELINE = (Unknown.NO_BASELINE,)
JUDGED = (Unknown.NO_BASELINE, Unknown.NO_DATA)
SINCE = {
    "better": _("Better by more than the material change."),
    "little_change": _("Changed by less than the material change."),
    "worse": _("Worse by more than the material change."),
}

INDICATOR_COLUMNS = (
    Column("indicator", _("Code of the indicator.")),
    Column("name", _("Its name in English."), width=40),
    Column("name_es", _("In Spanish."), unknown=(Unknown.NOT_TRANSLATED,)),
    Column("unit", _("Unit of its values.")),
    Column("unit_es", _("In Spanish."), unknown=(Unknown.NOT_TRANSLATED,)),
    Column("kind", _("What it measures."), "code", "IndicatorKind"),
    Column(
        "is_comparison_only",
        _("Whether it is of another country and enters no count."),
        "boolean",
    ),
    Column("direction", _("Which way is better."), "code", "Direction"),
    Column("frequency", _("How often values are expected."), "code", "Frequency"),
    Column("definition", _("What exactly is counted, in English."), width=60),
    Column("definition_es", _("In Spanish."), unknown=(Unknown.NOT_TRANSLATED,)),
    Column("caveats", _("What a reader has to know, in English."), width=40),
    Column("caveats_es", _("In Spanish."), unknown=(Unknown.NOT_TRANSLATED,)),
    Column("reports", _("Codes of the reports it bears on as a whole."), "list"),
    Column("recommendations", _("Recommendations it bears on."), "list"),
    Column(
        "baseline_period", _("Period of the baseline."), "period", unknown=NO_BASELINE
    ),
    Column(
        "baseline_value",
        _("The last value from before the recommendation."),
        "number",
        unknown=NO_BASELINE,
    ),
    Column("baseline_note", _("Remark on the baseline, in English.")),
    Column("baseline_note_es", _("In Spanish."), unknown=(Unknown.NOT_TRANSLATED,)),
    Column("start_period", _("First period, where there is no baseline."), "period"),
    Column("start_value", _("Its value."), "number"),
    Column(
        "rebased_value",
        _("The baseline in terms of the series after a break."),
        "number",
    ),
    Column("target_period", _("When the target is due."), "period"),
    Column("target_value", _("The target; empty where none is set."), "number"),
    Column("target_low", _("Lower end of a target range."), "number"),
    Column("target_high", _("Upper end of a target range."), "number"),
    Column("target_basis", _("Where the target comes from."), "code", "Basis"),
    Column("target_note", _("Remark on the target, in English.")),
    Column("target_note_es", _("In Spanish."), unknown=(Unknown.NOT_TRANSLATED,)),
    Column(
        "interim_targets",
        _("Values to be reached on the way, such as 2020:15."),
        "list",
    ),
    Column(
        "material_change",
        _("The change that counts; empty for 5 percent of the baseline."),
        "number",
    ),
    Column(
        "class",
        _("Where it stands against its target."),
        "code",
        "IndicatorClass",
    ),
    labels_of("class"),
    Column(
        "since_baseline",
        _("The change since the baseline."),
        "code",
        SINCE,
        unknown=JUDGED,
    ),
    Column(
        "attainment",
        _("Percent of the gap closed, shown from 0 to 100."),
        "number",
        unknown=JUDGED,
    ),
    Column("attainment_raw", _("The same, as computed."), "number", unknown=JUDGED),
    Column("elapsed", _("Share of the time gone."), "number", unknown=JUDGED),
    Column("pace", _("Attainment over elapsed time."), "number", unknown=JUDGED),
    Column("needed_per_year", _("Change needed a year."), "number", unknown=JUDGED),
    Column("achieved_per_year", _("Change achieved a year."), "number", unknown=JUDGED),
    Column(
        "cagr_ratio",
        _("Ratio of growth rates, the cross-check; empty where undefined."),
        "number",
    ),
    Column(
        "depends_on_method",
        _("Whether the cross-check gives another class."),
        "boolean",
    ),
    Column(
        "latest_period",
        _("Period of the newest value."),
        "period",
        unknown=(Unknown.NO_DATA,),
    ),
    Column(
        "latest_value", _("The newest value."), "number", unknown=(Unknown.NO_DATA,)
    ),
    *VIEW_COLUMNS,
)

OBSERVATION_COLUMNS = (
    Column("indicator", _("Code of the indicator.")),
    Column("period", _("What time the value is of."), "period"),
    Column("period_ends_on", _("Last day of that period."), "date"),
    Column("value", _("The value, as published."), "number"),
    Column(
        "flag",
        _("What a reader must know about it."),
        "code",
        "ObservationFlag",
    ),
    Column("is_verified", _("Whether it was read at its source."), "boolean"),
    Column("note", _("A public remark.")),
    Column("published_at", _("Since when it is public here."), "timestamp"),
    *SOURCE_COLUMNS[1:],
)


def chosen(scope: Scope) -> QuerySet[Indicator]:
    """The public indicators of the scope with what they bear on."""
    found = (
        selectors.report_indicators(scope.report)
        if scope.report is not None
        else Indicator.objects.all()
    )
    return found.filter(reading.known(scope.view)).prefetch_related(
        Prefetch(
            "recommendations",
            Recommendation.objects.public()
            .select_related("report")
            .order_by("report__slug", "position", "reference"),
        ),
        Prefetch("reports", Report.objects.public().order_by("slug")),
    )


def rows(scope: Scope) -> Iterator[Row]:
    """Every public indicator as it reads in the view."""
    return rows_in(chosen(scope), scope)


def rows_in(found: QuerySet[Indicator], scope: Scope) -> Iterator[Row]:
    """These indicators; seven queries."""
    version = selectors.method_version(scope.view)
    for read in selectors.readings(scope.view, found):
        yield indicator_row(read, scope, version)


def indicator_row(found: IndicatorReading, scope: Scope, version: str) -> Row:
    """One indicator in the columns of its dataset."""
    return {
        **_what(found.indicator),
        **_target(found.indicator),
        **_reading(found),
        "as_of": scope.view.on,
        "known_at": scope.known_at,
        "method": version,
    }


def _what(row: Indicator) -> Row:
    pairs: dict[str, Value] = {}
    for name in ("name", "unit", "definition", "caveats"):
        original, spanish = getattr(row, name), getattr(row, f"{name}_es")
        pairs |= {
            name: or_nothing(original),
            f"{name}_es": translated(original, spanish),
        }
    return {
        "indicator": row.slug,
        **pairs,
        "kind": row.kind,
        "is_comparison_only": row.is_comparison_only,
        "direction": row.direction,
        "frequency": row.frequency,
        "reports": tuple(report.slug for report in row.reports.all()),
        "recommendations": tuple(
            f"{item.report.slug}/{item.reference}" for item in row.recommendations.all()
        ),
    }


def _target(row: Indicator) -> Row:
    none = Unknown.NO_BASELINE
    return {
        "baseline_period": row.baseline_period or none,
        "baseline_value": none if row.baseline_value is None else row.baseline_value,
        "baseline_note": or_nothing(row.baseline_note),
        "baseline_note_es": translated(row.baseline_note, row.baseline_note_es),
        "start_period": or_nothing(row.start_period),
        "start_value": row.start_value,
        "rebased_value": row.rebased_value,
        "target_period": or_nothing(row.target_period),
        "target_value": row.target_value,
        "target_low": row.target_low,
        "target_high": row.target_high,
        "target_basis": or_nothing(row.target_basis),
        "target_note": or_nothing(row.target_note),
        "target_note_es": translated(row.target_note, row.target_note_es),
        "interim_targets": tuple(
            f"{item.period}:{item.value:g}" for item in row.interim_targets.all()
        ),
        "material_change": row.material_change,
    }


def _reading(found: IndicatorReading) -> Row:
    result: dict[str, Any] = dict(found.result)
    latest, has_target = found.latest, bool(found.indicator.target_period)
    why = _why(found)
    places = {"elapsed": 3, "pace": 3, "cagr_ratio": 3}
    against_target = ("attainment", "attainment_raw", "elapsed", "pace")
    values: dict[str, Value] = {
        name: _rounded(result[name], places.get(name, 1), why if has_target else None)
        for name in (*against_target, "needed_per_year")
    }
    return {
        **values,
        "achieved_per_year": _rounded(result["achieved_per_year"], 1, why),
        "cagr_ratio": _rounded(result["cagr_ratio"], 3, None),
        "class": result["category"],
        "class_label": label(result["category"], "IndicatorClass"),
        "since_baseline": result["since_baseline"] or why,
        "depends_on_method": bool(result["method_sensitive"]),
        "latest_period": latest.period if latest else Unknown.NO_DATA,
        "latest_value": latest.value if latest else Unknown.NO_DATA,
    }


def _why(found: IndicatorReading) -> Unknown | None:
    """Why an indicator has no working, None where it has."""
    if found.indicator.baseline_value is None:
        return Unknown.NO_BASELINE
    return Unknown.NO_DATA


def _rounded(value: float | None, places: int, unknown: Unknown | None) -> Value:
    return unknown if value is None else method.half_up(value, places)


def observation_rows(scope: Scope) -> Iterator[Row]:
    """Every value true and known in the view."""
    return observation_rows_in(chosen(scope), scope)


def observation_rows_in(found: QuerySet[Indicator], scope: Scope) -> Iterator[Row]:
    """The values of these indicators; six queries."""
    for read in selectors.readings(scope.view, found):
        yield from values_of(read)


def values_of(found: IndicatorReading) -> Iterator[Row]:
    """The values of one indicator in the columns of their dataset."""
    for row in found.observations:
        yield {
            "indicator": found.indicator.slug,
            "period": row.period,
            "period_ends_on": row.period_ends_on,
            "value": row.value,
            "flag": or_nothing(row.flag),
            "is_verified": row.is_verified,
            "note": or_nothing(row.note),
            "published_at": row.published_at,
            **source_values(row.source),
        }


INDICATORS = Dataset(
    name="indicators",
    title=_("Indicators"),
    about=_("What the advice was meant to change, and whether it did."),
    key=("indicator",),
    columns=INDICATOR_COLUMNS,
    rows=rows,
    found=chosen,
    rows_in=rows_in,
)
OBSERVATIONS = Dataset(
    name="observations",
    title=_("Observations"),
    about=_("Every observed value, with its source."),
    key=("indicator", "period"),
    columns=OBSERVATION_COLUMNS,
    rows=observation_rows,
    found=chosen,
    rows_in=observation_rows_in,
    references=(Reference(("indicator",), "indicators", ("indicator",)),),
)
