"""What agencies answer, and the dates they are held to."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ..choices import ResponseKind
from .agency import Agency
from .recommendation import Recommendation


class Response(models.Model):
    """What one agency answered to one recommendation, dated and whole.

    Printed beside the finding; worth no points. A later answer follows an
    earlier one, which stays.
    """

    recommendation = models.ForeignKey(
        Recommendation,
        verbose_name=_("recommendation"),
        on_delete=models.PROTECT,
        related_name="responses",
    )
    agency = models.ForeignKey(
        Agency,
        verbose_name=_("agency"),
        on_delete=models.PROTECT,
        related_name="responses",
    )
    kind = models.CharField(
        _("answer"),
        max_length=25,
        choices=[choice for choice in ResponseKind.choices if choice[0] != "none"],
        help_text=_(
            "Accepted in principle: the aim is shared, nothing is promised. Noted:"
            " neither accepted nor rejected."
        ),
    )
    text = models.TextField(_("text"), blank=True, help_text=_("Whole, as given."))
    text_es = models.TextField(_("text (Spanish)"), blank=True)
    responded_on = models.DateField(_("answered on"))
    url = models.URLField(_("where it was published"), max_length=1000, blank=True)
    is_disputed_with_documents = models.BooleanField(
        _("disputes the finding with documents"),
        default=False,
        help_text=_("Lowers the agreement behind the confidence (METHOD section 3)."),
    )
    published_at = models.DateTimeField(_("public since"), null=True, blank=True)

    history = HistoricalRecords()
    _history_user: Any  # who writes the row, for its history

    class Meta:
        ordering = ["recommendation", "responded_on", "id"]
        verbose_name = _("agency response")
        verbose_name_plural = _("agency responses")
        constraints = [
            models.CheckConstraint(
                name="response_says_something", condition=~Q(kind="none")
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.get_kind_display()}"


class DueDate(models.Model):
    """One announced date by which a recommendation is to be done.

    The first announcement is the first due date; each later row is a revision
    with its reason. Nothing is overwritten.
    """

    recommendation = models.ForeignKey(
        Recommendation,
        verbose_name=_("recommendation"),
        on_delete=models.PROTECT,
        related_name="due_dates",
    )
    due_on = models.DateField(_("due on"))
    announced_on = models.DateField(
        _("announced on"), help_text=_("When this date was made known.")
    )
    announced_by = models.ForeignKey(
        Agency,
        verbose_name=_("announced by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reason = models.TextField(
        _("reason"),
        blank=True,
        help_text=_("For a revision: the reason given, or: no reason was given."),
    )
    is_revision = models.BooleanField(
        _("a revision"),
        default=False,
        help_text=_("Leave empty for the first date."),
    )
    url = models.URLField(_("source"), max_length=1000, blank=True)
    published_at = models.DateTimeField(_("public since"), null=True, blank=True)

    history = HistoricalRecords()
    _history_user: Any  # who writes the row, for its history

    class Meta:
        ordering = ["recommendation", "announced_on", "id"]
        verbose_name = _("due date")
        verbose_name_plural = _("due dates")
        constraints = [
            models.UniqueConstraint(
                name="due_date_one_first_date",
                fields=["recommendation"],
                condition=Q(is_revision=False),
            ),
            models.UniqueConstraint(
                name="due_date_one_per_announcement",
                fields=["recommendation", "announced_on"],
            ),
            models.CheckConstraint(
                name="due_date_revision_has_a_reason",
                condition=Q(is_revision=False) | ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.due_on:%Y-%m-%d}"
