"""The form of a recommendation, and the rows a person thinks of with it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from ..models import Ask, DueDate, Responsibility, StatedMetric
from .base import StackedRecords, TabularRecords
from .due_date import DueDateForm
from .forms import Checklist, RecordForm


class RecommendationForm(RecordForm):
    """Refuses a day of issue after a date it is held to."""

    def clean_issued_on(self) -> Any:
        """No due date lies before the issue."""
        issued_on = self.cleaned_data["issued_on"]
        first = None
        if self.instance.pk:
            earlier = self.instance.due_dates.filter(due_on__lt=issued_on)
            first = earlier.order_by("due_on").first()
        if first is not None:
            raise ValidationError(
                _("A due date (%s) lies before that day.") % first.due_on.isoformat()
            )
        return issued_on

    def clean(self) -> dict[str, Any] | None:
        """The category belongs to the report."""
        cleaned = super().clean() or {}
        category = cleaned.get("category")
        report = cleaned.get("report") or getattr(self.instance, "report", None)
        if category and report and category.report_id != report.pk:
            self.add_error("category", _("Choose a category of the same report."))
        return cleaned


class AskInline(StackedRecords):
    """What is asked, cut into things that can be checked one by one."""

    model = Ask
    fields = (
        ("code", "position"),
        "text",
        "text_es",
        ("weight", "weight_reason"),
    )


class ResponsibilityInline(TabularRecords):
    """Who has to act, and who has to help."""

    model = Responsibility
    fields = ("agency", "role", "asks", "position")
    autocomplete_fields = ("agency",)

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Single asks can be chosen once they are saved."""
        fields = super().get_fields(request, obj)
        return fields if obj else [name for name in fields if name != "asks"]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        """Offer the asks of this recommendation alone, read once for all rows."""
        formset = super().get_formset(request, obj, **kwargs)
        field: Any = formset.form.base_fields.get("asks")
        if obj and field:
            asks = obj.asks.all()
            field.widget = Checklist()
            field.queryset = asks
            field.choices = [(ask.pk, str(ask)) for ask in asks]
        return formset


class DueDateInline(TabularRecords):
    """The first date and every revision; rows on record stay as they are."""

    model = DueDate
    form = DueDateForm
    fields = ("due_on", "announced_on", "announced_by", "is_revision", "reason", "url")
    autocomplete_fields = ("announced_by",)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A new date is a new row with its reason."""
        return False


class RecommendationMetricInline(TabularRecords):
    """Measures the report names for this recommendation."""

    model = StatedMetric
    fields = ("position", "text", "text_es")
