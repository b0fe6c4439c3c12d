"""What is kept of imports: profiles, runs with their plans, and what each claimed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from recommendations.choices import AskStatus
from recommendations.models import Assessment, Recommendation, Report


class RunState(models.TextChoices):
    """Where an import is between the upload and the record."""

    UPLOADED = "uploaded", _("Uploaded: its columns are to be mapped")
    PLANNING = "planning", _("Being read")
    PLANNED = "planned", _("Read: waits for somebody to confirm it")
    COMMITTING = "committing", _("Being written")
    DONE = "done", _("Written")
    FAILED = "failed", _("Stopped: nothing was written")


class ImportProfile(models.Model):
    """The column mapping of one source, kept for its next file."""

    name = models.CharField(
        _("name"),
        max_length=100,
        unique=True,
        help_text=_("The source it is for, such as: Ombudsman, yearly list."),
    )
    mapping = models.TextField(
        _("mapping"), help_text=_("A TOML file; see the documentation of imports.")
    )
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("import profile")
        verbose_name_plural = _("import profiles")

    def __str__(self) -> str:
        return self.name


class ImportRun(models.Model):
    """One file on its way into the record: uploaded, mapped, planned, confirmed.

    Kept for good: it says what was written, from which file, by whom and when.
    """

    report = models.ForeignKey(
        Report,
        verbose_name=_("report"),
        on_delete=models.PROTECT,
        related_name="import_runs",
        help_text=_("The report whose recommendations the file lists."),
    )
    file_name = models.CharField(_("file"), max_length=200, editable=False)
    file_hash = models.CharField(_("SHA-256"), max_length=64, editable=False)
    profile = models.ForeignKey(
        ImportProfile,
        verbose_name=_("profile"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="runs",
    )
    mapping = models.TextField(_("mapping"), blank=True, editable=False)
    state = models.CharField(
        _("state"),
        max_length=10,
        choices=RunState,
        default=RunState.UPLOADED,
        editable=False,
    )
    is_waiting = models.BooleanField(
        _("waits for the background worker"), default=False, editable=False
    )
    message = models.TextField(_("what happened"), blank=True, editable=False)
    publishes = models.BooleanField(
        _("publish statuses at once, marked single-coded"), default=False
    )
    leaves_out_refused = models.BooleanField(
        _("leave the refused rows out"), default=False
    )
    n_rows = models.PositiveIntegerField(_("rows"), default=0, editable=False)
    n_new = models.PositiveIntegerField(_("new"), default=0, editable=False)
    n_changed = models.PositiveIntegerField(_("changed"), default=0, editable=False)
    n_unchanged = models.PositiveIntegerField(_("unchanged"), default=0, editable=False)
    n_refused = models.PositiveIntegerField(_("refused"), default=0, editable=False)
    fingerprint = models.CharField(max_length=64, blank=True, editable=False)
    proposals = models.JSONField(default=dict, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    created_at = models.DateTimeField(_("uploaded at"), auto_now_add=True)
    committed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("confirmed by"),
        null=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    committed_at = models.DateTimeField(_("written at"), null=True, editable=False)

    class Meta:
        ordering = ["-id"]
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        permissions = [("commit_importrun", "Can confirm an import")]

    def __str__(self) -> str:
        return f"{self.file_name}, {self.created_at:%Y-%m-%d}"

    @property
    def last_line(self) -> str:
        """What the plan comes to, as the command prints it."""
        return (
            f"{self.n_new} new, {self.n_changed} changed,"
            f" {self.n_unchanged} unchanged, {self.n_refused} refused"
        )


class PlannedImportRow(models.Model):
    """One row of a plan as somebody reads it before confirming."""

    run = models.ForeignKey(
        ImportRun, on_delete=models.CASCADE, related_name="planned_rows"
    )
    number = models.PositiveIntegerField(_("row"))
    reference = models.CharField(_("reference"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=400, blank=True)
    outcome = models.CharField(_("outcome"), max_length=10)
    detail = models.JSONField(default=dict)

    class Meta:
        ordering = ["run", "number"]
        verbose_name = _("planned row")
        verbose_name_plural = _("planned rows")
        indexes = [
            models.Index(fields=["run", "outcome", "number"], name="planned_row_order")
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.reference}"


class ImportedClaim(models.Model):
    """What one row of an imported file said of a recommendation, and where it stood.

    One is made with each row that claims a status or names its own page. The last
    one of a recommendation tells a repeated import that nothing is new.
    """

    recommendation = models.ForeignKey(
        Recommendation, on_delete=models.PROTECT, related_name="imported_claims"
    )
    run = models.ForeignKey(ImportRun, on_delete=models.PROTECT, related_name="claims")
    row_number = models.PositiveIntegerField(_("row"))
    status = models.CharField(_("status"), max_length=20, choices=AskStatus, blank=True)
    status_given = models.TextField(_("in the words of the file"), blank=True)
    reason = models.TextField(_("reason"), blank=True)
    source_url = models.URLField(_("its own page"), max_length=1000, blank=True)
    assessment = models.ForeignKey(
        Assessment,
        null=True,
        on_delete=models.SET_NULL,
        related_name="imported_claims",
    )

    class Meta:
        ordering = ["id"]
        verbose_name = _("imported claim")
        verbose_name_plural = _("imported claims")
        constraints = [
            models.CheckConstraint(
                name="imported_claim_says_something",
                condition=~models.Q(status="") | ~models.Q(source_url=""),
            )
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.status}"
