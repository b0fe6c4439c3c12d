"""Second readings at the desk: a coder's steps, made without the first reading."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from ..actions import second_readings
from ..models import SecondJudgement, SecondReading
from .assessment_forms import StepForm
from .assessment_steps import StepInline, initial_steps
from .base import Saving
from .due_date import recommendation_page
from .publishing import PublishedAdmin


class SecondJudgementInline(StepInline):
    """The steps the second coder chose."""

    model = SecondJudgement
    form = StepForm
    fields = ("ask", "status", "confidence", "reason", "reason_es")


@admin.register(SecondReading)
class SecondReadingAdmin(PublishedAdmin):
    """Compared with the first reading of the same day; once public it stays."""

    list_display = ("recommendation", "effective_on", "coder", "made_on", "public")
    list_filter = ("coder", "recommendation__report")
    list_select_related = ("recommendation__report",)
    search_fields = ("recommendation__reference", "recommendation__title", "coder")
    date_hierarchy = "effective_on"
    ordering = ("-id",)
    sortable_by = ()
    autocomplete_fields = ("recommendation",)
    readonly_fields = ("made_by",)
    inlines = (SecondJudgementInline,)
    fieldsets = (
        (
            None,
            {
                "fields": (
                    "recommendation",
                    ("effective_on", "made_on"),
                    ("coder", "made_by"),
                    "basis",
                    "published_at",
                ),
                "description": gettext_lazy(
                    "Judge each ask from its evidence alone, without looking at the"
                    " first reading. Where the two differ, confidence is lower."
                ),
            },
        ),
    )

    def affected(self, row: Any) -> list[int]:
        """Agreement is part of the confidence of its recommendation."""
        return [row.recommendation_id] if row.published_at else []

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        """Steps are chosen once the recommendation is known."""
        return self.inlines if obj else ()

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> Any:
        """Begin the forms of asks without a step."""
        found = super().get_formset_kwargs(request, obj, inline, prefix)
        return {**found, "initial": initial_steps(obj)} if obj.pk else found

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A reading stays with its recommendation."""
        fixed = super().get_readonly_fields(request, obj)
        return [*fixed, "recommendation"] if obj else fixed

    def get_changeform_initial_data(self, request: HttpRequest) -> Any:
        """Made today, unless the address says otherwise."""
        today = timezone.now().date()
        return {"made_on": today, **super().get_changeform_initial_data(request)}

    def get_queryset(self, request: HttpRequest) -> Any:
        """What is not public yet: its coder's, and of reviewers with no part in it."""
        rows, person = super().get_queryset(request), request.user
        seen = Q(published_at__isnull=False) | Q(made_by=person.pk) | Q(made_by=None)
        if person.has_perm("recommendations.publish_secondreading"):
            seen |= ~Q(recommendation__assessments__author=person.pk)
        return rows.filter(seen).distinct()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A public reading is only read; before that it is its coder's alone."""
        if obj is not None and self.is_public(obj):
            return False
        if obj is not None and obj.made_by_id not in {None, request.user.pk}:
            return False
        return super().has_change_permission(request, obj)

    def store(self, saving: Saving) -> None:
        """Remember who made it."""
        if saving.is_new:
            saving.row.made_by = saving.by
            second_readings.refuse_coder_of_the_first(
                recommendation=saving.row.recommendation,
                effective_on=saving.row.effective_on,
                by=saving.by,
            )
        super().store(saving)

    def response_add(self, request: HttpRequest, obj: Any, *args: Any) -> Any:
        """On to the asks."""
        self.message_user(request, _("Choose a step for each ask."))
        return HttpResponseRedirect(self.change_address(obj))

    def view_on_site(self, row: Any) -> str | None:
        """The page of its recommendation."""
        return recommendation_page(row) if self.is_public(row) else None
