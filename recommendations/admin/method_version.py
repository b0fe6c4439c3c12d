"""Method versions at the desk: a version in force is only read."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import JSONField, Textarea
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from scorecard import method

from ..models import MethodVersion
from .base import RecordAdmin
from .forms import RecordForm


class MethodVersionForm(RecordForm):
    """Takes only parameters that the code can read."""

    parameters = JSONField(
        label=gettext_lazy("Parameters"),
        widget=Textarea(attrs={"rows": 30, "class": "vLargeTextField"}),
        initial=method.VERSION_1.to_dict,
        help_text=gettext_lazy(
            "Points, ranges, cuts, gates and weights; start from those of 1.0.0."
        ),
    )

    def clean_parameters(self) -> Any:
        """Refuse what the method could not compute with."""
        given = self.cleaned_data["parameters"]
        try:
            method.Parameters.from_dict(given)
        except (ValueError, TypeError, AttributeError) as error:
            raise ValidationError(
                _("These parameters can't be used: %s.") % error
            ) from error
        return given


@admin.register(MethodVersion)
class MethodVersionAdmin(RecordAdmin):
    """Announced first, in force from a day on, then never edited."""

    form = MethodVersionForm
    list_display = ("version", "in_force_from", "announced_on")
    search_fields = ("version", "summary")
    date_hierarchy = "in_force_from"
    ordering = ("-in_force_from", "-version")
    fields = (
        "version",
        ("announced_on", "in_force_from"),
        "summary",
        "summary_es",
        "parameters",
    )

    def is_public(self, row: Any) -> bool:
        """Readers see it from the day it is announced or in force."""
        return (row.announced_on or row.in_force_from) <= timezone.now().date()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A version in force is only read."""
        if obj is not None and obj.in_force_from <= timezone.now().date():
            return False
        return super().has_change_permission(request, obj)
