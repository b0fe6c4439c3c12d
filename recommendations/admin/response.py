"""Agency responses at the desk: what was answered, dated and whole."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ..actions import responses
from ..models import Response
from .base import RecordAdmin, Saving
from .due_date import recommendation_page


@admin.register(Response)
class ResponseAdmin(RecordAdmin):
    """Saving makes the answer public; a later answer is a new row."""

    list_display = ("recommendation", "agency", "kind", "responded_on", "public")
    list_filter = ("kind", "is_disputed_with_documents", "recommendation__report")
    list_select_related = ("recommendation__report", "agency")
    search_fields = (
        "recommendation__reference",
        "recommendation__title",
        "agency__name",
        "agency__abbreviation",
        "text",
    )
    date_hierarchy = "responded_on"
    ordering = ("-id",)
    sortable_by = ()
    autocomplete_fields = ("recommendation", "agency")
    readonly_fields = ("published_at",)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    ("recommendation", "agency"),
                    ("kind", "responded_on"),
                    "text",
                    "text_es",
                    "url",
                    "is_disputed_with_documents",
                    "published_at",
                ),
                "description": _(
                    "Saving makes it public, whole, beside the finding. It is worth no"
                    " points. A later answer is a new row; edit this one only to mend"
                    " a slip of the pen."
                ),
            },
        ),
    )

    def store(self, saving: Saving) -> None:
        """Recorded by its action."""
        responses.record(response=saving.row, by=saving.by, at=saving.at)

    def get_readonly_fields(self, request: Any, obj: Any = None) -> Any:
        """An answer stays with its recommendation and its agency."""
        fixed = super().get_readonly_fields(request, obj)
        return [*fixed, "recommendation", "agency"] if obj else fixed

    def view_on_site(self, row: Any) -> str | None:
        """The page of its recommendation."""
        return recommendation_page(row)

    @admin.display(description=_("Public"), boolean=True)
    def public(self, row: Any) -> bool:
        """Whether readers see it."""
        return row.published_at is not None
