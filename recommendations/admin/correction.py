"""Corrections at the desk: what was shown, what is right; public by a button."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..models import Correction
from .base import Saving
from .publishing import PublishedAdmin


@admin.register(Correction)
class CorrectionAdmin(PublishedAdmin):
    """Once public, it stays as it is; a mistake in it is corrected by another."""

    list_display = ("is_right", "concerns", "wrong_since", "is_material", "public")
    list_filter = (
        "is_material",
        "report",
        ("published_at", admin.EmptyFieldListFilter),
    )
    list_select_related = ("report", "recommendation", "indicator")
    search_fields = (
        "was_shown",
        "is_right",
        "affected",
        "recommendation__reference",
        "recommendation__title",
    )
    date_hierarchy = "published_at"
    ordering = ("-id",)
    autocomplete_fields = ("report", "recommendation", "indicator")
    readonly_fields = ("made_by",)
    fieldsets = (
        (
            _("What it concerns"),
            {
                "fields": ("report", "recommendation", "indicator"),
                "description": _("At least one of the three."),
            },
        ),
        (
            None,
            {
                "fields": (
                    ("was_shown", "is_right"),
                    ("was_shown_es", "is_right_es"),
                    "wrong_since",
                    "affected",
                    "cause",
                    "is_material",
                    ("made_by", "published_at"),
                ),
                "description": _(
                    "Example. Shown: 2.3 was done in 2014. Right: partly done; the rule"
                    " of 2014 covers four states. Affected: 2.3, the report's score."
                ),
            },
        ),
    )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A public correction is only read."""
        if obj is not None and self.is_public(obj):
            return False
        return super().has_change_permission(request, obj)

    def store(self, saving: Saving) -> None:
        """Remember who made it."""
        if saving.is_new:
            saving.row.made_by = saving.by
        super().store(saving)

    @admin.display(description=_("Concerns"))
    def concerns(self, row: Correction) -> str:
        """The narrowest of what it names."""
        return str(row.recommendation or row.indicator or row.report)
