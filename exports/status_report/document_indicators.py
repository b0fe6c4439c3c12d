"""The indicators of a printed status report, each with its chart."""

from __future__ import annotations

from django.utils.translation import gettext as _, ngettext

from recommendations.templatetags.record import figure
from scorecard import charts, indicator_pages

from . import blocks
from .blocks import Block, Printable, run
from .content import IndicatorPart, StatusReport

BADGES = {
    "our_reading": lambda: _("target is our own reading"),
    "method_sensitive": lambda: _("depends on method"),
    "not_verified": lambda: _("latest value not verified"),
}


def indicators(made: StatusReport) -> list[Block]:
    """A table of all, then each with its chart."""
    if not made.indicators:
        return []
    number = len(made.indicators)
    said = ngettext(
        "%s indicator bears on this report.",
        "%s indicators bear on this report.",
        number,
    )
    columns = [
        (_("Indicator"), 3.6, "left"),
        (_("Baseline"), 1.4, "left"),
        (_("Latest"), 1.4, "left"),
        (_("Target"), 1.4, "left"),
        (_("Where it stands"), 1.8, "left"),
    ]
    found = [
        blocks.heading(1, _("Indicators: did it get better?"), page=True),
        blocks.paragraph(said % number, " ", made.outcome_note),
        blocks.table(_("Indicators"), columns, map(_row, made.indicators)),
    ]
    for part in _ordered(made):
        found += _indicator(part, made)
    return found


def _ordered(made: StatusReport) -> list[IndicatorPart]:
    """The main yardstick first."""
    first = [made.primary] if made.primary else []
    return first + [part for part in made.indicators if part is not made.primary]


def _row(part: IndicatorPart) -> list[Printable]:
    indicator, latest = part.reading.indicator, part.reading.latest
    return [
        [part.name, run(f"\n{part.unit}", quiet=True)],
        _value(indicator.baseline_value, indicator.baseline_period),
        _value(latest.value, latest.period) if latest else _("no value"),
        part.target or _("none set"),
        [part.verdict, run("\n" + badge_words(part), quiet=True)]
        if part.badges
        else part.verdict,
    ]


def _value(value: float | None, period: str) -> str:
    if value is None:
        return _("none")
    return _("%(value)s in %(period)s") % {"value": figure(value), "period": period}


def badge_words(part: IndicatorPart) -> str:
    """What qualifies the reading."""
    return ", ".join(BADGES[badge]() for badge in part.badges)


def _indicator(part: IndicatorPart, made: StatusReport) -> list[Block]:
    drawn = chart(part, made)
    verdict = (
        f"{part.verdict} ({badge_words(part)})."
        if part.badges
        else (f"{part.verdict}.")
    )
    cited = [run(f"[{number}] ", source=number) for number in part.sources]
    bears = ", ".join(part.bears_on)
    return [
        blocks.heading(2, part.name),
        blocks.paragraph(
            run(verdict, bold=True), " ", part.sentence, leads=drawn is not None
        ),
        *([drawn] if drawn else []),
        blocks.paragraph(
            part.definition,
            f" {part.caveats}" if str(part.caveats) else "",
            style="small",
        ),
        blocks.paragraph(
            (_("Bears on: %s.") % bears) if bears else "",
            " ",
            _("Sources:") if cited else "",
            " ",
            cited,
            style="small",
        ),
    ]


def chart(part: IndicatorPart, made: StatusReport) -> Block | None:
    """The chart as the pages draw it; None without a value."""
    if not part.reading.observations:
        return None
    inputs = indicator_pages.drawing_inputs(part.reading, made.report.issued.first_day)
    drawn = charts.indicator_chart(**inputs, width="wide")
    return blocks.picture(drawn, inputs["label"], share=0.7)
