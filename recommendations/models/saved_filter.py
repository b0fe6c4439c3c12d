"""Filters of the desk that a person keeps for another day."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedFilter(models.Model):
    """One list of the desk, filtered, searched and sorted, under a person's own name.

    Belongs to its owner alone and may be deleted at any time; no part of the record.
    """

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("owner"),
        on_delete=models.CASCADE,
        related_name="saved_filters",
    )
    name = models.CharField(_("name"), max_length=100)
    model = models.CharField(_("list"), max_length=100)
    query = models.CharField(_("filter"), max_length=1000)

    class Meta:
        ordering = ["name", "id"]
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        constraints = [
            models.UniqueConstraint(
                name="saved_filter_name_once_per_list",
                fields=["owner", "model", "name"],
            )
        ]

    def __str__(self) -> str:
        return self.name
