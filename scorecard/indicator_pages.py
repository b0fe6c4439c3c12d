"""Gathers and lays out the indicator pages: the list and one indicator."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _, gettext_lazy

from recommendations.as_of import AsOf, Problem
from recommendations.choices import Basis, IndicatorKind
from recommendations.models import (
    Correction,
    Indicator,
    Recommendation,
    Report,
    UnmeasuredMetric,
)
from recommendations.templatetags.record import figure, keep_view, partial_date

from . import asked, charts, indicator_words as words, selectors
from .indicator_working import Step, working
from .outcomes import IndicatorReading
from .presentation import text_of

MOST_MULTIPLES = 6
KINDS = {
    IndicatorKind.OUTCOME.value: (
        gettext_lazy("Outcomes"),
        gettext_lazy("What the advice was meant to change. Only these are counted."),
    ),
    IndicatorKind.OUTPUT.value: (
        gettext_lazy("Outputs"),
        gettext_lazy("What was produced on the way."),
    ),
    IndicatorKind.INPUT.value: (
        gettext_lazy("Inputs"),
        gettext_lazy("What was put in."),
    ),
}


@dataclass(frozen=True)
class IndicatorPage:
    """All that the page of one indicator prints."""

    indicator: Indicator
    reading: IndicatorReading
    reports: tuple[Report, ...]
    recommendations: tuple[Recommendation, ...]
    corrections: tuple[Correction, ...]
    steps: tuple[Step, ...]


def with_what_it_bears_on(rows: QuerySet[Indicator]) -> QuerySet[Indicator]:
    """The same indicators with their public recommendations and reports at hand."""
    return rows.prefetch_related(
        Prefetch(
            "recommendations", Recommendation.objects.public().select_related("report")
        ),
        Prefetch("reports", Report.objects.public()),
    )


def known(rows: QuerySet[Indicator], view: AsOf) -> QuerySet[Indicator]:
    """Those that had been published in the view."""
    if view.known_at is None:
        return rows
    return rows.filter(published_at__date__lte=view.known_at)


def page(indicator: Indicator, view: AsOf) -> IndicatorPage:
    """Gather one indicator; six queries."""
    rows = with_what_it_bears_on(Indicator.objects.filter(pk=indicator.pk))
    reading = selectors.readings(view, rows)[0]
    corrections = Correction.objects.public().filter(indicator=indicator)
    return IndicatorPage(
        indicator=reading.indicator,
        reading=reading,
        reports=tuple(reading.indicator.reports.all()),
        recommendations=tuple(reading.indicator.recommendations.all()),
        corrections=tuple(corrections),
        steps=tuple(working(reading)),
    )


def indicator_detail(indicator: Indicator, view: AsOf) -> dict[str, Any]:
    """One indicator, laid out for its template."""
    found = page(indicator, view)
    reading = found.reading
    return {
        "page": found,
        "indicator": found.indicator,
        "reading": reading,
        "is_known": bool(reading.observations),
        "shape": words.shape(reading),
        "verdict": words.verdict(reading),
        "sentence": words.sentence(reading),
        "chart": chart(reading, report_on=issued_on(found)),
        "facts": facts(reading),
        "observations": list(reversed(reading.observations)),
        "sources": [source_inputs(row) for row in found.indicator.sources.all()],
        "crumbs": [(_("Indicators"), keep_view(reverse("scorecard:indicators"), view))],
    }


def issued_on(found: IndicatorPage) -> date | None:
    """When the first report that the indicator bears on was issued."""
    days = [report.issued_on for report in found.reports]
    days += [row.report.issued_on for row in found.recommendations]
    return min(days, default=None)


def facts(reading: IndicatorReading) -> list[dict[str, Any]]:
    """What the indicator is: kind, direction, baseline and target."""
    indicator = reading.indicator
    rows: list[dict[str, Any]] = [
        {"term": _("Measures"), "text": kind_words(indicator)},
        {"term": _("Unit"), "text": text_of(indicator, "unit")},
        {"term": _("Direction"), "text": indicator.get_direction_display()},
        {"term": _("Frequency"), "text": indicator.get_frequency_display()},
        {"term": _("Baseline"), "text": baseline_words(indicator)},
        {"term": _("Target"), "text": _target_fact(indicator)},
    ]
    if reading.is_our_reading:
        rows[-1]["badge"] = "our_reading"
    return rows


def kind_words(indicator: Indicator) -> str:
    """Outcome, output or input, and whether it is for comparison only."""
    kind = str(indicator.get_kind_display())
    if indicator.is_comparison_only:
        return _("%s, for comparison only: it enters no count") % kind
    return kind


def baseline_words(indicator: Indicator) -> str:
    """The baseline, or that there is none."""
    if indicator.baseline_value is None:
        return _("None: no value from before the recommendation was issued")
    return _("%(value)s in %(period)s, the last value from before the issue") % {
        "value": figure(indicator.baseline_value),
        "period": indicator.baseline_period,
    }


def _target_fact(indicator: Indicator) -> str:
    wanted = words.target_words(indicator)
    if not wanted:
        return _("None set")
    if indicator.target_basis == Basis.OUR_READING:
        return wanted
    return f"{wanted} ({indicator.get_target_basis_display()})"


def chart(
    reading: IndicatorReading, report_on: date | None = None, table: bool = True
) -> dict[str, Any]:
    """The inputs of the chart component: both widths, sentence, verdict, table.

    report_on: the day of the report, marked by a rule. table: whether the values
    are given as a table beside it.
    """
    drawn = drawing_inputs(reading, report_on)
    return {
        "wide": charts.indicator_chart(**drawn, width="wide"),
        "narrow": charts.indicator_chart(**drawn, width="narrow"),
        "sentence": words.sentence(reading),
        "verdict": f"{words.verdict(reading)}.",
        "badges": words.badges(reading),
        "table": value_table(reading) if table else None,
    }


def drawing_inputs(reading: IndicatorReading, report_on: date | None) -> dict[str, Any]:
    """What the drawing of an indicator takes, whatever its width."""
    indicator = reading.indicator
    return {
        "points": points(reading),
        "label": f"{text_of(indicator, 'name')}. {words.sentence(reading)}",
        "target": _target(indicator),
        "baseline": _baseline(indicator),
        "report_on": report_on,
        "unit": text_of(indicator, "unit"),
        "direction": indicator.direction,
        "language": translation.get_language() or "en",
    }


def multiples(
    readings: Sequence[IndicatorReading], report_on: date, view: AsOf
) -> list[dict[str, Any]]:
    """Outcomes as small charts of one size: with a target first, then as judged.

    Those for comparison and those without two values to draw are left to the list.
    """
    drawable = [
        row
        for row in readings
        if row.is_judged_as_outcome and len(row.observations) > 1
    ]
    drawable.sort(key=_place)
    return [_small(row, report_on, view) for row in drawable[:MOST_MULTIPLES]]


def _place(reading: IndicatorReading) -> tuple[bool, bool, int]:
    has_target = bool(reading.indicator.target_period)
    is_judged = words.shape(reading) != "unjudged"
    return (not has_target, not is_judged, reading.indicator.position)


def _small(reading: IndicatorReading, report_on: date, view: AsOf) -> dict[str, Any]:
    indicator = reading.indicator
    name, sentence = text_of(indicator, "name"), words.sentence(reading)
    return {
        "name": name,
        "url": keep_view(reverse("scorecard:indicator", args=[indicator.slug]), view),
        "drawing": charts.sparkline(
            points(reading),
            label=f"{name}. {sentence}",
            target=_target(indicator),
            report_on=report_on,
            language=translation.get_language() or "en",
        ),
        "verdict": f"{words.verdict(reading)}.",
        "shape": words.shape(reading),
        "sentence": words.short_sentence(reading),
        "badges": words.badges(reading),
    }


def points(reading: IndicatorReading) -> list[charts.Point]:
    """The values of the view as points of a chart."""
    return [
        charts.Point.of(
            row.period, row.value, is_verified=row.is_verified, flag=row.flag
        )
        for row in reading.observations
    ]


def _target(indicator: Indicator) -> charts.Target | None:
    if not indicator.target_period:
        return None
    return charts.Target.of(
        indicator.target_period,
        indicator.target_value,
        indicator.target_low,
        indicator.target_high,
    )


def _baseline(indicator: Indicator) -> charts.Point | None:
    if indicator.baseline_value is None:
        return None
    return charts.Point.of(indicator.baseline_period, indicator.baseline_value)


def value_table(reading: IndicatorReading) -> dict[str, Any]:
    """Every value of the view as a plain table, newest first."""
    unit = text_of(reading.indicator, "unit")
    return {
        "caption": _("Every value, newest first"),
        "headers": [_("Period"), unit, _("Remark"), _("Checked")],
        "rows": [
            [
                row.period,
                figure(row.value),
                row.get_flag_display() if row.flag else "",
                words.checked_words(row),
            ]
            for row in reversed(reading.observations)
        ],
        "numbers": [2],
    }


def indicator_list(
    view: AsOf, params: Mapping[str, str], problems: list[Problem]
) -> dict[str, Any]:
    """Every indicator by kind, those for comparison and those without a series apart.

    ``report`` narrows to what bears on one report. Nine queries.
    """
    report = asked.report(params, problems)
    chosen = selectors.report_indicators(report) if report else Indicator.objects.all()
    readings = selectors.readings(view, with_what_it_bears_on(known(chosen, view)))
    return {
        "report": report,
        "groups": groups(readings),
        "n": len(readings),
        "unmeasured": [unmeasured(metric) for metric in unmeasured_metrics(report)],
        "reports": list(Report.objects.public()),
        "crumbs": [],
    }


def groups(readings: Sequence[IndicatorReading]) -> list[dict[str, Any]]:
    """Outcomes, outputs and inputs, then what is for comparison only."""
    found = [
        (
            key,
            title,
            about,
            [
                r
                for r in readings
                if r.indicator.kind == key and not r.indicator.is_comparison_only
            ],
        )
        for key, (title, about) in KINDS.items()
    ]
    apart = [r for r in readings if r.indicator.is_comparison_only]
    found.append(
        (
            "comparison",
            gettext_lazy("For comparison"),
            gettext_lazy("Other countries. They enter no count."),
            apart,
        )
    )
    return [
        {
            "key": key,
            "title": title,
            "about": about,
            "n": len(rows),
            "rows": [row(reading) for reading in rows],
        }
        for key, title, about, rows in found
        if rows
    ]


def row(reading: IndicatorReading) -> dict[str, Any]:
    """One indicator as a row: latest value, class, change, target."""
    return {
        "indicator": reading.indicator,
        "latest": reading.latest,
        "verdict": words.verdict(reading),
        "shape": words.shape(reading),
        "since": words.since_baseline(reading),
        "target": words.target_words(reading.indicator),
        "badges": words.badges(reading),
    }


def unmeasured_metrics(report: Report | None) -> QuerySet[UnmeasuredMetric]:
    """Numbers that a public report names and nobody measures."""
    public = Recommendation.objects.public().select_related("report")
    rows = UnmeasuredMetric.objects.filter(
        Q(reports__published_at__isnull=False)
        | Q(
            recommendations__published_at__isnull=False,
            recommendations__report__published_at__isnull=False,
        )
    )
    if report is not None:
        rows = rows.filter(Q(reports=report) | Q(recommendations__report=report))
    return rows.distinct().prefetch_related(Prefetch("recommendations", public))


def unmeasured(row: UnmeasuredMetric) -> dict[str, Any]:
    """One such number with its target and what it bears on."""
    target = ""
    if row.target_value is not None:
        parts = [figure(row.target_value), row.target_unit]
        if row.target_period:
            parts.append(_("by %s") % row.target_period)
        target = " ".join(part for part in parts if part)
    return {
        "metric": row,
        "target": target,
        "basis": row.get_target_basis_display() if target else "",
        "is_our_reading": row.target_basis == "our_reading",
        "recommendations": list(row.recommendations.all()),
    }


def source_inputs(source: Any) -> dict[str, Any]:
    """A source of an indicator as the source component takes it."""
    return {
        "tier": source.tier,
        "title": source.title,
        "url": source.url,
        "publisher": source.publisher,
        "via": source.via,
        "date_text": partial_date(source.published),
        "archive_url": source.archived_url,
        "is_verified": source.is_verified,
        "about": source.note,
        "anchor": f"source-{source.pk}",
    }
