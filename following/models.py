"""Who is told of changes, and of which; the only table that knows a reader's address.

It keeps no history and no log: what is deleted is gone.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from recommendations.models import Agency, Recommendation, Report


def new_token() -> str:
    """A word that nobody can guess, for the links in a message."""
    return secrets.token_urlsafe(32)


class Pace(models.TextChoices):
    """How often one message comes, if there is anything to tell."""

    AT_ONCE = "at_once", _("At once")
    WEEKLY = "weekly", _("Once a week")


class Follower(models.Model):
    """One e-mail address and how it is told; made by the first request to follow.

    Deleted with everything it follows when its owner says so, or when nothing was
    confirmed in time.
    """

    email = models.EmailField(_("e-mail address"), unique=True)
    language = models.CharField(
        _("language"), max_length=2, choices=settings.LANGUAGES, default="en"
    )
    pace = models.CharField(
        _("how often"), max_length=8, choices=Pace.choices, default=Pace.WEEKLY
    )
    token = models.CharField(max_length=64, unique=True, default=new_token)
    told_until = models.DateTimeField(
        _("told of everything published until"),
        help_text=_("The next message begins here."),
    )

    class Meta:
        verbose_name = _("follower")
        verbose_name_plural = _("followers")
        constraints = [
            models.CheckConstraint(
                condition=Q(pace__in=Pace.values), name="follower_has_a_known_pace"
            ),
        ]

    def __str__(self) -> str:
        """Its number: an address is never printed."""
        return str(self.pk)


class Follow(models.Model):
    """One report, agency or recommendation that a follower is told about.

    It counts once its owner has opened the link that was sent to the address.
    """

    follower = models.ForeignKey(
        Follower, on_delete=models.CASCADE, related_name="follows"
    )
    report = models.ForeignKey(Report, null=True, on_delete=models.CASCADE)
    agency = models.ForeignKey(Agency, null=True, on_delete=models.CASCADE)
    recommendation = models.ForeignKey(
        Recommendation, null=True, on_delete=models.CASCADE
    )
    token = models.CharField(max_length=64, unique=True, default=new_token)
    asked_at = models.DateTimeField(_("asked at"))
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True)

    class Meta:
        verbose_name = _("followed page")
        verbose_name_plural = _("followed pages")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(report__isnull=False, agency=None, recommendation=None)
                    | Q(report=None, agency__isnull=False, recommendation=None)
                    | Q(report=None, agency=None, recommendation__isnull=False)
                ),
                name="follow_is_of_one_thing",
            ),
            *(
                models.UniqueConstraint(
                    fields=["follower", kind],
                    condition=Q(**{f"{kind}__isnull": False}),
                    name=f"follow_of_a_{kind}_stands_once",
                )
                for kind in ("report", "agency", "recommendation")
            ),
        ]

    def __str__(self) -> str:
        """What is followed."""
        return str(self.report or self.agency or self.recommendation)
