"""What the scorecard keeps: frozen snapshots and stored likely ranges."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from recommendations.models import MethodVersion, PermanentRecordError, Report


class SnapshotQuerySet(models.QuerySet[Any]):
    """Snapshots are neither changed nor deleted."""

    def update(self, **kwargs: Any) -> int:
        raise PermanentRecordError("a snapshot never changes")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise PermanentRecordError("a snapshot is never deleted")


class Snapshot(models.Model):
    """A report's scorecard frozen for one view: inputs, outputs and how it was made.

    Has its own address and files. A later correction shows beside it; the
    snapshot itself never changes.
    """

    report = models.ForeignKey(
        Report,
        verbose_name=_("report"),
        on_delete=models.PROTECT,
        related_name="snapshots",
    )
    as_of = models.DateField(_("as of"))
    known_at = models.DateField(_("known at"))
    method_version = models.ForeignKey(
        MethodVersion, verbose_name=_("method version"), on_delete=models.PROTECT
    )
    code_version = models.CharField(_("code version"), max_length=60)
    seed = models.PositiveBigIntegerField(_("seed"))
    inputs_hash = models.CharField(_("hash of the inputs"), max_length=64)
    inputs = models.JSONField(_("inputs"))
    outputs = models.JSONField(_("outputs"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("made by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    made_at = models.DateTimeField(_("made at"))

    objects = SnapshotQuerySet.as_manager()

    class Meta:
        ordering = ["-as_of", "-made_at", "-id"]
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")

    def __str__(self) -> str:
        return f"{self.report}, {self.as_of:%Y-%m-%d}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store it once; a second save is refused."""
        if self.pk is not None:
            raise PermanentRecordError("a snapshot never changes")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("scorecard:snapshot", args=[self.pk])

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise PermanentRecordError("a snapshot is never deleted")


class LikelyRangeRow(models.Model):
    """A simulated range kept under the hash of its inputs, so it is made once."""

    inputs_hash = models.CharField(max_length=64, unique=True)
    seed = models.PositiveBigIntegerField()
    runs = models.PositiveIntegerField()
    result = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("stored likely range")
        verbose_name_plural = _("stored likely ranges")

    def __str__(self) -> str:
        return self.inputs_hash[:12]
