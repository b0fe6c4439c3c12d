"""Which agency a person at the desk speaks for."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from .agency import Agency


class AgencyLiaisonQuerySet(models.QuerySet[Any]):
    """Reusable ways to pick who speaks for whom."""

    def able(self) -> AgencyLiaisonQuerySet:
        """Those whose account is open, so that they can be asked."""
        return self.filter(user__is_active=True, user__is_staff=True)


class AgencyLiaison(models.Model):
    """One person who speaks for one agency at the desk.

    Made by an administrator. Whoever has such a row sees the recommendations of
    that agency alone, answers its findings and brings its evidence.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("person"),
        on_delete=models.CASCADE,
        related_name="liaisons",
    )
    agency = models.ForeignKey(
        Agency,
        verbose_name=_("agency"),
        on_delete=models.PROTECT,
        related_name="liaisons",
    )

    history = HistoricalRecords()
    objects = AgencyLiaisonQuerySet.as_manager()

    class Meta:
        ordering = ["agency", "user"]
        verbose_name = _("agency liaison")
        verbose_name_plural = _("agency liaisons")
        constraints = [
            models.UniqueConstraint(
                name="agency_liaison_once_per_agency", fields=["user", "agency"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} ({self.agency})"
