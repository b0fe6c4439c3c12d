"""The form of evidence: the asks of its recommendation, and the next free key."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _, gettext_lazy

from ..models import Ask, Evidence, Recommendation
from .forms import Checklist, RecordForm


class AskChoice(forms.ModelMultipleChoiceField):
    """Asks to tick, each with its letter and its whole text."""

    def label_from_instance(self, row: Ask) -> str:
        """Such as: (a) Require dealers to report multiple sales."""
        return f"({row.code}) {row.text}"


class EvidenceForm(RecordForm):
    """Offers the asks of the recommendation at hand; an empty key is filled in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "key" in self.fields:
            self.fields["key"].required = False
            self.fields["key"].help_text = gettext_lazy(
                "Leave empty for the next free one, such as 2.2-e14."
            )
        if "bearing" in self.fields:
            self.fields["bearing"].help_text = gettext_lazy(
                "Progress: a step towards the ask. Setback: a step away, or a finding"
                " that it is not met. Context: moves nothing."
            )
        if "asks" in self.fields:
            self._offer_asks(self._recommendation())

    def _offer_asks(self, recommendation: Recommendation | None) -> None:
        """Its asks to tick, or word that the recommendation comes first."""
        asks = Ask.objects.none()
        field = AskChoice(
            queryset=asks,
            label=self.fields["asks"].label,
            help_text=Evidence._meta.get_field("asks").help_text,
            widget=Checklist,
        )
        if recommendation is None:
            field.required = False
            field.help_text = gettext_lazy(
                "Choose the recommendation and save; its asks are then offered here."
            )
        else:
            field.queryset = recommendation.asks.all()
        self.fields["asks"] = field

    def _recommendation(self) -> Recommendation | None:
        """The one this evidence belongs to, as far as it is known yet."""
        if self.instance.pk:
            held: Recommendation = self.instance.recommendation
            return held
        given = self.data.get(self.add_prefix("recommendation"))
        given = given or self.initial.get("recommendation")
        if not str(given or "").isdecimal():
            return None
        return Recommendation.objects.filter(pk=int(str(given))).first()

    def clean_asks(self) -> Any:
        """At least one; the form is shown again with the asks to choose from."""
        asks = self.cleaned_data["asks"]
        if not asks:
            raise ValidationError(_("Tick each ask it bears on."))
        return asks

    def clean(self) -> dict[str, Any] | None:
        """Give a new item the next free key where none was typed."""
        cleaned = super().clean() or {}
        recommendation = cleaned.get("recommendation") or self._recommendation()
        if "key" in self.fields and not cleaned.get("key") and recommendation:
            cleaned["key"] = self.instance.key or next_key(recommendation)
        return cleaned


def next_key(recommendation: Recommendation) -> str:
    """The reference and the next number, such as 2.2-e14."""
    keys = Evidence.objects.filter(recommendation=recommendation)
    found = (re.search(r"-e(\d+)$", key) for key in keys.values_list("key", flat=True))
    highest = max((int(match[1]) for match in found if match), default=0)
    return f"{recommendation.reference}-e{highest + 1}"
