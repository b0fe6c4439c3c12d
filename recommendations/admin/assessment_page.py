"""The page of one assessment: asks beside their evidence, preview, conflict."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..choices import AskStatus
from ..desk.typed_texts import typed_texts
from ..models import Assessment
from ..rules import may_edit
from .assessment_forms import CONFLICT, PREVIEW
from .assessment_review import Review, review
from .assessment_steps import JudgementInline, initial_steps


@dataclass(frozen=True)
class Difference:
    """One field on which what is saved and what is typed differ."""

    label: str
    theirs: str
    yours: str


class AssessmentPage(ModelAdmin):
    """Adds to the form what a person needs in order to judge."""

    change_form_template = "admin/record/assessment_form.html"

    def get_formset_kwargs(
        self, request: HttpRequest, obj: Any, inline: Any, prefix: str
    ) -> Any:
        """Begin the forms of asks that came later than the draft."""
        found = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, JudgementInline):
            found["initial"] = initial_steps(obj)
        return found

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """The form; who writes on a draft that was handed on gets the text back."""
        if request.method == "POST" and object_id is not None:
            row = self.get_object(request, unquote(object_id))
            if row is not None and not may_edit(row.state):
                return self._too_late(request, row)
        return super().changeform_view(request, object_id, form_url, extra_context)

    def _too_late(self, request: HttpRequest, row: Assessment) -> TemplateResponse:
        if not ModelAdmin.has_change_permission(self, request, row):
            raise PermissionDenied
        refusal = _("This assessment is %s by now and can't be edited.")
        context = {
            **self.admin_site.each_context(request),
            "title": _("Too late"),
            "subtitle": str(row),
            "opts": self.opts,
            "media": self.media,
            "refusal": refusal % row.get_state_display(),
            "texts": typed_texts(request.POST),
            "back": request.path,
            "back_words": _("Go back to the assessment"),
        }
        page = "admin/record/too_late.html"
        return TemplateResponse(request, page, context, status=409)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any | None = None,
    ) -> HttpResponse:
        """Add the review, the definitions and, where two people met, both texts."""
        context["is_editable"] = self.has_change_permission(request, obj)
        context["asked"] = _asked(obj) if obj is not None else []
        if context["inline_admin_formsets"] and obj is not None:
            form = context["adminform"].form
            steps = context["inline_admin_formsets"][0].formset
            found = review_of(obj, form, steps)
            for one in steps.forms:
                one.review = found.of(_ask_id(one))
            context |= {
                "preview": found.preview,
                "definitions": [(step.label, step.definition) for step in AskStatus],
                "is_preview": form.has_error("__all__", PREVIEW),
            }
            if form.has_error("__all__", CONFLICT):
                context["conflict"] = differences([form, *steps.forms])
                context["conflict_by"] = _last_editor(obj)
            if only_a_preview(context["is_preview"], form, steps):
                context["errors"] = []
        return super().render_change_form(request, context, add, change, form_url, obj)


def _asked(row: Assessment) -> Any:
    """The agencies that were asked about it, and what came of each request."""
    return row.reply_requests.select_related("agency").order_by("asked_at", "pk")


def review_of(row: Assessment, form: Any, steps: Any) -> Review:
    """The review of what stands in the forms, typed or saved."""
    return review(
        row,
        steps={_ask_id(one): _value(one, "status", row) for one in steps.forms},
        chosen=_chosen(form, row),
        effective_on=_day(form, row),
        today=timezone.now().astimezone(UTC).date(),
    )


def _ask_id(form: Any) -> int:
    return int(form.instance.ask_id or form.initial.get("ask") or 0)


def _value(form: Any, name: str, row: Assessment) -> str:
    """A step as typed, as saved where it is only read, or unknown."""
    typed = form[name].value() if name in form.fields else form.instance.status
    return typed if typed in AskStatus.values else AskStatus.NOT_ASSESSED.value


def _chosen(form: Any, row: Assessment) -> list[int]:
    if "evidence" not in form.fields:
        return list(row.evidence.values_list("pk", flat=True))
    values = form["evidence"].value() or []
    return [int(getattr(value, "pk", value)) for value in values if _is_id(value)]


def _is_id(value: Any) -> bool:
    return str(getattr(value, "pk", value)).isdecimal()


def _day(form: Any, row: Assessment) -> date:
    """The as-of day as typed, if it is a day."""
    saved: date = form.initial.get("effective_on") or row.effective_on
    if "effective_on" not in form.fields:
        return row.effective_on
    try:
        typed: date | None = form.fields["effective_on"].clean(
            form["effective_on"].value()
        )
    except ValidationError:
        return saved
    return typed or saved


def only_a_preview(is_preview: bool, form: Any, steps: Any) -> bool:
    """Whether the look ahead is all there is to say, and no mistake."""
    others = [name for name in form.errors if name != "__all__"]
    return bool(
        is_preview
        and not others
        and len(form.non_field_errors()) == 1
        and not any(steps.errors)
    )


def differences(forms: Iterable[Any]) -> list[Difference]:
    """Every field on which a form differs from what is saved."""
    return [
        Difference(
            label=_label(form, name),
            theirs=_shown(form, name, form.initial.get(name)),
            yours=_shown(form, name, form[name].value()),
        )
        for form in forms
        for name in form.changed_data
        if name != "seen_revision"
    ]


def _label(form: Any, name: str) -> str:
    label = str(form.fields[name].label)
    ask = getattr(getattr(form, "review", None), "ask", None)
    return f"({ask.code}) {label}" if ask else label


def _shown(form: Any, name: str, value: Any) -> str:
    """A value as a person reads it; choices by their labels."""
    values = value if isinstance(value, list | tuple) else [value]
    choices = getattr(form.fields[name], "choices", None) or ()
    labels = {str(getattr(code, "value", code)): str(text) for code, text in choices}
    texts = [str(getattr(one, "pk", one) if one is not None else "") for one in values]
    return "; ".join(labels.get(text, text) for text in texts) or _("(empty)")


def _last_editor(row: Assessment) -> Any:
    latest = row.history.select_related("history_user").first()
    return latest.history_user if latest else None
