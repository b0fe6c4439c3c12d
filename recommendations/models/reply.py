"""Right of reply: a draft finding shown to an agency before readers see it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ..choices import AssessmentState
from .agency import Agency
from .assessment import Assessment


class ReplyRequestQuerySet(models.QuerySet[Any]):
    """Reusable ways to pick requests for a reply."""

    def public(self) -> ReplyRequestQuerySet:
        """Those beside a finding that readers see."""
        return self.filter(assessment__state=AssessmentState.PUBLISHED)

    def waiting(self, on: date) -> ReplyRequestQuerySet:
        """Those without a reply whose last day has not passed on ``on``."""
        return self.filter(replied_at__isnull=True, due_on__gte=on)

    def unanswered(self) -> ReplyRequestQuerySet:
        """Those with a reply that the editors have not answered."""
        return self.filter(replied_at__isnull=False, answered_at__isnull=True)


class ReplyRequest(models.Model):
    """One agency's chance to reply to one draft finding, and what came of it.

    Made when a reviewer shows a submitted assessment to the agency. The reply is
    printed whole beside the finding, dated, with the editors' answer; that none
    came is stated as such. Nothing in it changes a score.
    """

    assessment = models.ForeignKey(
        Assessment,
        verbose_name=_("finding"),
        editable=False,
        on_delete=models.CASCADE,
        related_name="reply_requests",
    )
    agency = models.ForeignKey(
        Agency,
        verbose_name=_("agency"),
        editable=False,
        on_delete=models.PROTECT,
        related_name="reply_requests",
    )
    asked_at = models.DateTimeField(_("asked at"), editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    due_on = models.DateField(
        _("reply by"),
        editable=False,
        help_text=_("The last day of the 10 working days, unless set otherwise."),
    )
    text = models.TextField(
        _("reply"),
        blank=True,
        help_text=_(
            "Printed whole and dated beside the finding, as you write it. It can be"
            " changed until the finding is published."
        ),
    )
    replied_at = models.DateTimeField(
        _("replied at"), null=True, blank=True, editable=False
    )
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("replied by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    answer = models.TextField(
        _("editors' answer"),
        blank=True,
        help_text=_(
            "Printed under the reply: what was changed because of it, or why not."
        ),
    )
    answer_es = models.TextField(_("editors' answer (Spanish)"), blank=True)
    answered_at = models.DateTimeField(
        _("answered at"), null=True, blank=True, editable=False
    )
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    history = HistoricalRecords()
    _history_user: Any  # who writes the row, for its history
    objects = ReplyRequestQuerySet.as_manager()

    class Meta:
        ordering = ["due_on", "id"]
        verbose_name = _("request for a reply")
        verbose_name_plural = _("requests for a reply")
        constraints = [
            models.UniqueConstraint(
                name="reply_request_once_per_agency", fields=["assessment", "agency"]
            ),
            models.CheckConstraint(
                name="reply_text_and_date_together",
                condition=Q(text="", replied_at__isnull=True)
                | ~Q(text="") & Q(replied_at__isnull=False),
            ),
            models.CheckConstraint(
                name="reply_answered_after_it_was_given",
                condition=Q(answer="", answered_at__isnull=True)
                | ~Q(answer="")
                & Q(answered_at__isnull=False, replied_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["replied_at", "answered_at", "due_on"],
                name="reply_request_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.assessment}"

    def is_waiting(self, on: date) -> bool:
        """Whether the agency may still reply on ``on`` and has not."""
        return self.replied_at is None and self.due_on >= on
