"""The steps of a reading: one row per ask, inside the form of the reading."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from ..choices import AskStatus
from ..models import Ask, Judgement
from .assessment_forms import JudgementForm, StepFormSet
from .base import StackedRecords


class StepInline(StackedRecords):
    """Each ask with its step; asks that came later than the reading are added."""

    formset = StepFormSet
    ordering = ("ask__position", "ask__code")
    can_delete = False

    def get_queryset(self, request: HttpRequest) -> Any:
        """Steps with their asks."""
        return super().get_queryset(request).select_related("ask__recommendation")

    def get_extra(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """A form for each ask that has no step yet."""
        return len(asks_without_step(obj)) if obj else 0

    def get_max_num(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> int:
        """As many as there are asks."""
        return int(obj.recommendation.asks.count()) if obj else 0


class JudgementInline(StepInline):
    """The steps of an assessment, each beside its evidence."""

    model = Judgement
    form = JudgementForm
    fields = ("ask", "status", "reason", "reason_es")
    template = "admin/record/steps.html"


def asks_without_step(reading: Any) -> list[Ask]:
    """Asks of its recommendation on which a reading says nothing yet."""
    judged = reading.judgements.values("ask")
    return list(reading.recommendation.asks.exclude(pk__in=judged))


def initial_steps(reading: Any) -> list[dict[str, Any]]:
    """What the forms of those asks begin with."""
    return [
        {"ask": ask.pk, "status": AskStatus.NOT_ASSESSED.value}
        for ask in asks_without_step(reading)
    ]
