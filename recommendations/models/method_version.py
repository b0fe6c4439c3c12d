"""Method versions: the points, cuts and gates in force, as rows of data."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Case, F, Q, When
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords


class MethodVersionQuerySet(models.QuerySet[Any]):
    """Reusable ways to pick method versions."""

    def by_force_on(self, day: date) -> MethodVersionQuerySet:
        """The one in force on a day first; before the first of all, the oldest."""
        held = Case(When(in_force_from__lte=day, then=F("in_force_from")))
        return self.order_by(held.desc(nulls_last=True), "in_force_from", "-version")


class MethodVersion(models.Model):
    """One version of the scoring method.

    Its parameters (points, ranges, cuts, gates, weights) are what the code in
    ``scorecard/method`` reads; a version in use is never edited.
    """

    version = models.CharField(_("version"), max_length=20, unique=True)
    in_force_from = models.DateField(_("in force from"))
    announced_on = models.DateField(_("announced on"), null=True, blank=True)
    parameters = models.JSONField(_("parameters"), default=dict)
    summary = models.TextField(_("what changed"), blank=True)
    summary_es = models.TextField(_("what changed (Spanish)"), blank=True)

    history = HistoricalRecords()
    objects = MethodVersionQuerySet.as_manager()

    class Meta:
        ordering = ["-in_force_from", "-version"]
        verbose_name = _("method version")
        verbose_name_plural = _("method versions")
        constraints = [
            models.CheckConstraint(
                name="method_version_announced_before_in_force",
                condition=Q(announced_on__isnull=True)
                | Q(announced_on__lte=models.F("in_force_from")),
            )
        ]

    def __str__(self) -> str:
        return self.version

    def get_absolute_url(self) -> str:
        return reverse("scorecard:methodology_version", args=[self.version])
