"""Reports of readers at the desk: read, answered, closed with what came of them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..actions import reader_reports
from ..models import ReaderReport
from .transitions import Step, Transition, TransitionAdmin
from .work_filter import WorkFilter


def _close(step: Step) -> None:
    reader_reports.close(report=step.row, outcome=step.reason, by=step.by, at=step.at)


CLOSE = Transition(
    name="close",
    label=_("Close with what came of it"),
    done=_("The report is closed; the reader's address is erased."),
    about=_(
        "Answer the reader first, if there is an address: it is erased now. What is"
        " wrong in the record is put right there, with a correction."
    ),
    run=_close,
    is_offered=lambda row: row.closed_at is None,
    permission="change",
    reason=_("What came of it"),
)


@admin.register(ReaderReport)
class ReaderReportAdmin(TransitionAdmin):
    """The newest first; what a reader wrote is never edited."""

    change_form_template = "admin/record/change_form.html"
    transitions = (CLOSE,)
    list_display = ("what", "page", "received_at", "wants_answer", "closed_at")
    list_filter = (
        WorkFilter,
        ("closed_at", admin.EmptyFieldListFilter),
    )
    search_fields = ("what", "page", "source", "outcome")
    date_hierarchy = "received_at"
    list_per_page = 50
    show_full_result_count = False
    fieldsets = (
        (None, {"fields": ("page", "what", "source", "reply_to", "received_at")}),
        (_("What came of it"), {"fields": ("outcome", "closed_by", "closed_at")}),
    )

    class Media:
        css = {"all": ["css/desk.css"]}

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Reports come from the public form alone."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Everything: a button closes it."""
        return [field.name for field in self.opts.fields if field.name != "id"]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> Any:
        """Add the button; without fields to edit there is nothing to save."""
        row = kwargs.get("obj")
        context["tools"] = [] if row is None else self.tools(request, row)
        context |= {"show_save": False, "show_save_and_continue": False}
        return super().render_change_form(request, context, *args, **kwargs)

    def view_on_site(self, row: ReaderReport) -> str | None:
        """The page the reader was on."""
        return row.page or None

    @admin.display(description=_("Waits for an answer"), boolean=True)
    def wants_answer(self, row: ReaderReport) -> bool:
        """Whether the reader left an address."""
        return bool(row.reply_to)
