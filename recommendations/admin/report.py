"""Reports at the desk, with their categories, stated measures and sources."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from ..models import Category, Recommendation, Report, StatedMetric
from .base import RecordAdmin, TabularRecords
from .long_lists import number_of
from .publishing import PublishedAdmin
from .source import SOURCE_FIELDS, SourceInline
from .transitions import Tool


class CategoryInline(TabularRecords):
    """The headings of the report, in its order."""

    model = Category
    fields = ("position", "code", "slug", "title", "title_es", "is_editorial")
    prepopulated_fields = {"slug": ["title"]}


class ReportMetricInline(TabularRecords):
    """Measures the report names for the whole."""

    model = StatedMetric
    fields = ("position", "text", "text_es")


class ReportSourceInline(SourceInline):
    """Sources of what is said about the report itself."""

    fk_name = "report"
    fields = ("position", "is_about_also_announced", *SOURCE_FIELDS)


@admin.register(Report)
class ReportAdmin(PublishedAdmin):
    """A report is prepared in full, then published; then its recommendations."""

    list_display = ("title", "publisher", "issued_on", "n_recommendations", "public")
    list_filter = ("jurisdiction", "publisher")
    search_fields = ("title", "title_es", "slug", "publisher", "series")
    date_hierarchy = "issued_on"
    ordering = ("-issued_on", "slug")
    autocomplete_fields = ("primary_indicator",)
    prepopulated_fields = {"slug": ["title"]}
    inlines = (CategoryInline, ReportMetricInline, ReportSourceInline)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "title",
                    "title_es",
                    "title_original",
                    "slug",
                    ("publisher", "series"),
                    "authors",
                    ("issued_on", "issued_precision"),
                    ("language", "jurisdiction"),
                    "url",
                    "published_at",
                )
            },
        ),
        (
            _("What it wants"),
            {
                "fields": (
                    "primary_goal",
                    "primary_goal_es",
                    "primary_indicator",
                    "summary",
                    "summary_es",
                    ("horizon_ends_on", "horizon_precision", "horizon_basis"),
                    "horizon_note",
                )
            },
        ),
        (
            _("What readers are told beside it"),
            {
                "fields": (
                    "assessment_notice",
                    "assessment_notice_es",
                    "notes",
                    "also_announced",
                    "also_announced_es",
                    "also_announced_later",
                    "also_announced_later_es",
                )
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """Reports with the number of their recommendations."""
        rows = super().get_queryset(request)
        return rows.annotate(
            n_recommendations=number_of(Recommendation.objects.all(), "report")
        )

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The code never changes once it is part of an address."""
        public = obj is not None and self.is_public(obj)
        return {} if public else super().get_prepopulated_fields(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The code of a public report is part of every address."""
        fixed = super().get_readonly_fields(request, obj)
        return [*fixed, "slug"] if obj is not None and self.is_public(obj) else fixed

    @admin.display(description=_("Recommendations"), ordering="n_recommendations")
    def n_recommendations(self, row: Any) -> int:
        """How many it makes."""
        return int(row.n_recommendations)

    def tools(self, request: HttpRequest, row: Any) -> list[Tool]:
        """Publish, its recommendations, and a snapshot where that is allowed."""
        listed = reverse("admin:recommendations_recommendation_changelist")
        found = [
            *super().tools(request, row),
            Tool(_("Recommendations"), f"{listed}?report__id__exact={row.pk}"),
        ]
        may = request.user.has_perm("scorecard.add_snapshot")
        if self.is_public(row) and may:
            found += snapshot_tool(row)
        return found


def snapshot_tool(row: Any) -> list[Tool]:
    """The link to freezing a report's scorecard, where the site has that page."""
    try:
        address = reverse("admin:scorecard_snapshot_take", args=[row.pk])
    except NoReverseMatch:
        return []
    return [Tool(_("Take a snapshot"), address)]


@admin.register(Category)
class CategoryAdmin(RecordAdmin):
    """One heading of a report."""

    list_display = ("title", "code", "report", "position", "n_recommendations")
    list_filter = ("report", "is_editorial")
    list_select_related = ("report",)
    search_fields = ("title", "title_es", "code", "report__title")
    autocomplete_fields = ("report",)
    prepopulated_fields = {"slug": ["title"]}
    fields = (
        "report",
        ("position", "code"),
        "title",
        "title_es",
        "slug",
        "is_editorial",
    )

    def get_queryset(self, request: HttpRequest) -> Any:
        """Categories with the number of their recommendations."""
        rows = super().get_queryset(request)
        return rows.annotate(
            n_recommendations=number_of(Recommendation.objects.all(), "category")
        )

    def is_public(self, row: Any) -> bool:
        """Readers see it with its report."""
        return row.report.published_at is not None

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A category stays with its report."""
        return () if obj is None else ("report",)

    def view_on_site(self, row: Any) -> str | None:
        """The page of its report."""
        return row.report.get_absolute_url() if self.is_public(row) else None

    @admin.display(description=_("Recommendations"), ordering="n_recommendations")
    def n_recommendations(self, row: Any) -> int:
        """How many stand under it."""
        return int(row.n_recommendations)
