"""Agencies at the desk: one registry for all reports."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..models import Agency, Responsibility
from .base import RecordAdmin
from .long_lists import number_of


@admin.register(Agency)
class AgencyAdmin(RecordAdmin):
    """A body that is asked to act, or that acts; dissolved ones stay."""

    list_display = (
        "name",
        "abbreviation",
        "kind",
        "jurisdiction",
        "parent",
        "n_recommendations",
        "dissolved_on",
    )
    list_filter = (
        "kind",
        "jurisdiction",
        ("dissolved_on", admin.EmptyFieldListFilter),
    )
    list_select_related = ("parent",)
    search_fields = ("name", "name_es", "abbreviation", "slug", "other_names")
    date_hierarchy = "dissolved_on"
    ordering = ("name", "slug")
    autocomplete_fields = ("parent", "successor")
    prepopulated_fields = {"slug": ["jurisdiction", "abbreviation"]}
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "name",
                    "name_es",
                    ("abbreviation", "slug"),
                    ("kind", "jurisdiction"),
                    "parent",
                    "url",
                    "other_names",
                    "note",
                )
            },
        ),
        (
            _("If it no longer exists"),
            {
                "fields": (
                    ("dissolved_on", "dissolved_precision"),
                    "successor",
                ),
                "classes": ("collapse",),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """Agencies with the number of recommendations that name them."""
        rows = super().get_queryset(request)
        return rows.annotate(
            n_recommendations=number_of(Responsibility.objects.all(), "agency")
        )

    def is_public(self, row: Any) -> bool:
        """Readers see it once a public recommendation or item of evidence names it."""
        named = row.responsibilities.filter(recommendation__published_at__isnull=False)
        acted = row.acts.filter(published_at__isnull=False)
        return bool(named.exists() or acted.exists())

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The code is offered once, for a new agency."""
        return {} if obj else super().get_prepopulated_fields(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The code is part of its address."""
        return ("slug",) if obj is not None and self.is_public(obj) else ()

    @admin.display(description=_("Recommendations"), ordering="n_recommendations")
    def n_recommendations(self, row: Any) -> int:
        """How many name it, as lead or supporting."""
        return int(row.n_recommendations)
