"""The form with which a reader asks for alerts, without a cookie (decision 0002)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _, gettext_lazy

from recommendations.forms import OPEN_FOR

from .models import Pace

SIGNER = signing.TimestampSigner(salt="follow")


class FollowForm(forms.Form):
    """An address, and how often it is told."""

    email = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        help_text=gettext_lazy(
            "Kept for these messages alone, shown to nobody, deleted when you stop"
        ),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": gettext_lazy("Give the address that is to be told."),
            "invalid": gettext_lazy(
                "This is no e-mail address. Write it like name@example.org."
            ),
        },
    )
    pace = forms.ChoiceField(
        label=gettext_lazy("How often"),
        choices=Pace.choices,
        initial=Pace.WEEKLY,
        help_text=gettext_lazy("One message, and only if something moved"),
    )
    token = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fresh_token = SIGNER.sign("form")

    @property
    def complaints(self) -> list[str]:
        """Every sentence about what is wrong, for the summary above the form."""
        return [str(said) for found in self.errors.values() for said in found]

    def clean(self) -> dict[str, Any]:
        """Accept only what came from this form, opened not too long ago."""
        found = super().clean() or {}
        try:
            SIGNER.unsign(found.get("token") or "", max_age=OPEN_FOR)
        except signing.BadSignature:
            raise forms.ValidationError(
                _(
                    "The form had been open for too long. What you wrote is still here:"
                    " send it once more."
                )
            ) from None
        return found
