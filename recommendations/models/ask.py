"""Asks: the separate things a recommendation asks for, the unit that is scored."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from ..rules import WEIGHT_MAXIMUM, WEIGHT_MINIMUM
from .recommendation import Recommendation


class Ask(models.Model):
    """One plain thing asked for, small enough to stand on one of five steps."""

    recommendation = models.ForeignKey(
        Recommendation,
        verbose_name=_("recommendation"),
        on_delete=models.PROTECT,
        related_name="asks",
    )
    code = models.CharField(_("letter"), max_length=10, help_text=_("a, b, c ..."))
    position = models.PositiveIntegerField(_("position"), default=1)
    text = models.TextField(
        _("what is asked"),
        help_text=_(
            "One thing, in plain words, that a second person could check."
            " Example: Require dealers to report multiple sales of long guns."
        ),
    )
    text_es = models.TextField(_("what is asked (Spanish)"), blank=True)
    weight = models.FloatField(
        _("weight"),
        default=1.0,
        validators=[MinValueValidator(0.5), MaxValueValidator(3)],
        help_text=_("1 unless a published reason gives another, 0.5 to 3."),
    )
    weight_reason = models.CharField(
        _("published reason for that weight"), max_length=400, blank=True
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["recommendation", "position", "code"]
        verbose_name = _("ask")
        verbose_name_plural = _("asks")
        constraints = [
            models.UniqueConstraint(
                name="ask_letter_unique_in_recommendation",
                fields=["recommendation", "code"],
            ),
            models.CheckConstraint(
                name="ask_weight_in_range",
                condition=Q(weight__gte=WEIGHT_MINIMUM, weight__lte=WEIGHT_MAXIMUM),
            ),
            models.CheckConstraint(
                name="ask_other_weight_needs_a_reason",
                condition=Q(weight=1.0) | ~Q(weight_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return f"({self.code}) {self.text[:80]}"
