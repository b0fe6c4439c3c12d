"""The working of one indicator, step by step, with its numbers filled in.

Every figure comes from ``scorecard.outcomes``; here each is set beside its formula
so that a reader can follow it with a pencil (METHOD.md section 5).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from recommendations.choices import IndicatorClass
from recommendations.models import Observation
from recommendations.templatetags.record import decimal, figure

from . import method
from .indicator_words import since_baseline
from .outcomes import IndicatorReading, judged

PARAMETERS = method.VERSION_1


@dataclass(frozen=True)
class Step:
    """One line of the working: what it is, its figure, and how it comes about."""

    term: str
    text: str
    how: str = ""


def working(reading: IndicatorReading) -> list[Step]:
    """Elapsed, attainment, pace, class, rates and cross-check, as far as defined."""
    makers: list[Callable[[IndicatorReading], Step | None]] = [
        _elapsed,
        _attainment,
        _attainment_when_due,
        _pace,
        _class,
        _since,
        _rates,
        _cross_check,
        _age,
    ]
    return [step for step in (make(reading) for make in makers) if step is not None]


def start_value(reading: IndicatorReading) -> float | None:
    """The baseline the reading was judged from: after a linked break the new one."""
    if "baseline_rebased" in reading.result["flags"]:
        return reading.indicator.rebased_value
    return reading.indicator.baseline_value


def when_due(reading: IndicatorReading) -> Observation | None:
    """The first value at or after the due date, which decides met or missed."""
    if not reading.indicator.target_period:
        return None
    due = method.last_day(reading.indicator.target_period)
    rows = [row for row in reading.observations if row.period_ends_on >= due]
    return rows[0] if rows else None


def _time(period: str) -> float:
    return method.decimal_year(method.last_day(period))


def _elapsed(reading: IndicatorReading) -> Step | None:
    result, indicator = reading.result, reading.indicator
    if result["elapsed"] is None or reading.latest is None:
        return None
    began = _time(indicator.baseline_period)
    gone = method.decimal_year(reading.latest.period_ends_on) - began
    return Step(
        _("Elapsed"),
        decimal(result["elapsed"], 2),
        _(
            "E = (t - t0) / (tT - t0): %(gone)s of %(all)s years, at most 1, at the"
            " date of the value and not today's."
        )
        % {
            "gone": decimal(gone, 1),
            "all": decimal(_time(indicator.target_period) - began, 1),
        },
    )


def _attainment(reading: IndicatorReading) -> Step | None:
    result, latest = reading.result, reading.latest
    if result["attainment_raw"] is None or latest is None:
        return None
    return Step(
        _("Attainment"),
        _("%(shown)s percent of the gap closed by %(period)s")
        % {"shown": decimal(result["attainment"], 1), "period": latest.period},
        _attainment_formula(reading, latest, result["attainment_raw"]),
    )


def _attainment_formula(reading: IndicatorReading, row: Observation, raw: float) -> str:
    indicator = reading.indicator
    values = {
        "x": figure(row.value),
        "b": figure(start_value(reading)),
        "raw": decimal(raw, 1),
        "low": figure(indicator.target_low),
        "high": figure(indicator.target_high),
        "target": figure(indicator.target_value),
    }
    if indicator.target_low is not None:
        return (
            _(
                "A = 100 x (1 - g(x) / g(b)), where g is the distance to the range"
                " %(low)s to %(high)s, x = %(x)s and b = %(b)s; raw %(raw)s, shown"
                " from 0 to 100."
            )
            % values
        )
    return (
        _(
            "A = 100 x (x - b) / (T - b) = 100 x (%(x)s - %(b)s) / (%(target)s -"
            " %(b)s) = %(raw)s, shown from 0 to 100."
        )
        % values
    )


def _attainment_when_due(reading: IndicatorReading) -> Step | None:
    """The same at the value that decided, where a later one is the newest."""
    row = when_due(reading)
    if row is None or row == reading.latest:
        return None
    seen = [o for o in reading.observations if o.period_ends_on <= row.period_ends_on]
    then = judged(reading.indicator, seen, method.decimal_year(row.period_ends_on))
    if then["attainment_raw"] is None:
        return None
    return Step(
        _("At the due date"),
        _("%(shown)s percent of the gap closed by %(period)s")
        % {"shown": decimal(then["attainment"], 1), "period": row.period},
        _attainment_formula(reading, row, then["attainment_raw"])
        + " "
        + _("The first value at or after the due date decides the class."),
    )


def _pace(reading: IndicatorReading) -> Step | None:
    result = reading.result
    if result["pace"] is None:
        return None
    if reading.indicator.interim_targets.all():
        how = _(
            "P = (x - b) / (value planned for that time - b), with the published"
            " interim targets."
        )
    else:
        how = _("P = (A / 100) / E = (%(a)s / 100) / %(e)s.") % {
            "a": decimal(result["attainment_raw"], 1),
            "e": decimal(result["elapsed"], 2),
        }
    return Step(_("Pace"), decimal(result["pace"], 2), how)


def _class(reading: IndicatorReading) -> Step:
    return Step(_("Class"), str(reading.category.label), rule(reading))


def rule(reading: IndicatorReading) -> str:
    """The rule that decided the class, with the numbers of this method version."""
    on_track, behind, little = PARAMETERS.pace_cuts
    cuts = {
        "on_track": decimal(on_track, 2),
        "behind": decimal(behind, 2),
        "little": decimal(little, 0),
        "early": decimal(PARAMETERS.too_early, 2),
        "age": decimal(PARAMETERS.stale_factor, 0),
    }
    row = when_due(reading)
    cuts["due"] = f"{row.period}: {figure(row.value)}" if row else ""
    text = {
        IndicatorClass.NO_BASELINE: _("There is no value from before the issue."),
        IndicatorClass.NO_DATA: _("There is no value after the baseline."),
        IndicatorClass.SERIES_BREAK: _(
            "The series breaks after the baseline and no linked baseline is known."
        ),
        IndicatorClass.STALE: _(
            "The last value is older than %(age)s times the longer of its frequency"
            " and a year, and the due date is not covered."
        ),
        IndicatorClass.NO_TARGET: _(
            "No target is set, so only the change since the baseline is shown."
        ),
        IndicatorClass.MET: _("The value meets the target, not after the due date."),
        IndicatorClass.MET_LATE: _(
            "The first value at or after the due date (%(due)s) fell short; a later"
            " one meets the target."
        ),
        IndicatorClass.MISSED: _(
            "The first value at or after the due date (%(due)s) decides: it does not"
            " meet the target, and no later one does."
        ),
        IndicatorClass.WORSE: _(
            "The baseline met the target and the value does not, or the pace is below"
            " %(little)s."
        ),
        IndicatorClass.TOO_EARLY: _("Elapsed is below %(early)s."),
        IndicatorClass.ON_TRACK: _("The pace is at least %(on_track)s."),
        IndicatorClass.BEHIND: _("The pace lies from %(behind)s to %(on_track)s."),
        IndicatorClass.LITTLE_CHANGE: _("The pace lies from %(little)s to %(behind)s."),
    }[reading.category]
    return text % cuts


def _since(reading: IndicatorReading) -> Step | None:
    change, latest, began = (
        since_baseline(reading),
        reading.latest,
        start_value(reading),
    )
    if not change or latest is None or began is None:
        return None
    own = reading.indicator.material_change
    cut = PARAMETERS.material_change * abs(began) if own is None else own
    return Step(
        _("Since the baseline"),
        change,
        _(
            "The change is x - b = %(x)s - %(b)s = %(change)s; it counts from %(cut)s"
            " (%(share)s percent of the baseline, unless another change is set as"
            " material)."
        )
        % {
            "x": figure(latest.value),
            "b": figure(began),
            "change": figure(round(latest.value - began, 6)),
            "cut": figure(round(cut, 6)),
            "share": decimal(PARAMETERS.material_change * 100, 0),
        },
    )


def _rates(reading: IndicatorReading) -> Step | None:
    result = reading.result
    if result["needed_per_year"] is None:
        return None
    return Step(
        _("Change a year"),
        _("needed %(needed)s, achieved %(achieved)s")
        % {
            "needed": decimal(result["needed_per_year"], 2),
            "achieved": decimal(result["achieved_per_year"], 2),
        },
        _("Needed: (T - x) / (tT - t). Achieved: (x - b) / (t - t0)."),
    )


def _cross_check(reading: IndicatorReading) -> Step | None:
    """The growth-rate ratio of appendix A, which only flags."""
    result = reading.result
    if result["pace"] is None or reading.indicator.target_low is not None:
        return None
    term = _("Growth-rate cross-check")
    if result["cagr_ratio"] is None:
        return Step(term, _("not defined"), _("A value is zero or changes sign."))
    other = IndicatorClass(method.band(result["cagr_ratio"]) or "").label
    values = {"other": other, "own": reading.category.label}
    if result["method_sensitive"]:
        how = _(
            "By compound growth the class would be: %(other)s. The straight line"
            " decides (%(own)s); the reading depends on the method."
        )
    else:
        how = _("By compound growth the class is the same: %(other)s.")
    return Step(term, decimal(result["cagr_ratio"], 2), how % values)


def _age(reading: IndicatorReading) -> Step | None:
    """How old the last value is, and what is missing because of it."""
    if reading.latest is None:
        return None
    years = reading.view_day - method.decimal_year(reading.latest.period_ends_on)
    flags = reading.result["flags"]
    notes = [
        text
        for flag, text in (
            ("old", _("Old, but still usable.")),
            ("stale", _("Too old to judge.")),
            ("awaiting_final_data", _("The value for the due date is not out yet.")),
            ("baseline_rebased", _("Judged from the linked baseline after the break.")),
        )
        if flag in flags
    ]
    words = _("%s years before the as-of day") % decimal(years, 1)
    return Step(_("Age of the last value"), words, " ".join(notes))
