"""Snapshots at the desk: taken for a report, then only read."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import quote
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy

from recommendations.actions.assessments import RefusedError
from recommendations.models import Report

from .actions import snapshots
from .models import Snapshot


class SnapshotForm(forms.Form):
    """The view to freeze."""

    as_of = forms.DateField(
        label=gettext_lazy("As of"),
        widget=AdminDateWidget,
        help_text=gettext_lazy("The day for which the scorecard holds."),
    )
    known_at = forms.DateField(
        label=gettext_lazy("Known at"),
        widget=AdminDateWidget,
        required=False,
        help_text=gettext_lazy(
            "Only what had been published by that day; empty for today."
        ),
    )


@admin.register(Snapshot)
class SnapshotAdmin(admin.ModelAdmin):
    """Frozen scorecards: never changed, never deleted."""

    list_display = ("report", "as_of", "known_at", "method_version", "made_at")
    list_filter = ("report", "method_version")
    list_select_related = ("report", "method_version")
    search_fields = ("report__title", "inputs_hash")
    date_hierarchy = "as_of"
    show_full_result_count = False
    fields = (
        "report",
        ("as_of", "known_at"),
        ("method_version", "code_version"),
        ("seed", "inputs_hash"),
        ("made_by", "made_at"),
    )

    def get_urls(self) -> list[Any]:
        """The page on which a snapshot is taken, linked from the report."""
        take = self.admin_site.admin_view(self.take_view)
        own = path("take/<int:report_id>/", take, name="scorecard_snapshot_take")
        return [own, *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only from a report, where its view is chosen."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never."""
        return False

    def take_view(self, request: HttpRequest, report_id: int) -> HttpResponse:
        """Ask for the view, freeze it, show the snapshot."""
        if not request.user.has_perm("scorecard.add_snapshot"):
            raise PermissionDenied
        report = get_object_or_404(Report, pk=report_id)
        today = {"as_of": timezone.now().date()}
        given = request.POST if request.method == "POST" else None
        form = SnapshotForm(given, initial=today)
        if request.method == "POST" and form.is_valid():
            try:
                return self._taken(request, report, form.cleaned_data)
            except RefusedError as error:
                form.add_error(None, str(error))
        return self._page(request, report, form)

    def _taken(
        self, request: HttpRequest, report: Report, view: dict[str, Any]
    ) -> HttpResponse:
        at = timezone.now()
        row = snapshots.take(report=report, by=request.user, at=at, **view)
        text = _("The snapshot is taken; it never changes.")
        self.message_user(request, text, messages.SUCCESS)
        address = reverse("admin:scorecard_snapshot_change", args=[quote(row.pk)])
        return HttpResponseRedirect(address)

    def _page(
        self, request: HttpRequest, report: Report, form: SnapshotForm
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": _("Take a snapshot"),
            "subtitle": str(report),
            "opts": self.opts,
            "form": form,
            "media": self.media + form.media,
            "back": reverse("admin:recommendations_report_change", args=[report.pk]),
        }
        return TemplateResponse(request, "admin/record/take_snapshot.html", context)
