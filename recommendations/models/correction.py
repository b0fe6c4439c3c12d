"""Corrections: what was shown wrongly, what is right, and since when."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .indicator import Indicator
from .recommendation import Recommendation
from .report import Report


class CorrectionQuerySet(models.QuerySet[Any]):
    """Reusable ways to pick corrections."""

    def public(self) -> CorrectionQuerySet:
        """Those readers may see: published, on something that is public."""
        concerned = (
            Q(report__isnull=True) | Q(report__published_at__isnull=False),
            Q(recommendation__isnull=True)
            | Q(
                recommendation__published_at__isnull=False,
                recommendation__report__published_at__isnull=False,
            ),
            Q(indicator__isnull=True) | Q(indicator__published_at__isnull=False),
        )
        return self.filter(*concerned, published_at__isnull=False)


class Correction(models.Model):
    """One mistake in the published record, put right in the open."""

    report = models.ForeignKey(
        Report,
        verbose_name=_("report"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
    )
    recommendation = models.ForeignKey(
        Recommendation,
        verbose_name=_("recommendation"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
    )
    indicator = models.ForeignKey(
        Indicator,
        verbose_name=_("indicator"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="corrections",
    )
    was_shown = models.TextField(_("what was shown"))
    was_shown_es = models.TextField(_("what was shown (Spanish)"), blank=True)
    is_right = models.TextField(_("what is right"))
    is_right_es = models.TextField(_("what is right (Spanish)"), blank=True)
    wrong_since = models.DateField(_("wrong since"), null=True, blank=True)
    affected = models.TextField(
        _("affected figures"), blank=True, help_text=_("Which pages and numbers.")
    )
    cause = models.TextField(_("cause"), blank=True)
    is_material = models.BooleanField(
        _("material"),
        default=False,
        help_text=_("It changes a status, a class or a rounded score."),
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    published_at = models.DateTimeField(_("public since"), null=True, blank=True)

    history = HistoricalRecords()
    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["-published_at", "-id"]
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        permissions = [("publish_correction", "Can publish a correction")]
        constraints = [
            models.CheckConstraint(
                name="correction_names_what_it_concerns",
                condition=Q(report__isnull=False)
                | Q(recommendation__isnull=False)
                | Q(indicator__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.is_right[:80]
