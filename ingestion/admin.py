"""Imports at the desk: the list of runs, their pages, and the profiles of sources."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path

from .desk import Desk, page
from .desk_forms import ProfileForm
from .models import ImportProfile, ImportRun


@admin.register(ImportRun)
class ImportRunAdmin(admin.ModelAdmin):
    """A run is made by an upload and kept; it has pages instead of a form."""

    list_display = (
        "file_name",
        "report",
        "state",
        "n_new",
        "n_changed",
        "n_unchanged",
        "n_refused",
        "created_by",
        "created_at",
        "committed_by",
    )
    list_filter = ("state", "report")
    list_select_related = ("report", "created_by", "committed_by")
    search_fields = ("file_name",)
    ordering = ("-id",)
    show_full_result_count = False

    def get_urls(self) -> list[Any]:
        """The pages of a run, before those of a form."""
        desk, view = Desk(self), self.admin_site.admin_view
        own = [
            path(
                f"<int:run_id>/{name}/",
                view(page_),
                name=f"ingestion_importrun_{name}",
            )
            for name, page_ in (
                ("columns", desk.columns),
                ("plan", desk.plan),
                ("decide", desk.decide),
                ("again", desk.again),
                ("write", desk.write),
                ("toml", desk.toml),
                ("profile", desk.keep_profile),
            )
        ]
        return [*own, *super().get_urls()]

    def add_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The upload."""
        return Desk(self).upload(request)

    def change_view(
        self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """The plan of a run stands where a form would."""
        run = self.get_object(request, object_id)
        if run is None:
            return super().change_view(request, object_id, *args, **kwargs)
        return HttpResponseRedirect(page(run))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never by a form."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Those who upload and those who confirm see the runs, too."""
        rights = ("view_importrun", "add_importrun", "commit_importrun")
        return any(request.user.has_perm(f"ingestion.{one}") for one in rights)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Never: a run says where rows of the record come from."""
        return False


@admin.register(ImportProfile)
class ImportProfileAdmin(admin.ModelAdmin):
    """The mapping of one source, as its file."""

    form = ProfileForm
    list_display = ("name", "changed_at")
    search_fields = ("name",)
