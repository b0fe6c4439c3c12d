"""What the actions derive, to be read: moves of a status, and standings."""

from __future__ import annotations

from django.contrib import admin

from ..models import Standing, StatusChange
from .base import ReadOnlyAdmin


@admin.register(StatusChange)
class StatusChangeAdmin(ReadOnlyAdmin):
    """Every published move of an ask or of a whole recommendation."""

    hides_first_reading = True
    list_display = (
        "effective_on",
        "recommendation",
        "ask",
        "from_status",
        "to_status",
        "cause",
        "published_at",
    )
    list_filter = ("cause", "to_status", "recommendation__report")
    list_select_related = ("recommendation", "ask", "assessment__recommendation")
    search_fields = ("recommendation__reference", "recommendation__title")
    date_hierarchy = "published_at"
    sortable_by = ()


@admin.register(Standing)
class StandingAdmin(ReadOnlyAdmin):
    """Where recommendations stood, by span of days and of knowledge."""

    hides_first_reading = True
    list_display = (
        "recommendation",
        "effective_from",
        "effective_until",
        "known_from",
        "known_until",
        "status",
        "score",
    )
    list_filter = ("status", "confidence", "recommendation__report")
    list_select_related = ("recommendation",)
    search_fields = ("recommendation__reference", "recommendation__title")
    ordering = ("-id",)
    sortable_by = ()
