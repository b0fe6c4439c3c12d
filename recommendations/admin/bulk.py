"""Work on several rows of a list at once, after a page that says what will happen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _, ngettext

from ..actions.assessments import RefusedError
from .refusals import in_words
from .transitions import Step, Text

MOST = 500


class NothingAsked(forms.Form):
    """The confirmation alone."""


@dataclass(frozen=True)
class Bulk:
    """One kind of work on several rows.

    run: does it to one row. form: what is asked on the confirm page. permission: who
    is offered it; each row is checked again.
    """

    name: str
    label: Text
    about: Text
    run: Callable[[Step], None]
    permission: str
    form: type[forms.Form] = NothingAsked


class BulkAdmin(admin.ModelAdmin):
    """A list with work on several rows."""

    bulk: Sequence[Bulk] = ()

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Those of the list that this person may use."""
        found: dict[str, Any] = super().get_actions(request)
        for one in self.bulk:
            if request.user.has_perm(one.permission):
                found[one.name] = (self._action(one), one.name, one.label)
        return found

    def _action(self, bulk: Bulk) -> Callable[..., Any]:
        def act(desk: Any, request: HttpRequest, rows: Any) -> HttpResponse | None:
            return self.bulk_view(request, bulk, rows)

        return act

    def bulk_view(
        self, request: HttpRequest, bulk: Bulk, rows: Any
    ) -> HttpResponse | None:
        """Ask, then do it to each row; say how many and why others were refused."""
        found = list(rows[: MOST + 1])
        if len(found) > MOST:
            text = _("Choose at most %d rows at a time.") % MOST
            self.message_user(request, text, messages.ERROR)
            return None
        is_sent = "confirmed" in request.POST
        form = bulk.form(request.POST if is_sent else None)
        if is_sent and form.is_valid():
            self._do(request, bulk, found, form.cleaned_data)
            return None
        return self._ask(request, bulk, found, form)

    def _do(
        self, request: HttpRequest, bulk: Bulk, rows: list[Any], given: dict[str, Any]
    ) -> None:
        refusals = {row: self._one(request, bulk, row, given) for row in rows}
        for row, refusal in refusals.items():
            if refusal:
                self.message_user(request, f"{row}: {refusal}", messages.ERROR)
        done = sum(not refusal for refusal in refusals.values())
        text = ngettext("Done for %d row.", "Done for %d rows.", done) % done
        self.message_user(request, text)

    def _one(
        self, request: HttpRequest, bulk: Bulk, row: Any, given: dict[str, Any]
    ) -> str:
        """Why one row was refused; empty if it was done."""
        if not self.may_in_bulk(request, bulk, row):
            return _("You may not change this.")
        try:
            bulk.run(Step(row, request.user, timezone.now(), given=given))
        except (RefusedError, IntegrityError) as error:
            return in_words(error)
        self.log_change(request, row, str(bulk.label))
        return ""

    def may_in_bulk(self, request: HttpRequest, bulk: Bulk, row: Any) -> bool:
        """Whether this person may do it to this row."""
        return self.has_change_permission(request, row)

    def _ask(
        self, request: HttpRequest, bulk: Bulk, rows: list[Any], form: forms.Form
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": bulk.label,
            "opts": self.opts,
            "bulk": bulk,
            "rows": rows,
            "form": form,
            "checkbox": ACTION_CHECKBOX_NAME,
            "media": self.media,
            "back": request.get_full_path(),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/record/bulk.html", context)
