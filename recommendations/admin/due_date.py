"""Due dates at the desk: the first one and every revision, announced in the open."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext as _, gettext_lazy

from ..actions import responses
from ..models import DueDate
from .base import RecordAdmin, Saving
from .forms import RecordForm


class DueDateForm(RecordForm):
    """Refuses a date before the recommendation was issued."""

    def clean(self) -> dict[str, Any] | None:
        """The due date, and its announcement, come after the issue."""
        cleaned = super().clean() or {}
        recommendation = cleaned.get("recommendation") or self._held()
        issued_on = getattr(recommendation, "issued_on", None)
        for name in ("due_on", "announced_on"):
            day = cleaned.get(name)
            if day and issued_on and day < issued_on:
                self.add_error(name, before_issue(issued_on.isoformat()))
        return cleaned

    def _held(self) -> Any:
        """The recommendation where the form does not ask for it."""
        return self.instance.recommendation if self.instance.pk else None


def before_issue(day: str) -> str:
    """Why a date is refused."""
    return _("This lies before the recommendation was issued (%s).") % day


@admin.register(DueDate)
class DueDateAdmin(RecordAdmin):
    """Saving makes the date public; a later change of the date is a new row."""

    form = DueDateForm
    list_display = (
        "recommendation",
        "due_on",
        "is_revision",
        "announced_on",
        "announced_by",
        "reason",
    )
    list_filter = ("is_revision", "recommendation__report")
    list_select_related = ("recommendation__report", "announced_by")
    search_fields = (
        "recommendation__reference",
        "recommendation__title",
        "announced_by__name",
        "reason",
    )
    date_hierarchy = "due_on"
    ordering = ("-id",)
    sortable_by = ()
    autocomplete_fields = ("recommendation", "announced_by")
    readonly_fields = ("published_at",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "recommendation",
                    ("due_on", "announced_on"),
                    "announced_by",
                    "is_revision",
                    "reason",
                    "url",
                    "published_at",
                ),
                "description": gettext_lazy(
                    "Saving makes it public. When an agency moves its date, add a"
                    " revision with the reason it gave; edit a row only to mend a slip"
                    " of the pen."
                ),
            },
        ),
    )

    def store(self, saving: Saving) -> None:
        """Recorded by its action."""
        responses.set_due_date(due_date=saving.row, by=saving.by, at=saving.at)

    def get_readonly_fields(self, request: Any, obj: Any = None) -> Any:
        """A date stays with its recommendation."""
        fixed = super().get_readonly_fields(request, obj)
        return [*fixed, "recommendation"] if obj else fixed

    def view_on_site(self, row: Any) -> str | None:
        """The page of its recommendation."""
        return recommendation_page(row)


def recommendation_page(row: Any) -> str | None:
    """The public page of the recommendation a row belongs to, if there is one."""
    held = row.recommendation
    public = held.published_at is not None and held.report.published_at is not None
    return held.get_absolute_url() if public else None
