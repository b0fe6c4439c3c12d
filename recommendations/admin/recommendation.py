"""Recommendations at the desk: asks, who is responsible, by when; where it stands."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _, gettext_lazy

from scorecard import method

from ..actions import responses
from ..models import DueDate, Recommendation
from .agency_claims import recommendations_of
from .bulk import Bulk
from .bulk_work import ASSIGN
from .publishing import PublishedAdmin
from .recommendation_form import (
    AskInline,
    DueDateInline,
    RecommendationForm,
    RecommendationMetricInline,
    ResponsibilityInline,
)
from .scope import blind_to
from .transitions import Tool

TRAIL_LENGTH = 12


@admin.register(Recommendation)
class RecommendationAdmin(PublishedAdmin):
    """Status is not typed here: it comes from the latest published assessment."""

    form = RecommendationForm
    bulk = (ASSIGN,)
    list_display = (
        "reference",
        "title",
        "current_status",
        "score",
        "current_confidence",
        "current_due_on",
        "last_assessed_on",
        "assigned_to",
        "public",
        "report",
    )
    list_display_links = ("reference", "title")
    list_filter = (
        "report",
        "current_status",
        "current_confidence",
        "current_response",
        "priority",
        ("assigned_to", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("report", "assigned_to")
    search_fields = ("reference", "title", "title_es", "summary", "report__title")
    date_hierarchy = "issued_on"
    ordering = ("report_id", "position", "reference")
    sortable_by = (
        "current_status",
        "score",
        "current_confidence",
        "current_due_on",
        "last_assessed_on",
    )
    autocomplete_fields = ("report", "category")
    inlines = (
        AskInline,
        ResponsibilityInline,
        DueDateInline,
        RecommendationMetricInline,
    )
    readonly_fields = (
        "current_status",
        "score",
        "coverage",
        "current_confidence",
        "current_response",
        "current_due_on",
        "first_due_on",
        "delivered_on",
        "last_assessed_on",
        "last_verified_on",
        "review_due_on",
        "n_asks_capped",
        "n_asks_differing",
        "assigned_to",
        "trail",
    )
    fieldsets = (
        (
            gettext_lazy("Where it stands"),
            {
                "fields": (
                    ("current_status", "score", "coverage", "current_confidence"),
                    ("current_due_on", "first_due_on", "delivered_on"),
                    ("current_response", "last_assessed_on", "last_verified_on"),
                    ("review_due_on", "n_asks_capped", "n_asks_differing"),
                    "assigned_to",
                    "trail",
                ),
                "description": gettext_lazy(
                    "Not typed: it follows from the latest published assessment and"
                    " the evidence that carries it."
                ),
            },
        ),
        (
            None,
            {
                "fields": (
                    "report",
                    "category",
                    ("reference", "position"),
                    "title",
                    "title_es",
                    "slug",
                    "summary",
                    "summary_es",
                    "issued_on",
                    "published_at",
                )
            },
        ),
        (
            gettext_lazy("How much it counts"),
            {
                "fields": (
                    "priority",
                    ("weight", "weight_reason"),
                    "is_continuing",
                )
            },
        ),
        (
            gettext_lazy("What is not established"),
            {
                "fields": ("open_questions", "open_questions_es"),
                "classes": ("collapse",),
            },
        ),
    )

    def for_agencies(self, rows: Any, agencies: frozenset[int]) -> Any:
        """Those readers see that name the agency."""
        return rows.filter(pk__in=recommendations_of(agencies).values("pk"))

    def affected(self, row: Any) -> list[int]:
        """Its own standing hangs on its asks, their weights and its day of issue."""
        return [row.pk]

    def is_public(self, row: Any) -> bool:
        """Kept once it was published; readers see it with its report."""
        return row.published_at is not None

    def may_in_bulk(self, request: HttpRequest, bulk: Bulk, row: Any) -> bool:
        """Whoever works on findings says who follows one up."""
        return request.user.has_perm(bulk.permission)

    def view_on_site(self, row: Any) -> str | None:
        """Its public page, once its report is public too."""
        seen = self.is_public(row) and row.report.published_at is not None
        return row.get_absolute_url() if seen else None

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """A new one stands nowhere yet; a second coder does not see where it stands."""
        found = super().get_fieldsets(request, obj)
        hidden = obj is None or obj.pk in blind_to(request.user)
        return found[1:] if hidden else found

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """The reference and the report never change once it is public."""
        fixed = super().get_readonly_fields(request, obj)
        if obj is not None and self.is_public(obj):
            return [*fixed, "report", "reference"]
        return fixed

    def save_formset(
        self, request: HttpRequest, form: Any, formset: Any, change: Any
    ) -> None:
        """A due date is recorded by its action, everything else as it is."""
        if formset.model is not DueDate:
            return super().save_formset(request, form, formset, change)
        for row in formset.save(commit=False):
            responses.set_due_date(due_date=row, by=request.user, at=timezone.now())
        return None

    def tools(self, request: HttpRequest, row: Any) -> list[Tool]:
        """What is usually done next."""
        nexts = {
            "evidence": _("Add evidence"),
            "assessment": _("Assess"),
            "response": _("Record a response"),
        }
        return super().tools(request, row) + [
            Tool(label, _add_address(noun, row))
            for noun, label in nexts.items()
            if request.user.has_perm(f"recommendations.add_{noun}")
        ]

    @admin.display(description=gettext_lazy("Score"), ordering="current_score")
    def score(self, row: Any) -> str:
        """The delivery score in whole points."""
        score = row.current_score
        return "" if score is None else f"{method.half_up(score):.0f}"

    @admin.display(description=gettext_lazy("Coverage"))
    def coverage(self, row: Any) -> str:
        """The share of its asks that was checked."""
        share = row.current_coverage
        return "" if share is None else f"{method.half_up(100 * share):.0f}%"

    @admin.display(description=gettext_lazy("Latest changes"))
    def trail(self, row: Any) -> str:
        """The last moves of its status, newest first."""
        moves = row.status_changes.select_related("ask")[:TRAIL_LENGTH]
        lines = format_html_join("", "<li>{}</li>", ((_move(move),) for move in moves))
        return format_html('<ul class="trail">{}</ul>', lines) if lines else _("None")


def _add_address(noun: str, row: Any) -> str:
    address = reverse(f"admin:recommendations_{noun}_add")
    return f"{address}?recommendation={row.pk}"


def _move(move: Any) -> str:
    ask = f"({move.ask.code})" if move.ask else _("As a whole")
    return _("%(day)s, %(what)s: from %(was)s to %(now)s (%(cause)s)") % {
        "day": move.effective_on.isoformat(),
        "what": ask,
        "was": move.get_from_status_display(),
        "now": move.get_to_status_display(),
        "cause": move.get_cause_display(),
    }
