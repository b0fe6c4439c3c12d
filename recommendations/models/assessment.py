"""Assessments: dated readings of where each ask stands, and the second reading."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ..choices import (
    AskStatus,
    AssessmentState,
    EditorConfidence,
    EditorStatus,
)
from .ask import Ask
from .evidence import Evidence
from .permanent import PermanentRecordError
from .recommendation import Recommendation

OPEN_STATES = [
    AssessmentState.DRAFT,
    AssessmentState.SUBMITTED,
    AssessmentState.RETURNED,
]


class AssessmentQuerySet(models.QuerySet[Any]):
    """Reusable ways to pick assessments."""

    def public(self) -> AssessmentQuerySet:
        """Those that count for readers: published, not withdrawn."""
        return self.filter(state=AssessmentState.PUBLISHED)

    def ever_public(self) -> AssessmentQuerySet:
        """Those that readers have seen, withdrawn ones included."""
        return self.filter(published_at__isnull=False)

    def waiting_for(self, reviewer: Any) -> AssessmentQuerySet:
        """Submitted by somebody other than this reviewer."""
        return self.filter(state=AssessmentState.SUBMITTED).exclude(author=reviewer)

    def delete(self) -> tuple[int, dict[str, int]]:
        if self.ever_public().exists():
            raise PermanentRecordError("a published assessment is never deleted")
        return super().delete()


class Assessment(models.Model):
    """One dated reading of a recommendation: a step for each ask, and why.

    Made by an author, approved by a reviewer. Once published it never changes:
    a later one for the same day wins and the earlier stays.
    """

    recommendation = models.ForeignKey(
        Recommendation,
        verbose_name=_("recommendation"),
        on_delete=models.PROTECT,
        related_name="assessments",
    )
    effective_on = models.DateField(
        _("as of"),
        help_text=_("The day for which it holds, such as the end of a year."),
    )
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=AssessmentState,
        default=AssessmentState.DRAFT,
        editable=False,
    )
    rationale = models.TextField(
        _("why"),
        blank=True,
        help_text=_(
            "Two or three sentences a reader understands without the evidence:"
            " what is in force, what is missing. *Emphasis*, **strong** and"
            " [links](https://example.org) are possible."
        ),
    )
    rationale_es = models.TextField(_("why (Spanish)"), blank=True)
    note = models.TextField(_("public note"), blank=True)
    private_note = models.TextField(
        _("private note"), blank=True, help_text=_("Never leaves the desk.")
    )
    editor_confidence = models.CharField(
        _("editor's confidence"),
        max_length=10,
        choices=EditorConfidence,
        blank=True,
        help_text=_("How sure you are of this reading as a whole."),
    )
    editor_status = models.CharField(
        _("editor's one-word view"),
        max_length=25,
        choices=EditorStatus,
        blank=True,
        help_text=_("Kept for checking; the score comes from the asks."),
    )
    evidence = models.ManyToManyField(
        Evidence,
        verbose_name=_("evidence it rests on"),
        blank=True,
        related_name="assessments",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("author"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="assessments_written",
    )
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("reviewer"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="assessments_reviewed",
    )
    attribution = models.CharField(
        _("made by"),
        max_length=200,
        blank=True,
        help_text=_("Shown to readers, such as: Editors, first reading."),
    )
    attribution_es = models.CharField(
        _("made by (Spanish)"), max_length=200, blank=True
    )
    is_first_reading = models.BooleanField(
        _("first reading"),
        default=False,
        help_text=_("Labelled as open to challenge wherever it appears."),
    )
    is_single_coded = models.BooleanField(
        _("single-coded"),
        default=False,
        editable=False,
        help_text=_("Published without a second pair of eyes."),
    )
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    submitted_at = models.DateTimeField(
        _("submitted at"), null=True, blank=True, editable=False
    )
    returned_at = models.DateTimeField(
        _("returned at"), null=True, blank=True, editable=False
    )
    returned_reason = models.TextField(_("why returned"), blank=True, editable=False)
    published_at = models.DateTimeField(
        _("published at"), null=True, blank=True, editable=False
    )
    withdrawn_at = models.DateTimeField(
        _("withdrawn at"), null=True, blank=True, editable=False
    )
    withdrawn_reason = models.TextField(_("why withdrawn"), blank=True, editable=False)
    revision = models.PositiveIntegerField(
        _("revision"),
        default=1,
        editable=False,
        help_text=_("Counts saves of a draft, to notice two people editing one."),
    )

    history = HistoricalRecords(m2m_fields=[evidence])
    _history_user: Any  # who writes the row, for its history
    _change_reason: str
    objects = AssessmentQuerySet.as_manager()

    class Meta:
        ordering = ["recommendation", "effective_on", "published_at", "id"]
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        permissions = [
            ("publish_assessment", "Can approve, return and withdraw an assessment")
        ]
        constraints = [
            models.UniqueConstraint(
                name="assessment_one_open_draft_per_author_and_day",
                fields=["author", "recommendation", "effective_on"],
                condition=Q(state__in=OPEN_STATES),
            ),
            models.CheckConstraint(
                name="assessment_published_state_and_date_together",
                condition=Q(state__in=OPEN_STATES, published_at__isnull=True)
                | Q(
                    state__in=[AssessmentState.PUBLISHED, AssessmentState.WITHDRAWN],
                    published_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="assessment_withdrawn_state_date_and_reason_together",
                condition=Q(state=AssessmentState.WITHDRAWN, withdrawn_at__isnull=False)
                & ~Q(withdrawn_reason="")
                | ~Q(state=AssessmentState.WITHDRAWN)
                & Q(withdrawn_at__isnull=True, withdrawn_reason=""),
            ),
            models.CheckConstraint(
                name="assessment_withdrawn_after_publication",
                condition=Q(withdrawn_at__isnull=True)
                | Q(withdrawn_at__gte=F("published_at")),
            ),
            models.CheckConstraint(
                name="assessment_returned_has_a_reason",
                condition=~Q(state=AssessmentState.RETURNED) | ~Q(returned_reason=""),
            ),
            models.CheckConstraint(
                name="assessment_not_reviewed_by_its_author",
                condition=Q(author__isnull=True)
                | Q(reviewer__isnull=True)
                | Q(is_single_coded=True)
                | ~Q(author=F("reviewer")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["recommendation", "effective_on", "published_at", "id"],
                name="assessment_order",
            ),
            models.Index(fields=["state", "id"], name="assessment_state"),
            models.Index(
                fields=["state", "author"],
                name="assessment_open",
                condition=Q(published_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation.reference}, {self.effective_on:%Y-%m-%d}"

    @property
    def is_open(self) -> bool:
        """Whether it can still be edited."""
        return self.state in OPEN_STATES

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.published_at is not None:
            raise PermanentRecordError("a published assessment is never deleted")
        return super().delete(*args, **kwargs)


class Judgement(models.Model):
    """The step one assessment claims for one ask; the evidence may carry less."""

    assessment = models.ForeignKey(
        Assessment,
        verbose_name=_("assessment"),
        on_delete=models.CASCADE,
        related_name="judgements",
    )
    ask = models.ForeignKey(
        Ask, verbose_name=_("ask"), on_delete=models.PROTECT, related_name="judgements"
    )
    status = models.CharField(
        _("step"),
        max_length=20,
        choices=AskStatus,
        help_text=_(
            "Not started: no public step. Started: a step, nothing in force. Partly:"
            " one required element in force. Mostly: all main elements. Done: all of"
            " it, checked."
        ),
    )
    reason = models.TextField(_("reason for this ask"), blank=True)
    reason_es = models.TextField(_("reason for this ask (Spanish)"), blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["assessment", "ask"]
        verbose_name = _("step of an ask")
        verbose_name_plural = _("steps of asks")
        constraints = [
            models.UniqueConstraint(
                name="judgement_one_per_ask", fields=["assessment", "ask"]
            )
        ]

    def __str__(self) -> str:
        return f"({self.ask.code}) {self.get_status_display()}"


class SecondReading(models.Model):
    """A second coder's reading of a recommendation, made without the first."""

    recommendation = models.ForeignKey(
        Recommendation,
        verbose_name=_("recommendation"),
        on_delete=models.PROTECT,
        related_name="second_readings",
    )
    effective_on = models.DateField(_("as of"))
    coder = models.CharField(
        _("coder"), max_length=100, help_text=_("Shown to readers, such as: second.")
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
    made_on = models.DateField(_("made on"))
    basis = models.TextField(_("what the coder had before them"), blank=True)
    published_at = models.DateTimeField(_("public since"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["recommendation", "effective_on", "id"]
        verbose_name = _("second reading")
        verbose_name_plural = _("second readings")
        permissions = [("publish_secondreading", "Can publish a second reading")]
        constraints = [
            models.UniqueConstraint(
                name="second_reading_one_per_coder_and_day",
                fields=["recommendation", "effective_on", "coder"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.recommendation.reference}, {self.effective_on:%Y-%m-%d}"


class SecondJudgement(models.Model):
    """The step the second coder chose for one ask, and why."""

    reading = models.ForeignKey(
        SecondReading,
        verbose_name=_("second reading"),
        on_delete=models.CASCADE,
        related_name="judgements",
    )
    ask = models.ForeignKey(
        Ask,
        verbose_name=_("ask"),
        on_delete=models.PROTECT,
        related_name="second_judgements",
    )
    status = models.CharField(_("step"), max_length=20, choices=AskStatus)
    confidence = models.CharField(
        _("coder's confidence"), max_length=10, choices=EditorConfidence, blank=True
    )
    reason = models.TextField(_("reason"), blank=True)
    reason_es = models.TextField(_("reason (Spanish)"), blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["reading", "ask"]
        verbose_name = _("step of the second reading")
        verbose_name_plural = _("steps of the second reading")
        constraints = [
            models.UniqueConstraint(
                name="second_judgement_one_per_ask", fields=["reading", "ask"]
            )
        ]

    def __str__(self) -> str:
        return f"({self.ask.code}) {self.get_status_display()}"
