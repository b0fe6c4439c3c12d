"""What is derived from the record: standings, status changes, the record version."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.db import connections, models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ..as_of import FAR_FUTURE, AsOf
from ..choices import AskStatus, ChangeCause, Confidence, ResponseKind
from .ask import Ask
from .assessment import Assessment
from .permanent import Permanent
from .recommendation import Recommendation


class StandingQuerySet(models.QuerySet[Any]):
    """Reusable ways to pick standings."""

    def at(self, view: AsOf) -> StandingQuerySet:
        """The one standing of each recommendation that holds in this view."""
        return self.known_in(view).filter(
            effective_from__lte=view.on, effective_until__gt=view.on
        )

    def known_in(self, view: AsOf) -> StandingQuerySet:
        """Every span of days, by what was known in this view."""
        if view.known_at is None:
            return self.filter(known_until=FAR_FUTURE)
        return self.filter(known_from__lte=view.known_at, known_until__gt=view.known_at)


class Standing(models.Model):
    """Where one recommendation stood, for a span of days and of knowledge.

    Derived: holds for every day from ``effective_from`` up to, not including,
    ``effective_until``, as known from ``known_from`` up to ``known_until``. Made
    and remade from the assessments, evidence, responses and due dates by one
    action; never edited.
    """

    recommendation = models.ForeignKey(
        Recommendation,
        on_delete=models.CASCADE,
        related_name="standings",
        db_index=False,  # standing_lookup begins with it
    )
    effective_from = models.DateField()
    effective_until = models.DateField()
    known_from = models.DateField()
    known_until = models.DateField()

    status = models.CharField(max_length=20, choices=AskStatus)
    score = models.FloatField(null=True)
    coverage = models.FloatField(null=True)
    low = models.FloatField(null=True)
    high = models.FloatField(null=True)
    confidence = models.CharField(max_length=10, choices=Confidence, blank=True)
    has_reversed = models.BooleanField(default=False)
    freshness = models.CharField(max_length=10, blank=True)
    response = models.CharField(
        max_length=25, choices=ResponseKind, default=ResponseKind.NONE
    )
    first_due_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    n_due_revisions = models.PositiveIntegerField(default=0)
    delivered_on = models.DateField(null=True)
    assessed_on = models.DateField(null=True)
    verified_on = models.DateField(null=True)
    assessment = models.ForeignKey(
        Assessment, null=True, on_delete=models.CASCADE, related_name="+"
    )
    asks = models.JSONField(default=list)

    objects = StandingQuerySet.as_manager()

    class Meta:
        ordering = ["recommendation", "known_from", "effective_from"]
        verbose_name = _("standing")
        verbose_name_plural = _("standings")
        constraints = [
            models.CheckConstraint(
                name="standing_spans_run_forward",
                condition=Q(effective_from__lt=F("effective_until"))
                & Q(known_from__lt=F("known_until")),
            ),
            models.UniqueConstraint(
                name="standing_one_per_span",
                fields=["recommendation", "known_from", "effective_from"],
            ),
        ]
        indexes = [
            models.Index(
                fields=[
                    "recommendation",
                    "known_until",
                    "effective_from",
                    "effective_until",
                ],
                name="standing_lookup",
            )
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id} {self.effective_from}: {self.status}"


class StatusChange(Permanent):
    """One published move of an ask, or of a whole recommendation (``ask`` empty).

    Written by the action that publishes; a row of record, never deleted. A
    first assessment moves from "not checked".
    """

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="status_changes"
    )
    ask = models.ForeignKey(
        Ask, null=True, on_delete=models.PROTECT, related_name="status_changes"
    )
    from_status = models.CharField(max_length=20, choices=AskStatus)
    to_status = models.CharField(max_length=20, choices=AskStatus)
    effective_on = models.DateField()
    published_at = models.DateTimeField()
    cause = models.CharField(max_length=12, choices=ChangeCause)
    assessment = models.ForeignKey(
        Assessment,
        null=True,
        on_delete=models.PROTECT,
        related_name="status_changes",
    )

    class Meta:
        ordering = ["-published_at", "-effective_on", "-id"]
        verbose_name = _("status change")
        verbose_name_plural = _("status changes")
        constraints = [
            models.CheckConstraint(
                name="status_change_moves",
                condition=~Q(from_status=F("to_status")),
            )
        ]
        indexes = [
            models.Index(
                fields=["-published_at", "-effective_on", "-id"],
                name="status_change_newest",
            ),
            models.Index(
                fields=["-effective_on", "-published_at", "-id"],
                name="status_change_latest",
            ),
            models.Index(
                fields=["recommendation", "effective_on"], name="status_change_of"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_status} -> {self.to_status}"


class RecordVersionQuerySet(models.QuerySet[Any]):
    """Reads of the one row, cheap enough for every request."""

    def current(self) -> int:
        """The number now; 0 before anything was published."""
        return self.newest()[0]

    def newest(self) -> tuple[int, datetime | None]:
        """The number now and when it last rose; (0, None) before the first."""
        with connections[self.db].cursor() as cursor:
            cursor.execute(
                "SELECT number, changed_at FROM recommendations_recordversion"
                " WHERE id = 1"
            )
            row = cursor.fetchone()
        return (int(row[0]), _moment(row[1])) if row else (0, None)


def _moment(value: datetime | str | None) -> datetime | None:
    """A moment as a driver gives it: SQLite's is text, in UTC without saying so."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value)
    return value.replace(tzinfo=value.tzinfo or UTC) if value else None


class RecordVersion(models.Model):
    """One row whose number rises with every change a reader could notice."""

    number = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)

    objects = RecordVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("record version")
        constraints = [
            models.CheckConstraint(name="record_version_one_row", condition=Q(id=1))
        ]

    def __str__(self) -> str:
        return str(self.number)
