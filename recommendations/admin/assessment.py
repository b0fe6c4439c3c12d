"""Assessments at the desk: from a draft to a published reading, read by two."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from ..actions import drafts
from ..models import Assessment, Judgement
from ..rules import may_edit
from .assessment_forms import BeginForm, DraftForm
from .assessment_page import AssessmentPage
from .assessment_steps import JudgementInline
from .assessment_transitions import SUBMIT, TRANSITIONS
from .base import RecordAdmin, Saving
from .bulk_work import REQUEST_REVIEW
from .due_date import recommendation_page
from .transitions import Tool

BEGIN = (
    (
        None,
        {
            "fields": ("recommendation", "effective_on"),
            "description": gettext_lazy(
                "Choose what is assessed and the day for which it holds. The next page"
                " shows each ask with its evidence, its step taken over from the latest"
                " published assessment."
            ),
        },
    ),
)
TEXTS = (
    "rationale",
    "rationale_es",
    ("editor_confidence", "editor_status"),
    "note",
    "private_note",
    ("attribution", "attribution_es"),
    "is_first_reading",
)
TRACE = (
    gettext_lazy("Who and when"),
    {
        "fields": (
            ("state", "author", "reviewer"),
            ("created_at", "submitted_at"),
            ("returned_at", "returned_reason"),
            ("published_at", "is_single_coded"),
            ("withdrawn_at", "withdrawn_reason"),
        ),
        "classes": ("collapse",),
    },
)


@admin.register(Assessment)
class AssessmentAdmin(AssessmentPage, RecordAdmin):
    """Drafts are edited; what is submitted waits; what is published never changes."""

    hides_first_reading = True
    transitions = TRANSITIONS
    bulk = (REQUEST_REVIEW,)
    inlines = (JudgementInline,)
    list_display = (
        "recommendation",
        "effective_on",
        "state",
        "author",
        "reviewer",
        "published_at",
        "is_first_reading",
        "is_single_coded",
    )
    list_filter = (
        "state",
        "recommendation__report",
        "is_first_reading",
        "is_single_coded",
        ("author", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("recommendation__report", "author", "reviewer")
    search_fields = (
        "recommendation__reference",
        "recommendation__title",
        "rationale",
        "author__username",
    )
    date_hierarchy = "effective_on"
    ordering = ("-id",)
    sortable_by = ("state",)
    autocomplete_fields = ("recommendation",)
    readonly_fields = (
        "state",
        "author",
        "reviewer",
        "created_at",
        "submitted_at",
        "returned_at",
        "returned_reason",
        "published_at",
        "is_single_coded",
        "withdrawn_at",
        "withdrawn_reason",
    )

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """Where to begin, or the draft."""
        kwargs["form"] = DraftForm if obj else BeginForm
        form = super().get_form(request, obj, change, **kwargs)
        if obj is None:
            form.author = request.user
        else:
            form.is_preview = "_preview" in request.POST
        return form

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Two questions to begin with; then the texts, and who did what when."""
        if obj is None:
            return BEGIN
        hidden = ("seen_revision",) if self.has_change_permission(request, obj) else ()
        what = {"fields": ("recommendation", "effective_on", "evidence", *hidden)}
        texts = (gettext_lazy("The reading as a whole"), {"fields": TEXTS})
        return ((None, what), texts, TRACE)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A draft stays with its recommendation."""
        fixed = super().get_readonly_fields(request, obj)
        return [*fixed, "recommendation"] if obj else ()

    def get_inlines(self, request: HttpRequest, obj: Any = None) -> Any:
        """Steps are chosen once there is a draft."""
        return self.inlines if obj else ()

    def get_changeform_initial_data(self, request: HttpRequest) -> Any:
        """As of today, unless the address says otherwise."""
        today = timezone.now().date()
        return {"effective_on": today, **super().get_changeform_initial_data(request)}

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only what is with its author is edited."""
        if obj is not None and not may_edit(obj.state):
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A draft is thrown away by its author, or by a reviewer."""
        reviews = request.user.has_perm("recommendations.publish_assessment")
        if obj is not None and obj.author_id != request.user.pk and not reviews:
            return False
        return super().has_delete_permission(request, obj)

    def store(self, saving: Saving) -> None:
        """Begin a draft, or save one that nobody saved in between."""
        if saving.is_new:
            self._begin(saving)
            return
        drafts.save(
            draft=saving.row,
            revision=saving.form.cleaned_data["seen_revision"],
            by=saving.by,
            save=saving.write,
        )

    def _begin(self, saving: Saving) -> None:
        draft = drafts.begin(
            recommendation=saving.row.recommendation,
            effective_on=saving.row.effective_on,
            by=saving.by,
        )
        saving.row.pk = draft.pk
        saving.row._state.adding = False
        saving.row.refresh_from_db()

    def response_add(self, request: HttpRequest, obj: Any, *args: Any) -> Any:
        """On to the asks."""
        self.message_user(request, _("The draft is begun. Check the step of each ask."))
        return HttpResponseRedirect(self.change_address(obj))

    def response_change(self, request: HttpRequest, obj: Any) -> Any:
        """Stay with the draft; hand it on where that was asked."""
        if "_submit" not in request.POST:
            self.message_user(request, _("The draft is saved."))
            return HttpResponseRedirect(self.change_address(obj))
        return self.transition_view(request, str(obj.pk), SUBMIT.name)

    def part_histories(self, records: Any) -> Any:
        """The steps of its asks, as they were chosen and changed."""
        if not records:
            return ()
        steps = Judgement.history.filter(assessment_id=records[0].id)
        return steps.select_related("ask").order_by("history_date", "history_id")

    def tools(self, request: HttpRequest, row: Any) -> list[Tool]:
        """A draft is submitted below its form, together with what is typed there."""
        submit = self._address(SUBMIT, row)
        return [t for t in super().tools(request, row) if t.address != submit]

    def view_on_site(self, row: Any) -> str | None:
        """The page of its recommendation."""
        return recommendation_page(row) if row.published_at else None
