"""Indicators at the desk: sources first, then every value with its source."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Max
from django.http import HttpRequest
from django.utils.translation import gettext as _, gettext_lazy

from ..actions import indicators
from ..models import Indicator, InterimTarget, Observation, UnmeasuredMetric
from .base import RecordAdmin, Saving, TabularRecords
from .indicator_forms import (
    IndicatorForm,
    InterimTargetForm,
    ObservationForm,
    ObservationFormSet,
    goal_warnings,
)
from .publishing import PublishedAdmin
from .source import SOURCE_FIELDS, SourceInline


class IndicatorSourceInline(SourceInline):
    """Where values are read; each has a key that the values name."""

    fk_name = "indicator"
    fields = (("key", "position"), *SOURCE_FIELDS)


class ObservationInline(TabularRecords):
    """Every value with its period and its source."""

    model = Observation
    form = ObservationForm
    formset = ObservationFormSet
    fields = ("period", "value", "source", "flag", "is_verified", "note")
    verbose_name_plural = gettext_lazy(
        "observations (save a new source first, then choose it here)"
    )


class InterimTargetInline(TabularRecords):
    """Published values on the way to the target."""

    model = InterimTarget
    form = InterimTargetForm
    fields = ("period", "value")


@admin.register(Indicator)
class IndicatorAdmin(PublishedAdmin):
    """One measured quantity; a value added to a public indicator is public."""

    form = IndicatorForm
    list_display = (
        "name",
        "unit",
        "kind",
        "n_values",
        "latest",
        "target_value",
        "target_basis",
        "public",
    )
    list_filter = (
        "kind",
        "direction",
        "frequency",
        "target_basis",
        "is_comparison_only",
        "reports",
    )
    search_fields = ("name", "name_es", "slug", "unit", "definition")
    date_hierarchy = "published_at"
    ordering = ("position", "slug")
    autocomplete_fields = ("recommendations", "reports")
    prepopulated_fields = {"slug": ["name"]}
    inlines = (IndicatorSourceInline, ObservationInline, InterimTargetInline)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "name",
                    "name_es",
                    "slug",
                    ("unit", "unit_es"),
                    ("kind", "direction", "frequency"),
                    "recommendations",
                    "reports",
                    ("position", "is_comparison_only"),
                    "published_at",
                )
            },
        ),
        (
            gettext_lazy("What it measures"),
            {"fields": ("definition", "definition_es", "caveats", "caveats_es")},
        ),
        (
            gettext_lazy("Baseline"),
            {
                "fields": (
                    ("baseline_period", "baseline_value"),
                    ("start_period", "start_value"),
                    "rebased_value",
                    "baseline_note",
                    "baseline_note_es",
                ),
                "description": gettext_lazy(
                    "The last value from before the recommendation was issued. An"
                    " earlier good level is a target, not a baseline. Example: advice"
                    " of 2011 asks to return to the level of 2005; the baseline is the"
                    " value of 2010, the target that of 2005."
                ),
            },
        ),
        (
            gettext_lazy("Target"),
            {
                "fields": (
                    ("target_period", "target_basis"),
                    ("target_value", "target_low", "target_high"),
                    "material_change",
                    "target_note",
                    "target_note_es",
                ),
                "description": gettext_lazy(
                    "A value, or a range from the lower to the higher number. Choose"
                    " “our reading” where neither the report nor a law states it."
                ),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """Indicators with the number of values and the last day they cover."""
        return (
            super()
            .get_queryset(request)
            .annotate(
                n_values=Count("observations"),
                latest=Max("observations__period_ends_on"),
            )
        )

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The code never changes once it is part of an address."""
        public = obj is not None and self.is_public(obj)
        return {} if public else super().get_prepopulated_fields(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The code of a public indicator is part of its address."""
        fixed = super().get_readonly_fields(request, obj)
        return [*fixed, "slug"] if obj is not None and self.is_public(obj) else fixed

    def store(self, saving: Saving) -> None:
        """Written by its action, which publishes new values of a public one."""
        indicators.edit(
            indicator=saving.row, by=saving.by, at=saving.at, save=saving.write
        )

    def response_add(self, request: HttpRequest, obj: Any, *args: Any) -> Any:
        """Say what looks wrong with baseline and target."""
        self._warn(request, obj)
        return super().response_add(request, obj, *args)

    def response_change(self, request: HttpRequest, obj: Any) -> Any:
        """Say what looks wrong with baseline and target."""
        self._warn(request, obj)
        return super().response_change(request, obj)

    def _warn(self, request: HttpRequest, row: Indicator) -> None:
        for warning in goal_warnings(row):
            self.message_user(request, warning, messages.WARNING)

    @admin.display(description=gettext_lazy("Values"), ordering="n_values")
    def n_values(self, row: Any) -> int:
        """How many values are on record."""
        return int(row.n_values)

    @admin.display(description=gettext_lazy("Latest value"), ordering="latest")
    def latest(self, row: Any) -> str:
        """The last day a value covers."""
        return row.latest.isoformat() if row.latest else _("none")


@admin.register(UnmeasuredMetric)
class UnmeasuredMetricAdmin(RecordAdmin):
    """A number the report names for which no series exists."""

    list_display = ("metric", "target_value", "target_unit", "target_basis")
    list_filter = ("target_basis", "reports")
    search_fields = ("metric", "metric_es", "slug", "known")
    ordering = ("position", "slug")
    autocomplete_fields = ("recommendations", "reports")
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "metric",
                    "metric_es",
                    ("slug", "position"),
                    "recommendations",
                    "reports",
                    ("target_period", "target_basis"),
                    ("target_value", "target_unit"),
                    "known",
                    "note",
                    "urls",
                )
            },
        ),
    )
