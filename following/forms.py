"""The form with which a reader asks for alerts, without a cookie (decision 0002)."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from recommendations.forms import ReaderForm

from .models import Pace


class FollowForm(ReaderForm):
    """An address, and how often it is told."""

    salt = "follow"

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
