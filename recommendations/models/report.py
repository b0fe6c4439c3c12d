"""Reports, their categories and the measures they themselves name."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ..as_of import AsOf
from ..choices import Basis, DatePrecision


class ReportQuerySet(models.QuerySet[Any]):
    """Reusable ways to pick reports."""

    def public(self) -> ReportQuerySet:
        """Those the public may read."""
        return self.filter(published_at__isnull=False)

    def seen_in(self, view: AsOf) -> ReportQuerySet:
        """Those that had been issued, and were known, in a view of the record."""
        rows = self.filter(issued_on__lte=view.on)
        if view.known_at is not None:
            rows = rows.filter(published_at__date__lte=view.known_at)
        return rows


class Report(models.Model):
    """One document that makes recommendations, or one announcement of measures.

    Made when its recommendations are to be followed; its slug is part of every
    public address and never changes.
    """

    slug = models.SlugField(
        _("code"),
        max_length=80,
        unique=True,
        help_text=_("Part of every address, such as drug-war-in-mexico-2011."),
    )
    title = models.CharField(_("title"), max_length=300)
    title_es = models.CharField(_("title (Spanish)"), max_length=300, blank=True)
    title_original = models.CharField(
        _("original title"),
        max_length=300,
        blank=True,
        help_text=_("Where the original is not in English."),
    )
    series = models.CharField(_("series"), max_length=200, blank=True)
    publisher = models.CharField(_("publisher"), max_length=200)
    authors = models.JSONField(
        _("authors"), default=list, blank=True, help_text=_('A list: ["Name"].')
    )
    issued_on = models.DateField(
        _("issued on"),
        help_text=_("When the report appeared; first day of the month or year."),
    )
    issued_precision = models.CharField(
        _("precision of that date"),
        max_length=5,
        choices=DatePrecision,
        default=DatePrecision.DAY,
    )
    language = models.CharField(
        _("language of the original"), max_length=8, default="en"
    )
    jurisdiction = models.CharField(
        _("jurisdiction"),
        max_length=3,
        help_text=_("The country asked to act, two letters."),
    )
    url = models.URLField(_("address of the report"), max_length=500, blank=True)
    horizon_ends_on = models.DateField(
        _("results hoped for by"),
        null=True,
        blank=True,
        help_text=_("First day of the month or year if no day is given."),
    )
    horizon_precision = models.CharField(
        _("precision of that date"), max_length=5, choices=DatePrecision, blank=True
    )
    horizon_basis = models.CharField(
        _("where that date comes from"), max_length=20, choices=Basis, blank=True
    )
    horizon_note = models.TextField(_("remark on that date"), blank=True)
    primary_goal = models.TextField(
        _("primary goal"),
        blank=True,
        help_text=_("What the report wants to change in the world, in our words."),
    )
    primary_goal_es = models.TextField(_("primary goal (Spanish)"), blank=True)
    summary = models.TextField(_("summary"), blank=True)
    summary_es = models.TextField(_("summary (Spanish)"), blank=True)
    notes = models.TextField(
        _("public notes"), blank=True, help_text=_("Shown on the report's page.")
    )
    also_announced = models.TextField(
        _("also announced"),
        blank=True,
        help_text=_("What was announced beside the recommendations, not tracked."),
    )
    also_announced_es = models.TextField(_("also announced (Spanish)"), blank=True)
    also_announced_later = models.TextField(
        _("what became of it"), blank=True, help_text=_("One or two sentences.")
    )
    also_announced_later_es = models.TextField(
        _("what became of it (Spanish)"), blank=True
    )
    primary_indicator = models.ForeignKey(
        "recommendations.Indicator",
        verbose_name=_("primary indicator"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The main yardstick; its chart stands on the report's page."),
    )
    assessment_notice = models.TextField(
        _("notice about the assessments"),
        blank=True,
        help_text=_(
            "Shown wherever the report's assessments appear, for example: First"
            " reading, open to challenge."
        ),
    )
    assessment_notice_es = models.TextField(
        _("notice about the assessments (Spanish)"), blank=True
    )
    published_at = models.DateTimeField(
        _("public since"),
        null=True,
        blank=True,
        help_text=_("Empty while the report is being prepared."),
    )

    history = HistoricalRecords()
    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-issued_on", "slug"]
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        permissions = [("publish_report", "Can publish a report")]
        constraints = [
            models.CheckConstraint(
                name="report_horizon_date_precision_and_basis_together",
                condition=Q(
                    horizon_ends_on__isnull=True,
                    horizon_precision="",
                    horizon_basis="",
                )
                | Q(horizon_ends_on__isnull=False)
                & ~Q(horizon_precision="")
                & ~Q(horizon_basis=""),
            ),
            models.CheckConstraint(
                name="report_horizon_not_before_issue",
                condition=Q(horizon_ends_on__isnull=True)
                | Q(horizon_ends_on__gte=models.F("issued_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("scorecard:report", args=[self.slug])


class Category(models.Model):
    """A heading under which a report groups its recommendations, in its order."""

    report = models.ForeignKey(
        Report,
        verbose_name=_("report"),
        on_delete=models.PROTECT,
        related_name="categories",
    )
    code = models.CharField(_("code"), max_length=20, help_text=_("Such as 1 or A."))
    slug = models.SlugField(_("short name"), max_length=80)
    title = models.CharField(_("title"), max_length=200)
    title_es = models.CharField(_("title (Spanish)"), max_length=200, blank=True)
    position = models.PositiveIntegerField(_("position"))
    is_editorial = models.BooleanField(
        _("our grouping"),
        default=False,
        help_text=_("Tick where the report itself has no such heading."),
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["report", "position", "code"]
        verbose_name = _("category")
        verbose_name_plural = _("categories")
        constraints = [
            models.UniqueConstraint(
                name="category_code_unique_in_report", fields=["report", "code"]
            ),
            models.UniqueConstraint(
                name="category_slug_unique_in_report", fields=["report", "slug"]
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}. {self.title}"


class StatedMetric(models.Model):
    """A measure or number the report itself names, for the whole or for one item."""

    report = models.ForeignKey(
        Report,
        verbose_name=_("report"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="stated_metrics",
    )
    recommendation = models.ForeignKey(
        "recommendations.Recommendation",
        verbose_name=_("recommendation"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="stated_metrics",
    )
    position = models.PositiveIntegerField(_("position"), default=1)
    text = models.TextField(_("text"))
    text_es = models.TextField(_("text (Spanish)"), blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("stated measure")
        verbose_name_plural = _("stated measures")
        constraints = [
            models.CheckConstraint(
                name="stated_metric_of_a_report_or_a_recommendation",
                condition=Q(report__isnull=False, recommendation__isnull=True)
                | Q(report__isnull=True, recommendation__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.text[:80]
