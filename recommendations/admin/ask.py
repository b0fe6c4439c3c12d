"""Asks at the desk: edited in their recommendation, searched here."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest

from ..models import Ask
from .base import ReadOnlyAdmin


@admin.register(Ask)
class AskAdmin(ReadOnlyAdmin):
    """Every ask on record."""

    list_display = ("code", "text", "recommendation", "weight")
    list_display_links = ("code", "text")
    list_filter = ("recommendation__report",)
    list_select_related = ("recommendation",)
    search_fields = ("text", "code", "recommendation__reference")
    ordering = ("recommendation", "position", "code")

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Not on the index: it is part of a recommendation."""
        return False
