"""Forms of an indicator: periods that can be read, sources of its own, warnings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _, gettext_lazy

from scorecard import method

from ..choices import Direction
from ..models import Indicator
from .forms import RecordForm

SIGNS = {Direction.UP_IS_GOOD: 1, Direction.DOWN_IS_GOOD: -1, Direction.RANGE: 0}

GOAL_WARNINGS = {
    "target_already_met": gettext_lazy("Look again: the baseline meets the target."),
    "target_against_direction": gettext_lazy(
        "Look again: the target lies the other way than “better” does."
    ),
    "baseline_after_issue": gettext_lazy(
        "Look again: the baseline is later than the recommendation."
    ),
}


def checked_period(period: str) -> str:
    """The period, if its last day can be told; refused in words otherwise."""
    try:
        if period:
            method.last_day(period)
    except ValueError as error:
        raise ValidationError(
            _("Write a period as 2010, FY2010, 2014/2018, 2016-04 or 2021-11-30.")
        ) from error
    return period


class IndicatorForm(RecordForm):
    """Refuses periods that can't be read."""

    def clean_baseline_period(self) -> str:
        """A readable period, or none."""
        return checked_period(self.cleaned_data["baseline_period"])

    def clean_start_period(self) -> str:
        """A readable period, or none."""
        return checked_period(self.cleaned_data["start_period"])

    def clean_target_period(self) -> str:
        """A readable period, or none."""
        return checked_period(self.cleaned_data["target_period"])


class InterimTargetForm(RecordForm):
    """Refuses a period that can't be read."""

    def clean_period(self) -> str:
        """A readable period."""
        return checked_period(self.cleaned_data["period"])


class ObservationForm(InterimTargetForm):
    """One value; the last day of its period follows from the period."""

    def clean_period(self) -> str:
        """A readable period; its last day goes with it."""
        period = super().clean_period()
        self.instance.period_ends_on = method.last_day(period)
        return period


class ObservationFormSet(forms.BaseInlineFormSet):
    """Values of one indicator: its sources are read once for all rows."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = self.instance.sources.all() if self.instance.pk else ()
        named = [(row.pk, f"{row.key}: {row.publisher}, {row.title}") for row in rows]
        self.sources = [("", "---------"), *named]

    def add_fields(self, form: Any, index: int | None) -> None:
        """Offer the indicator's own sources."""
        super().add_fields(form, index)
        field = form.fields.get("source")
        if field is not None:
            field.choices = self.sources

    def clean(self) -> None:
        """A value names a source of its own indicator."""
        super().clean()
        own = {str(pk) for pk, _text in self.sources}
        for form in self.forms:
            source = getattr(form, "cleaned_data", {}).get("source")
            if source is not None and str(source.pk) not in own:
                form.add_error("source", _("Choose a source of this indicator."))


def goal_warnings(row: Indicator) -> list[str]:
    """What looks wrong with baseline and target, in words (METHOD.md section 5)."""
    if row.baseline_value is None or row.target_basis == "":
        return []
    target: Any = row.target_value
    if row.target_low is not None:
        target = [row.target_low, row.target_high]
    codes = method.baseline_warnings(
        b=row.baseline_value,
        tb=method.decimal_year(method.last_day(row.baseline_period)),
        T=target,
        direction=SIGNS[Direction(row.direction)],
        issued=method.decimal_year(_issued_on(row)),
    )
    return [str(GOAL_WARNINGS[code]) for code in codes]


def _issued_on(row: Indicator) -> Any:
    """The earliest day of issue among what it bears on; its target's if nothing."""
    days = [one.issued_on for one in row.recommendations.all()]
    days += [one.issued_on for one in row.reports.all()]
    return min(days, default=method.last_day(row.target_period))
