"""Right of reply at the desk: the agency reads a draft finding and replies to it."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy as _

from ..actions import replies
from ..models import Assessment, Evidence, Judgement, ReplyRequest
from .base import RecordAdmin, Saving
from .due_date import recommendation_page
from .scope import agencies_of
from .transitions import Tool

ASKED = ("assessment", "agency", "asked_at", "asked_by", "due_on")


@admin.register(ReplyRequest)
class ReplyRequestAdmin(RecordAdmin):
    """The liaison writes the reply, a reviewer the answer; nobody the other's."""

    change_form_template = "admin/record/reply_form.html"
    list_display = (
        "recommendation",
        "agency",
        "due_on",
        "replied_at",
        "answered_at",
        "state",
    )
    list_filter = (
        ("replied_at", admin.EmptyFieldListFilter),
        ("answered_at", admin.EmptyFieldListFilter),
        ("agency", admin.RelatedOnlyFieldListFilter),
    )
    list_select_related = ("assessment__recommendation", "agency")
    search_fields = (
        "assessment__recommendation__reference",
        "assessment__recommendation__title",
        "agency__name",
    )
    date_hierarchy = "due_on"
    ordering = ("-id",)
    sortable_by = ()
    fieldsets = (
        (_("The reply"), {"fields": ("text", ("replied_at", "replied_by"))}),
        (
            _("The editors' answer"),
            {"fields": ("answer", "answer_es", ("answered_at", "answered_by"))},
        ),
    )

    def for_agencies(self, rows: Any, agencies: frozenset[int]) -> Any:
        """Findings this agency was asked about."""
        return rows.filter(agency__in=agencies)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Asked from the assessment, where the last day is set."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: that an agency was asked is part of the record."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A liaison until its reply is public, a reviewer once there is a reply."""
        if obj is not None and not may_write(request.user, obj):
            return False
        return super().has_change_permission(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Each side writes its own text."""
        fixed = ["replied_at", "replied_by", "answered_at", "answered_by"]
        if agencies_of(request.user) is None:
            return [*fixed, "text"]
        return [*fixed, "answer", "answer_es"]

    def store(self, saving: Saving) -> None:
        """The reply or the answer, by who writes."""
        row, text = saving.row, saving.form.cleaned_data
        if agencies_of(saving.by) is None:
            replies.answer(
                request=row,
                text=text["answer"],
                text_es=text["answer_es"],
                by=saving.by,
                at=saving.at,
            )
        else:
            replies.give(request=row, text=text["text"], by=saving.by, at=saving.at)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Show the finding above the form."""
        row: ReplyRequest = context["original"]
        context["finding"] = finding(row.assessment_id)
        context["is_late"] = row.due_on < timezone.now().date()
        context["may_bring"] = agencies_of(
            request.user
        ) is not None and request.user.has_perm("recommendations.add_evidence")
        return super().render_change_form(request, context, *args, **kwargs)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Stay with the finding, and say what comes next."""
        is_reply = agencies_of(request.user) is not None
        self.message_user(request, reply_saved() if is_reply else answer_saved())
        return HttpResponseRedirect(self.change_address(obj))

    def tools(self, request: HttpRequest, row: Any) -> list[Tool]:
        """The way back to the assessment, for who decides on it."""
        found = super().tools(request, row)
        if request.user.has_perm("recommendations.view_assessment"):
            name = "admin:recommendations_assessment_change"
            page = reverse(name, args=[row.assessment_id])
            found.append(Tool(gettext("The assessment"), page))
        return found

    def view_on_site(self, row: Any) -> str | None:
        """The page of its recommendation."""
        held = row.assessment
        return recommendation_page(held) if held.published_at else None

    @admin.display(description=_("Recommendation"), ordering="assessment")
    def recommendation(self, row: ReplyRequest) -> str:
        """Which recommendation the finding is about."""
        return str(row.assessment.recommendation)

    @admin.display(description=_("Stands"))
    def state(self, row: ReplyRequest) -> Any:
        """Waiting, late, replied or answered."""
        if row.answered_at:
            return _("answered")
        if row.replied_at:
            return _("replied, not answered yet")
        late = row.due_on < timezone.now().date()
        return _("no reply") if late else _("waiting for the reply")


def reply_saved() -> str:
    """What becomes of a reply."""
    return gettext(
        "The reply is saved and goes to the editors. You can change it until the"
        " finding is published."
    )


def answer_saved() -> str:
    """What becomes of an answer."""
    return gettext("The answer is saved; readers see it with the finding.")


def may_write(person: Any, row: ReplyRequest) -> bool:
    """Whether this side has something to write now."""
    if agencies_of(person) is None:
        return row.replied_at is not None
    return row.replied_at is None or row.assessment.published_at is None


def finding(assessment: int) -> Assessment:
    """The finding with its steps and the evidence it rests on; no private note."""
    steps = Judgement.objects.select_related("ask").order_by("ask__position")
    evidence = Evidence.objects.filter(withdrawn_at__isnull=True)
    evidence = evidence.defer("private_note").prefetch_related("sources")
    rows = Assessment.objects.defer("private_note").select_related(
        "recommendation__report"
    )
    found: Assessment = rows.prefetch_related(
        Prefetch("judgements", steps), Prefetch("evidence", evidence)
    ).get(pk=assessment)
    return found
