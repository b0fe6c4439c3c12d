"""Lays the methodology page out: the version's numbers as texts of the page."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from django.utils.translation import gettext as _, gettext_lazy, ngettext

from recommendations.as_of import AsOf
from recommendations.choices import IndicatorClass, Tier
from recommendations.templatetags.record import decimal, figure, percent

from . import method
from .methodology import CapRow, Example, ReportRow, Version, page

STRENGTHS = {
    "limited": gettext_lazy("limited"),
    "medium": gettext_lazy("medium"),
    "robust": gettext_lazy("robust"),
}


def layout(version: Version, view: AsOf) -> dict[str, Any]:
    """Everything the templates print."""
    found = page(version, view)
    return {
        "page": found,
        "version": version,
        "p": numbers(version.parameters),
        "tiers": list(Tier),
        "caps": [(row.status, ways(row)) for row in found.caps],
        "confidence": [(STRENGTHS[name], words) for name, words in found.confidence],
        "odds": [(word, percent(odds)) for word, odds in found.odds],
        "classes": list(IndicatorClass),
        "example": arithmetic(found.example) if found.example else None,
        "report_rows": [report(row) for row in found.reports],
        "variants": variant_names(version.parameters),
        "makers": [
            (SimpleNamespace(name=name, name_es=name_es), n)
            for name, name_es, n in found.makers
        ],
        "crumbs": [],
    }


def numbers(p: method.Parameters) -> dict[str, str]:
    """The numbers that the text names, as a reader's language writes them."""
    return {
        "points": ", ".join(figure(value) for value in p.points),
        "review": figure(p.review_months),
        "expiry": figure(p.expiry_months),
        "review_done": figure(p.review_months_done),
        "expiry_done": figure(p.expiry_months_done),
        "alpha_refused": decimal(p.alpha_gates[0], 3),
        "alpha_provisional": decimal(p.alpha_gates[1], 3),
        "coded_share": percent(p.double_coded_share),
        "coded_minimum": figure(p.double_coded_minimum),
        "weight_low": figure(p.weight_limits[0]),
        "weight_high": figure(p.weight_limits[1]),
        "priority": figure(p.priority_weight),
        "supporting": figure(p.supporting_weight),
        "partly": figure(p.label_cuts[0]),
        "mostly": figure(p.label_cuts[1]),
        "coverage": percent(p.minimum_coverage),
        "scored": figure(p.minimum_scored),
        "comparable": figure(p.comparable_scored),
        "comparable_coverage": percent(p.comparable_coverage),
        "years": figure(p.cohort_years),
        "material": percent(p.material_change),
        "on_track": decimal(p.pace_cuts[0], 2),
        "behind": decimal(p.pace_cuts[1], 2),
        "little": decimal(p.pace_cuts[2], 0),
        "early": percent(p.too_early),
        "stale": figure(p.stale_factor),
        "old": figure(p.old_factor),
        "factor_low": figure(p.weight_factor[0]),
        "factor_high": figure(p.weight_factor[1]),
        "runs": figure(p.runs),
        "runs_large": figure(p.runs_large),
        "large": figure(p.large_group),
        "p_low": figure(p.percentiles[0]),
        "p_high": figure(p.percentiles[2]),
        "clear": percent(p.clear_share),
        "reply": figure(p.reply_working_days),
    }


def ways(row: CapRow) -> str:
    """ "one A, or B from 2 publishers"."""
    texts = [
        ngettext("one %(tier)s", "%(tier)s from %(n)s publishers", n)
        % {"tier": tier.value, "n": n}
        for tier, n in row.ways
    ]
    return _(", or ").join(texts)


def arithmetic(example: Example) -> dict[str, Any]:
    """The worked example as sums that can be followed with a pencil."""
    line = example.line
    asks = [ask for ask in line.asks if ask.status != "superseded"]
    known = [ask for ask in asks if ask.points is not None]
    sums = " + ".join(figure(value) for value in example.known)
    weights = sum(ask.weight for ask in known)
    every = sum(ask.weight for ask in asks)
    total = sum(ask.weight * (ask.points or 0.0) for ask in known)
    missing = 100 * (every - weights)
    return {
        "line": line,
        "score": f"({sums}) / {figure(weights)} = {decimal(line.score, 1)}",
        "coverage": (
            f"{figure(weights)} / {figure(every)} = {decimal(line.coverage, 2)}"
        ),
        "low": f"{figure(total)} / {figure(every)} = {decimal(line.low, 1)}",
        "high": (
            f"({figure(total)} + {figure(missing)}) / {figure(every)} ="
            f" {decimal(line.high, 1)}"
        ),
    }


def variant_names(p: method.Parameters) -> list[tuple[str, str]]:
    """The variants of the sensitivity table: key and what it changes."""
    named = [
        ("published", _("As published")),
        ("equal_category_weights", _("Every category weighs the same")),
        ("no_priority_weights", _("No priority weights")),
    ]
    for points in p.sensitivity_points:
        key = "points_" + "_".join(f"{value:g}" for value in points)
        steps = ", ".join(figure(value) for value in points)
        named.append((key, _("Points %s") % steps))
    return [*named, ("geometric_mean", _("Geometric mean"))]


def report(row: ReportRow) -> dict[str, Any]:
    """One report's agreement, variants and four-year rate as texts."""
    alpha = row.agreement.alpha
    return {
        "row": row,
        "alpha": _("not measured") if alpha is None else decimal(alpha, 2),
        "level": {
            "none": _("no score is published"),
            "provisional": _("provisional"),
            "comparable": _("comparable"),
        }[_gated(row)],
        "variants": row.variants,
        "rate": percent(row.cohort_rate),
    }


def _gated(row: ReportRow) -> str:
    if row.level == "comparable" and row.agreement.gate == "provisional":
        return "provisional"
    return row.level
