"""Indicators: what the advice was meant to change, with every observed value."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ..choices import Basis, Direction, Frequency, IndicatorKind, ObservationFlag
from .evidence import Source
from .recommendation import Recommendation
from .report import Report


class IndicatorQuerySet(models.QuerySet[Any]):
    """Reusable ways to pick indicators."""

    def public(self) -> IndicatorQuerySet:
        """Those the public may read."""
        return self.filter(published_at__isnull=False)

    def judged_as_outcomes(self) -> IndicatorQuerySet:
        """Outcomes of the country asked; comparison series are left out."""
        return self.filter(kind="outcome", is_comparison_only=False)


class Indicator(models.Model):
    """One measured quantity with its unit, direction, baseline and target.

    The baseline is the last value from before the recommendation was issued; an
    earlier good level is a target, not a baseline (METHOD.md section 5).
    """

    slug = models.SlugField(_("code"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=300)
    name_es = models.CharField(_("name (Spanish)"), max_length=300, blank=True)
    unit = models.CharField(_("unit"), max_length=120)
    unit_es = models.CharField(_("unit (Spanish)"), max_length=120, blank=True)
    kind = models.CharField(
        _("kind"),
        max_length=10,
        choices=IndicatorKind,
        help_text=_("Only outcomes enter the outcome dial."),
    )
    direction = models.CharField(_("direction"), max_length=15, choices=Direction)
    frequency = models.CharField(_("frequency"), max_length=10, choices=Frequency)
    definition = models.TextField(_("definition"))
    definition_es = models.TextField(_("definition (Spanish)"), blank=True)
    caveats = models.TextField(_("caveats"), blank=True)
    caveats_es = models.TextField(_("caveats (Spanish)"), blank=True)
    is_comparison_only = models.BooleanField(
        _("for comparison only"),
        default=False,
        help_text=_("Another country; kept out of outcome counts."),
    )
    baseline_period = models.CharField(
        _("baseline period"), max_length=12, blank=True, help_text=_("Such as 2010.")
    )
    baseline_value = models.FloatField(_("baseline value"), null=True, blank=True)
    baseline_note = models.TextField(_("remark on the baseline"), blank=True)
    baseline_note_es = models.TextField(
        _("remark on the baseline (Spanish)"), blank=True
    )
    start_period = models.CharField(
        _("first period where there is no baseline"), max_length=12, blank=True
    )
    start_value = models.FloatField(
        _("first value where there is no baseline"), null=True, blank=True
    )
    rebased_value = models.FloatField(
        _("baseline after a break"),
        null=True,
        blank=True,
        help_text=_("The baseline in terms of the new series, if it can be linked."),
    )
    target_period = models.CharField(_("target period"), max_length=12, blank=True)
    target_value = models.FloatField(_("target value"), null=True, blank=True)
    target_low = models.FloatField(_("target range from"), null=True, blank=True)
    target_high = models.FloatField(_("target range to"), null=True, blank=True)
    target_basis = models.CharField(
        _("where the target comes from"), max_length=20, choices=Basis, blank=True
    )
    target_note = models.TextField(_("remark on the target"), blank=True)
    target_note_es = models.TextField(_("remark on the target (Spanish)"), blank=True)
    material_change = models.FloatField(
        _("material change"),
        null=True,
        blank=True,
        help_text=_("Empty for 5 percent of the baseline."),
    )
    recommendations = models.ManyToManyField(
        Recommendation,
        verbose_name=_("recommendations it bears on"),
        blank=True,
        related_name="indicators",
    )
    reports = models.ManyToManyField(
        Report,
        verbose_name=_("reports it bears on as a whole"),
        blank=True,
        related_name="indicators",
    )
    position = models.PositiveIntegerField(_("position"), default=1)
    published_at = models.DateTimeField(_("public since"), null=True, blank=True)

    history = HistoricalRecords(m2m_fields=[recommendations, reports])
    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        permissions = [("publish_indicator", "Can publish an indicator")]
        constraints = [
            models.CheckConstraint(
                name="indicator_baseline_period_and_value_together",
                condition=Q(baseline_period="", baseline_value__isnull=True)
                | ~Q(baseline_period="") & Q(baseline_value__isnull=False),
            ),
            models.CheckConstraint(
                name="indicator_start_period_and_value_together",
                condition=Q(start_period="", start_value__isnull=True)
                | ~Q(start_period="") & Q(start_value__isnull=False),
            ),
            models.CheckConstraint(
                name="indicator_target_value_and_basis_together",
                condition=Q(
                    target_value__isnull=True,
                    target_low__isnull=True,
                    target_basis="",
                    target_period="",
                )
                | ~Q(target_basis="")
                & ~Q(target_period="")
                & (Q(target_value__isnull=False) | Q(target_low__isnull=False)),
            ),
            models.CheckConstraint(
                name="indicator_target_is_a_value_or_a_range",
                condition=Q(target_low__isnull=True, target_high__isnull=True)
                | Q(
                    target_value__isnull=True,
                    target_low__isnull=False,
                    target_high__isnull=False,
                    target_low__lte=F("target_high"),
                ),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("scorecard:indicator", args=[self.slug])


class Observation(models.Model):
    """One value of an indicator for one period, with its source."""

    indicator = models.ForeignKey(
        Indicator,
        verbose_name=_("indicator"),
        on_delete=models.CASCADE,
        related_name="observations",
    )
    period = models.CharField(
        _("period"),
        max_length=12,
        help_text=_("2010, FY2010, 2014/2018, 2016-04 or 2021-11-30."),
    )
    period_ends_on = models.DateField(_("last day of the period"), editable=False)
    value = models.FloatField(_("value"))
    source = models.ForeignKey(
        Source,
        verbose_name=_("source"),
        on_delete=models.PROTECT,
        related_name="observations",
    )
    flag = models.CharField(
        _("flag"), max_length=12, choices=ObservationFlag, blank=True
    )
    is_verified = models.BooleanField(
        _("verified"), default=False, help_text=_("The value was read at the source.")
    )
    note = models.TextField(_("public note"), blank=True)
    published_at = models.DateTimeField(_("public since"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["indicator", "period_ends_on", "id"]
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        constraints = [
            models.UniqueConstraint(
                name="observation_one_per_period", fields=["indicator", "period"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.period}: {self.value:g}"


class InterimTarget(models.Model):
    """A published value to be reached on the way to an indicator's target."""

    indicator = models.ForeignKey(
        Indicator,
        verbose_name=_("indicator"),
        on_delete=models.CASCADE,
        related_name="interim_targets",
    )
    period = models.CharField(_("period"), max_length=12)
    value = models.FloatField(_("value"))

    history = HistoricalRecords()

    class Meta:
        ordering = ["indicator", "period"]
        verbose_name = _("interim target")
        verbose_name_plural = _("interim targets")
        constraints = [
            models.UniqueConstraint(
                name="interim_target_one_per_period", fields=["indicator", "period"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.period}: {self.value:g}"


class UnmeasuredMetric(models.Model):
    """A number the report names for which no series exists; what is known of it."""

    slug = models.SlugField(_("code"), max_length=80, unique=True)
    metric = models.TextField(_("metric"))
    metric_es = models.TextField(_("metric (Spanish)"), blank=True)
    recommendations = models.ManyToManyField(
        Recommendation,
        verbose_name=_("recommendations"),
        blank=True,
        related_name="unmeasured_metrics",
    )
    reports = models.ManyToManyField(
        Report, verbose_name=_("reports"), blank=True, related_name="unmeasured_metrics"
    )
    target_period = models.CharField(_("target period"), max_length=12, blank=True)
    target_value = models.FloatField(_("target value"), null=True, blank=True)
    target_unit = models.CharField(_("unit of the target"), max_length=120, blank=True)
    target_basis = models.CharField(
        _("where the target comes from"), max_length=20, choices=Basis, blank=True
    )
    known = models.TextField(_("what is known"), blank=True)
    note = models.TextField(_("public note"), blank=True)
    urls = models.JSONField(_("addresses"), default=list, blank=True)
    position = models.PositiveIntegerField(_("position"), default=1)

    history = HistoricalRecords(m2m_fields=[recommendations, reports])

    class Meta:
        ordering = ["position", "slug"]
        verbose_name = _("metric without a series")
        verbose_name_plural = _("metrics without a series")
        constraints = [
            models.CheckConstraint(
                name="unmeasured_metric_target_has_a_basis",
                condition=Q(target_value__isnull=True) | ~Q(target_basis=""),
            )
        ]

    def __str__(self) -> str:
        return self.metric[:80]
