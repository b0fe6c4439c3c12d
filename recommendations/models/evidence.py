"""Evidence: dated facts about asks, and the sources that carry them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ..choices import Bearing, DatePrecision, EvidenceKind, Tier, TitleStatus
from ..partial_dates import PartialDate
from .agency import Agency
from .ask import Ask
from .recommendation import Recommendation
from .report import Report


class EvidenceQuerySet(models.QuerySet[Any]):
    """Reusable ways to pick evidence."""

    def public(self) -> EvidenceQuerySet:
        """Published and not withdrawn."""
        return self.filter(published_at__isnull=False, withdrawn_at__isnull=True)


class Evidence(models.Model):
    """One dated fact that bears on one or more asks of a recommendation.

    Public from the moment it is published; a mistake is corrected in the open
    or the item is withdrawn with a reason, never deleted.
    """

    recommendation = models.ForeignKey(
        Recommendation,
        verbose_name=_("recommendation"),
        on_delete=models.PROTECT,
        related_name="evidence",
    )
    key = models.CharField(
        _("key"),
        max_length=60,
        help_text=_("Unique in the recommendation, such as 2.2-e14."),
    )
    happened_on = models.DateField(
        _("happened on"),
        help_text=_("First day of the month or year if no day is known."),
    )
    happened_precision = models.CharField(
        _("known to the"),
        max_length=5,
        choices=DatePrecision,
        default=DatePrecision.DAY,
    )
    kind = models.CharField(_("kind"), max_length=20, choices=EvidenceKind)
    bearing = models.CharField(
        _("bearing"),
        max_length=10,
        choices=Bearing,
        help_text=_(
            "Supports: a step towards the ask. Opposes: a step away, or a finding"
            " that it is not met. Context: moves nothing."
        ),
    )
    asks = models.ManyToManyField(
        Ask,
        verbose_name=_("asks it bears on"),
        related_name="evidence",
        help_text=_("The asks whose step it helps to judge."),
    )
    actor = models.CharField(
        _("who acted"), max_length=300, blank=True, help_text=_("In words.")
    )
    actor_es = models.CharField(_("who acted (Spanish)"), max_length=300, blank=True)
    agencies = models.ManyToManyField(
        Agency, verbose_name=_("agencies among them"), blank=True, related_name="acts"
    )
    fact = models.TextField(
        _("what happened"),
        help_text=_("In our own words, with figures and names, without judgment."),
    )
    fact_es = models.TextField(_("what happened (Spanish)"), blank=True)
    note = models.TextField(
        _("public note"),
        blank=True,
        help_text=_("For readers, such as: not independently verified."),
    )
    private_note = models.TextField(
        _("private note"), blank=True, help_text=_("Never leaves the desk.")
    )
    claimed_by = models.ForeignKey(
        Agency,
        verbose_name=_("the agency's own"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="claims",
        help_text=_("The agency that brought it; readers see that it did."),
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("added by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    published_at = models.DateTimeField(
        _("public since"), null=True, blank=True, editable=False
    )
    withdrawn_at = models.DateTimeField(
        _("withdrawn at"), null=True, blank=True, editable=False
    )
    withdrawn_reason = models.TextField(_("why withdrawn"), blank=True, editable=False)

    history = HistoricalRecords(m2m_fields=[asks, agencies])
    _history_user: Any  # who writes the row, for its history
    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["recommendation", "happened_on", "key"]
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        permissions = [("publish_evidence", "Can publish and withdraw evidence")]
        constraints = [
            models.UniqueConstraint(
                name="evidence_key_unique_in_recommendation",
                fields=["recommendation", "key"],
            ),
            models.CheckConstraint(
                name="evidence_withdrawal_has_a_reason",
                condition=Q(withdrawn_at__isnull=True, withdrawn_reason="")
                | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason=""),
            ),
            models.CheckConstraint(
                name="evidence_withdrawn_only_after_publication",
                condition=Q(withdrawn_at__isnull=True)
                | Q(withdrawn_at__gte=F("published_at")),
            ),
        ]
        indexes = [
            models.Index(fields=["happened_on", "id"], name="evidence_day"),
            models.Index(
                fields=["id"],
                name="evidence_brought",
                condition=Q(claimed_by__isnull=False, published_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.happened}: {self.fact[:80]}"

    def get_absolute_url(self) -> str:
        page = reverse(
            "recommendations:recommendation",
            args=[self.recommendation.report.slug, self.recommendation.reference],
        )
        return f"{page}#{self.key}"

    @property
    def happened(self) -> PartialDate:
        """The date to the precision it is known."""
        return PartialDate(self.happened_on, self.happened_precision)


class Source(models.Model):
    """One public page or document that carries a statement.

    It belongs to one item of evidence, one report or one indicator; a page
    cited in two places is two rows. Two items of one publisher count once.
    """

    evidence = models.ForeignKey(
        Evidence,
        verbose_name=_("evidence"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="sources",
    )
    report = models.ForeignKey(
        Report,
        verbose_name=_("report"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="sources",
    )
    indicator = models.ForeignKey(
        "recommendations.Indicator",
        verbose_name=_("indicator"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="sources",
    )
    key = models.CharField(
        _("key"), max_length=40, blank=True, help_text=_("For indicators: s1, s2 ...")
    )
    position = models.PositiveIntegerField(_("position"), default=1)
    is_about_also_announced = models.BooleanField(
        _("about what was also announced"), default=False
    )
    title = models.CharField(_("title"), max_length=500)
    title_status = models.CharField(
        _("kind of title"),
        max_length=15,
        choices=TitleStatus,
        default=TitleStatus.AS_PUBLISHED,
    )
    publisher = models.CharField(
        _("publisher"),
        max_length=200,
        help_text=_("Who answers for the text; spelled as in earlier rows."),
    )
    via = models.CharField(
        _("via"),
        max_length=200,
        blank=True,
        help_text=_("Site or body that republished it."),
    )
    published_on = models.DateField(_("date of the page"), null=True, blank=True)
    published_precision = models.CharField(
        _("known to the"), max_length=5, choices=DatePrecision, blank=True
    )
    url = models.URLField(_("address"), max_length=1000, blank=True)
    archived_url = models.URLField(_("archived address"), max_length=1000, blank=True)
    is_verified = models.BooleanField(
        _("verified"),
        default=False,
        help_text=_("The words or numbers that carry the statement were read there."),
    )
    tier = models.CharField(
        _("tier"),
        max_length=1,
        choices=Tier,
        help_text=_(
            "A: law in force, court, independent auditor. B: official record."
            " C: news, research. D: unsupported, or not verified."
        ),
    )
    note = models.TextField(_("public note"), blank=True)

    history = HistoricalRecords()

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        constraints = [
            models.CheckConstraint(
                name="source_belongs_to_exactly_one",
                condition=Q(
                    evidence__isnull=False, report__isnull=True, indicator__isnull=True
                )
                | Q(evidence__isnull=True, report__isnull=False, indicator__isnull=True)
                | Q(
                    evidence__isnull=True, report__isnull=True, indicator__isnull=False
                ),
            ),
            models.CheckConstraint(
                name="source_date_and_precision_together",
                condition=Q(published_on__isnull=True, published_precision="")
                | Q(published_on__isnull=False) & ~Q(published_precision=""),
            ),
            models.CheckConstraint(
                name="source_unverified_carries_nothing",
                condition=Q(is_verified=True) | Q(tier="D"),
            ),
            models.CheckConstraint(
                name="source_verified_has_an_address",
                condition=Q(is_verified=False) | ~Q(url=""),
            ),
            models.UniqueConstraint(
                name="source_key_unique_in_indicator",
                fields=["indicator", "key"],
                condition=Q(indicator__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tier} {self.publisher}: {self.title[:80]}"

    @property
    def published(self) -> PartialDate | None:
        """The date of the page to the precision it is known, or None."""
        if self.published_on is None:
            return None
        return PartialDate(self.published_on, self.published_precision)


class LinkOutcome(models.TextChoices):
    """What became of the last try of an address."""

    ALIVE = "alive", _("Answers")
    MOVED = "moved", _("Has moved for good")
    GONE = "gone", _("Is gone")
    UNCLEAR = "unclear", _("Does not answer to us")
    FAILED = "failed", _("Could not be reached")
    REFUSED = "refused", _("Not a public address")


class LinkCheck(models.Model):
    """The last try of a source's address; it changes no status and no evidence.

    Kept for the desk alone: a page that is gone is looked for in an archive.
    """

    source = models.OneToOneField(
        Source, on_delete=models.CASCADE, related_name="link_check"
    )
    url = models.URLField(_("address"), max_length=1000)
    outcome = models.CharField(_("outcome"), max_length=10, choices=LinkOutcome)
    detail = models.CharField(_("detail"), max_length=300, blank=True)
    leads_to = models.CharField(_("leads to"), max_length=1000, blank=True)
    checked_at = models.DateTimeField(_("tried at"))
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)

    class Meta:
        ordering = ["source"]
        verbose_name = _("link check")
        verbose_name_plural = _("link checks")
        indexes = [
            models.Index(fields=["outcome", "checked_at"], name="link_check_outcome")
        ]

    def __str__(self) -> str:
        return f"{self.outcome}: {self.url}"
