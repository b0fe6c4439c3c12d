"""Agencies: the bodies that recommendations are addressed to."""

from __future__ import annotations

from typing import Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ..choices import AgencyKind, DatePrecision


class AgencyQuerySet(models.QuerySet[Any]):
    """Reusable ways to pick agencies."""

    def named(self, name: str) -> AgencyQuerySet:
        """Those whose name or abbreviation, in either language, is ``name``."""
        return self.filter(
            Q(name__iexact=name)
            | Q(name_es__iexact=name)
            | Q(abbreviation__iexact=name)
        )

    def matching(self, text: str) -> AgencyQuerySet:
        """Those whose name, abbreviation or other name contains ``text``."""
        return self.filter(
            Q(name__icontains=text)
            | Q(name_es__icontains=text)
            | Q(abbreviation__icontains=text)
            | Q(other_names__icontains=text)
        )

    def with_public_recommendations(self) -> AgencyQuerySet:
        """Those named as lead or supporting in a published recommendation."""
        named = self.model._meta.get_field("responsibilities").related_model
        return self.filter(
            Exists(
                named._default_manager.filter(
                    agency=OuterRef("pk"),
                    recommendation__published_at__isnull=False,
                    recommendation__report__published_at__isnull=False,
                )
            )
        )


class Agency(models.Model):
    """One body that is asked to act or that acts in an item of evidence.

    Made once in a registry shared by all reports. An agency that is dissolved
    stays, with the date and its successor.
    """

    slug = models.SlugField(
        _("code"),
        max_length=80,
        unique=True,
        help_text=_("Stable and human, prefixed by jurisdiction, such as us-gao."),
    )
    name = models.CharField(_("name"), max_length=200)
    name_es = models.CharField(_("name (Spanish)"), max_length=200, blank=True)
    abbreviation = models.CharField(
        _("abbreviation"),
        max_length=40,
        blank=True,
        help_text=_("The usual short form, such as GAO; empty if there is none."),
    )
    kind = models.CharField(_("kind"), max_length=30, choices=AgencyKind)
    jurisdiction = models.CharField(
        _("jurisdiction"),
        max_length=3,
        validators=[RegexValidator(r"^[A-Z]{2,3}$")],
        help_text=_("Two-letter country code, or INT for international bodies."),
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("parent"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
        help_text=_("The body it is part of."),
    )
    successor = models.ForeignKey(
        "self",
        verbose_name=_("successor"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="predecessors",
        help_text=_("The body that took over its work."),
    )
    dissolved_on = models.DateField(
        _("dissolved on"),
        null=True,
        blank=True,
        help_text=_("First day of the period if only month or year is known."),
    )
    dissolved_precision = models.CharField(
        _("precision of that date"), max_length=5, choices=DatePrecision, blank=True
    )
    url = models.URLField(_("official home page"), max_length=500, blank=True)
    other_names = models.JSONField(
        _("other names"),
        default=list,
        blank=True,
        help_text=_('Former or other names, as a list: ["The White House"].'),
    )
    note = models.TextField(
        _("public note"), blank=True, help_text=_("Shown on the agency's page.")
    )

    history = HistoricalRecords()
    objects = AgencyQuerySet.as_manager()

    class Meta:
        ordering = ["name", "slug"]
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")
        constraints = [
            models.CheckConstraint(
                name="agency_dissolution_date_and_precision_together",
                condition=Q(dissolved_on__isnull=True, dissolved_precision="")
                | Q(dissolved_on__isnull=False) & ~Q(dissolved_precision=""),
            ),
            models.CheckConstraint(
                name="agency_is_not_its_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=models.F("id")),
            ),
            models.CheckConstraint(
                name="agency_is_not_its_own_successor",
                condition=Q(successor__isnull=True) | ~Q(successor=models.F("id")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.abbreviation})" if self.abbreviation else self.name

    def get_absolute_url(self) -> str:
        return reverse("scorecard:agency", args=[self.slug])
