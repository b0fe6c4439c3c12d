"""Indicators in words: verdicts, sentences, badges; no decision is made here."""

from __future__ import annotations

from django.utils.translation import gettext as _

from recommendations.choices import IndicatorClass
from recommendations.models import Indicator, Observation
from recommendations.templatetags.record import figure

from .outcomes import IndicatorReading
from .presentation import text_of

SHAPES = {
    "met": "met",
    "met_late": "late",
    "on_track": "on_track",
    "behind": "behind",
    "little_change": "same",
    "worse": "worse",
    "missed": "missed",
}
SHAPES_SINCE = {"better": "better", "little_change": "same", "worse": "worse"}


def shape(reading: IndicatorReading) -> str:
    """The mark of a class; without a target that of the change since the baseline."""
    if reading.category == IndicatorClass.NO_TARGET:
        return SHAPES_SINCE.get(reading.result["since_baseline"] or "", "unjudged")
    return SHAPES.get(reading.category.value, "unjudged")


def verdict(reading: IndicatorReading) -> str:
    """The class, or without a target the change since the baseline, in words."""
    if reading.category != IndicatorClass.NO_TARGET:
        return str(reading.category.label)
    return {
        "better": _("Better, no target"),
        "little_change": _("Little change, no target"),
        "worse": _("Worse, no target"),
    }.get(reading.result["since_baseline"] or "", _("No target"))


def since_baseline(reading: IndicatorReading) -> str:
    """The change since the baseline in one word or two; empty where unknown."""
    return {
        "better": _("better"),
        "little_change": _("little change"),
        "worse": _("worse"),
    }.get(reading.result["since_baseline"] or "", "")


def target_words(indicator: Indicator) -> str:
    """The target with its due period: "9,921 by 2016"; empty where there is none."""
    values = {"period": indicator.target_period}
    if indicator.target_low is not None:
        values |= {
            "low": figure(indicator.target_low),
            "high": figure(indicator.target_high),
        }
        return _("%(low)s to %(high)s by %(period)s") % values
    if indicator.target_value is None:
        return ""
    values["value"] = figure(indicator.target_value)
    return _("%(value)s by %(period)s") % values


def latest_words(reading: IndicatorReading) -> str:
    """The newest value with unit and period."""
    if reading.latest is None:
        return _("No value is on record in this view.")
    return _("%(value)s %(unit)s in %(period)s") % {
        "value": figure(reading.latest.value),
        "unit": text_of(reading.indicator, "unit"),
        "period": reading.latest.period,
    }


def sentence(reading: IndicatorReading) -> str:
    """What the chart shows, in words: latest value, baseline, change, target."""
    if reading.latest is None:
        return latest_words(reading)
    parts = [latest_words(reading), _start(reading)]
    wanted = target_words(reading.indicator)
    parts.append(_("Target: %s") % wanted if wanted else _("No target is set"))
    return " ".join(f"{part}." for part in parts if part)


def short_sentence(reading: IndicatorReading) -> str:
    """Unit, first and last value, and the target: what a small chart shows."""
    if reading.latest is None:
        return latest_words(reading)
    first = reading.observations[0]
    values = {
        "unit": text_of(reading.indicator, "unit"),
        "first": figure(first.value),
        "since": first.period,
        "last": figure(reading.latest.value),
        "until": reading.latest.period,
    }
    said = _("%(first)s in %(since)s, %(last)s in %(until)s, %(unit)s.") % values
    wanted = target_words(reading.indicator)
    return f"{said} {_('Target: %s') % wanted}." if wanted else said


def _start(reading: IndicatorReading) -> str:
    indicator, change = reading.indicator, since_baseline(reading)
    if indicator.baseline_value is None:
        return _("No value from before the recommendation serves as a baseline")
    values = {
        "value": figure(indicator.baseline_value),
        "period": indicator.baseline_period,
        "change": change,
    }
    if not change:
        return _("Baseline: %(value)s in %(period)s") % values
    return _("Baseline: %(value)s in %(period)s; %(change)s since then") % values


def badges(reading: IndicatorReading) -> list[str]:
    """What qualifies the reading wherever it stands."""
    found = []
    if reading.is_our_reading:
        found.append("our_reading")
    if reading.result["method_sensitive"]:
        found.append("method_sensitive")
    if reading.latest is not None and not reading.latest.is_verified:
        found.append("not_verified")
    return found


def checked_words(row: Observation) -> str:
    """Whether a value was read at its source."""
    return _("verified") if row.is_verified else _("not verified")
