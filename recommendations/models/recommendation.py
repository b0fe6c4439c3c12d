"""Recommendations and the agencies responsible for them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ..as_of import AsOf
from ..choices import AskStatus, Confidence, Priority, ResponseKind, Role
from ..rules import WEIGHT_MAXIMUM, WEIGHT_MINIMUM
from . import stood

REFERENCE_PATTERN = r"[A-Za-z0-9][A-Za-z0-9._-]*"


class RecommendationQuerySet(models.QuerySet[Any]):
    """Reusable ways to pick recommendations."""

    def public(self) -> RecommendationQuerySet:
        """Those the public may read."""
        return self.filter(
            published_at__isnull=False, report__published_at__isnull=False
        )

    def addressed_to(self, agency: Any) -> RecommendationQuerySet:
        """Those that name this agency as lead or supporting."""
        return self.filter(responsibilities__agency=agency).distinct()

    def overdue(self, as_of: date) -> RecommendationQuerySet:
        """Those not done whose date in force had passed on ``as_of``."""
        return self.filter(current_due_on__lt=as_of).exclude(
            current_status=AskStatus.IMPLEMENTED
        )

    def standing_in(
        self, view: AsOf, with_sums: bool = False
    ) -> RecommendationQuerySet:
        """Those that exist in the view, each with where it stands: ``stood_...``.

        The names are those of ``stood.KEPT`` and ``stood_schedule``, the same in
        every view; with_sums: those of ``stood.SUMMED`` as well. One cheap query asks
        whether the kept columns still hold.
        """
        if view.is_today and not self._kept_columns_are_stale(view):
            rows = self.filter(issued_on__lte=view.on)
            rows = rows.annotate(**stood.kept_columns())
            sums = stood.kept_sums()
        else:
            rows = self.annotate(stood=stood.joined_standing(view))
            rows = rows.filter(stood__isnull=False)
            rows = rows.annotate(**stood.joined_columns())
            sums = stood.joined_sums()
        if with_sums:
            rows = rows.annotate(**sums)
        return rows.annotate(stood_schedule=stood.schedule_on(view))

    def _kept_columns_are_stale(self, view: AsOf) -> bool:
        """Whether the calendar has moved a value since it was kept."""
        return self.model.objects.filter(stands_until__lte=view.on).exists()


class Recommendation(models.Model):
    """One recommendation of a report, as its heading states it.

    Its reference is unique in the report and never changes. Its status is not a
    column somebody edits: the ``current_*`` columns are written by the action
    that publishes an assessment and can be rebuilt from the record at any time.
    """

    report = models.ForeignKey(
        "recommendations.Report",
        verbose_name=_("report"),
        on_delete=models.PROTECT,
        related_name="recommendations",
    )
    category = models.ForeignKey(
        "recommendations.Category",
        verbose_name=_("category"),
        on_delete=models.PROTECT,
        related_name="recommendations",
    )
    reference = models.CharField(
        _("reference"),
        max_length=40,
        help_text=_("As the report numbers it, such as 2.2 or P1. Never changes."),
    )
    position = models.PositiveIntegerField(
        _("position"), help_text=_("Its place in the report, from 1.")
    )
    slug = models.SlugField(_("short name"), max_length=80, blank=True)
    title = models.CharField(
        _("title"), max_length=400, help_text=_("The heading, in sentence case.")
    )
    title_es = models.CharField(_("title (Spanish)"), max_length=400, blank=True)
    summary = models.TextField(
        _("summary"),
        blank=True,
        help_text=_("What is asked, in our own words, in two or three sentences."),
    )
    summary_es = models.TextField(_("summary (Spanish)"), blank=True)
    issued_on = models.DateField(
        _("issued on"), help_text=_("Usually the day the report appeared.")
    )
    priority = models.CharField(
        _("priority"),
        max_length=10,
        choices=Priority,
        default=Priority.NORMAL,
        help_text=_("Only where the report itself marks it; it then weighs 2."),
    )
    weight = models.FloatField(
        _("other weight"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0.5), MaxValueValidator(3)],
        help_text=_("Empty for the ordinary weight; else 0.5 to 3 with a reason."),
    )
    weight_reason = models.CharField(
        _("published reason for that weight"), max_length=400, blank=True
    )
    is_continuing = models.BooleanField(
        _("continuing by nature"),
        default=False,
        help_text=_("It asks for a practice without an end, not for one act."),
    )
    open_questions = models.JSONField(
        _("open questions"),
        default=list,
        blank=True,
        help_text=_("What is still not established, as a list of sentences."),
    )
    open_questions_es = models.JSONField(
        _("open questions (Spanish)"), default=list, blank=True
    )
    published_at = models.DateTimeField(
        _("public since"),
        null=True,
        blank=True,
        help_text=_("Empty while it is being prepared."),
    )

    current_status = models.CharField(
        _("status"),
        max_length=20,
        choices=AskStatus,
        default=AskStatus.NOT_ASSESSED,
        editable=False,
    )
    current_score = models.FloatField(_("score"), null=True, editable=False)
    current_coverage = models.FloatField(_("coverage"), null=True, editable=False)
    current_low = models.FloatField(_("lower bound"), null=True, editable=False)
    current_high = models.FloatField(_("upper bound"), null=True, editable=False)
    current_steps = models.TextField(
        _("steps of its asks"), blank=True, default="", db_default="", editable=False
    )
    current_confidence = models.CharField(
        _("confidence"), max_length=10, choices=Confidence, blank=True, editable=False
    )
    current_response = models.CharField(
        _("response"),
        max_length=25,
        choices=ResponseKind,
        default=ResponseKind.NONE,
        editable=False,
    )
    current_due_on = models.DateField(_("due on"), null=True, editable=False)
    first_due_on = models.DateField(_("first due on"), null=True, editable=False)
    delivered_on = models.DateField(_("delivered on"), null=True, editable=False)
    last_assessed_on = models.DateField(_("last assessed"), null=True, editable=False)
    last_verified_on = models.DateField(_("last verified"), null=True, editable=False)
    stands_until = models.DateField(
        _("stands until"),
        null=True,
        editable=False,
        help_text=_("First day on which the kept values change by the calendar."),
    )
    listed_in = models.PositiveBigIntegerField(
        _("listed in"),
        default=0,
        db_default=0,
        editable=False,
        db_index=True,
        help_text=_("Record version in which its row in the list last changed."),
    )

    review_due_on = models.DateField(
        _("review due on"),
        null=True,
        editable=False,
        help_text=_("The first day on which the review of one of its asks is due."),
    )
    n_asks_capped = models.PositiveSmallIntegerField(
        _("asks above their cap"), default=0, editable=False
    )
    n_asks_differing = models.PositiveSmallIntegerField(
        _("asks on which two coders differ"), default=0, editable=False
    )
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("assigned to"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="assigned_recommendations",
        help_text=_("Who follows it up at the desk; never public."),
    )

    history = HistoricalRecords(
        excluded_fields=[
            "current_status",
            "current_score",
            "current_coverage",
            "current_low",
            "current_high",
            "current_steps",
            "current_confidence",
            "current_response",
            "current_due_on",
            "first_due_on",
            "delivered_on",
            "last_assessed_on",
            "last_verified_on",
            "stands_until",
            "listed_in",
            "review_due_on",
            "n_asks_capped",
            "n_asks_differing",
        ]
    )
    objects = RecommendationQuerySet.as_manager()

    class Meta:
        ordering = ["report", "position", "reference"]
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        permissions = [("publish_recommendation", "Can publish a recommendation")]
        constraints = [
            models.UniqueConstraint(
                name="recommendation_reference_unique_in_report",
                fields=["report", "reference"],
            ),
            models.UniqueConstraint(
                name="recommendation_slug_unique_in_report",
                fields=["report", "slug"],
                condition=~Q(slug=""),
            ),
            models.CheckConstraint(
                name="recommendation_weight_and_reason_together",
                condition=Q(weight__isnull=True, weight_reason="")
                | Q(weight__isnull=False) & ~Q(weight_reason=""),
            ),
            models.CheckConstraint(
                name="recommendation_weight_in_range",
                condition=Q(weight__isnull=True)
                | Q(weight__gte=WEIGHT_MINIMUM, weight__lte=WEIGHT_MAXIMUM),
            ),
            models.CheckConstraint(
                name="recommendation_score_in_range",
                condition=Q(current_score__isnull=True)
                | Q(current_score__gte=0, current_score__lte=100),
            ),
            models.CheckConstraint(
                name="recommendation_coverage_in_range",
                condition=Q(current_coverage__isnull=True)
                | Q(current_coverage__gte=0, current_coverage__lte=1),
            ),
            models.CheckConstraint(
                name="recommendation_not_due_before_issue",
                condition=Q(current_due_on__isnull=True)
                | Q(current_due_on__gte=F("issued_on")),
            ),
            models.CheckConstraint(
                name="recommendation_not_first_due_before_issue",
                condition=Q(first_due_on__isnull=True)
                | Q(first_due_on__gte=F("issued_on")),
            ),
        ]
        indexes = [
            models.Index(fields=["current_status", "id"], name="recommendation_status"),
            models.Index(fields=["current_score", "id"], name="recommendation_score"),
            models.Index(
                fields=["current_confidence", "id"], name="recommendation_confidence"
            ),
            models.Index(
                fields=["current_response", "id"], name="recommendation_response"
            ),
            models.Index(fields=["current_due_on", "id"], name="recommendation_due"),
            models.Index(
                fields=["last_assessed_on", "id"], name="recommendation_assessed"
            ),
            models.Index(
                fields=["last_verified_on", "id"], name="recommendation_verified"
            ),
            models.Index(fields=["issued_on", "id"], name="recommendation_issued"),
            models.Index(
                fields=["review_due_on", "id"], name="recommendation_review_due"
            ),
            models.Index(
                fields=["id"],
                name="recommendation_capped",
                condition=Q(n_asks_capped__gt=0),
            ),
            models.Index(
                fields=["id"],
                name="recommendation_differing",
                condition=Q(n_asks_differing__gt=0),
            ),
            models.Index(fields=["stands_until"], name="recommendation_stands_until"),
            models.Index(
                fields=["report", "position", "reference"], name="recommendation_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse(
            "recommendations:recommendation", args=[self.report.slug, self.reference]
        )


class Responsibility(models.Model):
    """One agency named for one recommendation, as lead or supporting."""

    recommendation = models.ForeignKey(
        Recommendation,
        verbose_name=_("recommendation"),
        on_delete=models.CASCADE,
        related_name="responsibilities",
    )
    agency = models.ForeignKey(
        "recommendations.Agency",
        verbose_name=_("agency"),
        on_delete=models.PROTECT,
        related_name="responsibilities",
    )
    role = models.CharField(
        _("role"),
        max_length=10,
        choices=Role,
        help_text=_("Lead: it must act. Supporting: it must help."),
    )
    asks = models.ManyToManyField(
        "recommendations.Ask",
        verbose_name=_("only these asks"),
        blank=True,
        related_name="responsibilities",
        help_text=_("Leave empty where the agency is named for the whole."),
    )
    position = models.PositiveIntegerField(_("position"), default=1)

    history = HistoricalRecords()

    class Meta:
        ordering = ["recommendation", "role", "position", "id"]
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")
        constraints = [
            models.UniqueConstraint(
                name="responsibility_one_role_per_agency",
                fields=["recommendation", "agency"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency} ({self.get_role_display()})"
