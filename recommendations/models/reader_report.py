"""What readers report as wrong: read at the desk, never public, no trace of a person.

No address of a machine, no cookie and no history is kept. The one personal thing, an
address for the answer, is given freely and erased when the report is closed.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

TEXT_MOST = 4000
PAGE_MOST = 300


class ReaderReportQuerySet(models.QuerySet[Any]):
    """Reusable ways to pick reports of readers."""

    def open(self) -> ReaderReportQuerySet:
        """Those nobody has answered yet."""
        return self.filter(closed_at__isnull=True)


class ReaderReport(models.Model):
    """One mistake that a reader sees on a page, in the reader's own words.

    Made by the public form; the desk closes it and says what came of it. It may be
    deleted: it is a letter to the editors and no part of the record.
    """

    page = models.CharField(
        _("page"),
        max_length=PAGE_MOST,
        blank=True,
        help_text=_("Where the mistake stands, as the reader gave it."),
    )
    what = models.TextField(_("what is wrong"), max_length=TEXT_MOST)
    source = models.TextField(
        _("what shows it"),
        max_length=TEXT_MOST,
        blank=True,
        help_text=_("A document, an address, a page number."),
    )
    reply_to = models.EmailField(
        _("address for an answer"),
        blank=True,
        help_text=_("Erased when the report is closed."),
    )
    received_at = models.DateTimeField(_("received"), db_index=True)
    outcome = models.TextField(
        _("what came of it"),
        blank=True,
        help_text=_("Example: Corrected on 3 March; see the corrections log."),
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("closed by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )

    objects = ReaderReportQuerySet.as_manager()

    class Meta:
        ordering = ["-received_at", "-id"]
        verbose_name = _("reader report")
        verbose_name_plural = _("reader reports")
        constraints = [
            models.CheckConstraint(
                name="reader_report_says_what_is_wrong", condition=~Q(what="")
            ),
            models.CheckConstraint(
                name="reader_report_closed_with_an_outcome_and_without_an_address",
                condition=Q(closed_at__isnull=True, outcome="")
                | (Q(closed_at__isnull=False, reply_to="") & ~Q(outcome="")),
            ),
        ]

    def __str__(self) -> str:
        return self.what[:80]
