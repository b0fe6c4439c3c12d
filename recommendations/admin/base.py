"""What every admin of the record shares: one transaction, refusals in words, history.

Saving hands the form to an action, which also remakes the standings that depend on
the row and raises the record version. What is public is never deleted here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.db import DataError, IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..actions import record
from ..actions.assessments import RefusedError
from ..desk.saved_filters import SavedFiltersAdmin
from ..desk.work import work_on
from .bulk import BulkAdmin
from .forms import FORM_FIELDS, RecordForm
from .history import HistoryAdmin
from .long_lists import LongListAdmin
from .refusals import in_words
from .scope import ScopedAdmin, agencies_of
from .transitions import TransitionAdmin
from .work_filter import WorkFilter


@dataclass(frozen=True)
class Saving:
    """One save of a form: the row, who saves, when, and what writes it."""

    row: Any
    form: Any
    is_new: bool
    by: Any
    at: datetime
    write: Callable[[], None]


class RecordAdmin(
    ScopedAdmin,
    SavedFiltersAdmin,
    BulkAdmin,
    TransitionAdmin,
    LongListAdmin,
    HistoryAdmin,
):
    """An admin of the record; ``store`` is where a subclass names its action."""

    form = RecordForm
    formfield_overrides = FORM_FIELDS
    change_form_template = "admin/record/change_form.html"

    class Media:
        css = {"all": ["css/desk.css"]}

    def get_list_filter(self, request: HttpRequest) -> Any:
        """What waits comes first, where something can wait."""
        found = super().get_list_filter(request)
        return [WorkFilter, *found] if work_on(self.model) else found

    def affected(self, row: Any) -> list[int]:
        """Ids of recommendations whose standing an edit of this row may move."""
        return []

    def is_public(self, row: Any) -> bool:
        """Whether readers see the row, so that it is kept."""
        return getattr(row, "published_at", None) is not None

    def store(self, saving: Saving) -> None:
        """Write the row and what hangs on it, as one edit of the record."""
        known = [] if saving.is_new else self.affected(saving.row)
        record.edit(
            recommendations=known,
            at=saving.at,
            save=saving.write,
            about=saving.row,
            is_seen=lambda: is_seen(saving.row),
        )

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        """Delete what readers never saw, or what no row of theirs names."""
        record.edit(
            recommendations=[],
            at=timezone.now(),
            save=lambda: HistoryAdmin.delete_model(self, request, obj),
            is_seen=lambda: is_seen(obj),
        )

    def save_model(
        self, request: HttpRequest, obj: Any, form: Any, change: Any
    ) -> None:
        """Nothing yet: the row is written with its inlines, in ``save_related``."""

    def save_related(
        self, request: HttpRequest, form: Any, formsets: Any, change: bool
    ) -> None:
        """Hand the row and its inlines to the action that writes them."""

        def write() -> None:
            HistoryAdmin.save_model(self, request, form.instance, form, change)
            HistoryAdmin.save_related(self, request, form, formsets, change)

        self.store(
            Saving(
                row=form.instance,
                form=form,
                is_new=not change,
                by=request.user,
                at=timezone.now(),
                write=write,
            )
        )

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """The form; a refusal of the record shows it again with what was typed."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (RefusedError, IntegrityError, DataError) as error:
            request.refusal = in_words(error)  # type: ignore[attr-defined]
            return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        """The form's class, with the refusal to show, if there is one."""
        form = super().get_form(request, obj, change, **kwargs)
        form.refusal = getattr(request, "refusal", "")  # type: ignore[attr-defined]
        return form

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any | None = None,
    ) -> HttpResponse:
        """Add the buttons of the row."""
        context["tools"] = [] if obj is None else self.tools(request, obj)
        context["hides_history"] = agencies_of(request.user) is not None
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_post_save_add(
        self, request: HttpRequest, obj: Any
    ) -> HttpResponseRedirect:
        """A new row with buttons is shown, since they are the way on."""
        tools = self.tools(request, obj)
        if not tools:
            return super().response_post_save_add(request, obj)
        if getattr(obj, "published_at", obj) is None:
            self.message_user(request, not_public_yet(), messages.INFO)
        return HttpResponseRedirect(self.change_address(obj))

    def view_on_site(self, row: Any) -> str | None:
        """The public page of a public row."""
        has_page = hasattr(row, "get_absolute_url") and self.is_public(row)
        return row.get_absolute_url() if has_page else None

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never for what is public."""
        if obj is not None and self.is_public(obj):
            return False
        return super().has_delete_permission(request, obj)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """No deletion in bulk: rows of record are refused one by one, with a reason."""
        found = super().get_actions(request)
        found.pop("delete_selected", None)
        return found

    def delete_view(
        self,
        request: HttpRequest,
        object_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Say why, where the row is public."""
        row = self.get_object(request, unquote(object_id))
        if row is None or not self.is_public(row):
            return super().delete_view(request, object_id, extra_context)
        self.message_user(request, kept_because_public(), messages.ERROR)
        return HttpResponseRedirect(self.change_address(row))

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        """History is read, not replayed: a change back is an edit like any other."""
        return True

    def history_form_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The list of changes says all; there is no form of an old version."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_history"
        return HttpResponseRedirect(reverse(name, args=[object_id]))


def is_seen(row: Any) -> bool:
    """Whether readers may see the row, now or through rows that name it."""
    return not hasattr(row, "published_at") or row.published_at is not None


def not_public_yet() -> str:
    """What saving did not do."""
    return _("It is not public yet. What can be done with it next stands above it.")


def kept_because_public() -> str:
    """Why a public row is not deleted, and what to do instead."""
    return _(
        "This is public and stays on record. Correct it in the open: edit it, withdraw"
        " it with a reason, or add a correction."
    )


class RecordInline(admin.options.InlineModelAdmin):
    """Rows inside a form of the record."""

    form = RecordForm
    formfield_overrides = FORM_FIELDS
    extra = 0

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Rows of a public parent stay: readers may have cited them."""
        if getattr(obj, "published_at", None) is not None:
            return False
        return super().has_delete_permission(request, obj)


class StackedRecords(RecordInline, admin.StackedInline):
    """Inline rows under one another."""


class TabularRecords(RecordInline, admin.TabularInline):
    """Inline rows as a table."""


class ReadOnlyAdmin(ScopedAdmin, LongListAdmin):
    """Rows that the actions write and people only read."""

    formfield_overrides = FORM_FIELDS

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Never by hand."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never by hand."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False
