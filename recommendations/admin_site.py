"""The editors' desk as a whole: its name, and the order of the work on its index."""

from __future__ import annotations

from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_protect

from .desk import saved_filters
from .desk.first_page import desk_page
from .desk.second_factor import (
    SignInForm,
    is_let_in,
    must_set_up,
    second_factor_view,
)
from .desk.sessions import sessions_view
from .desk.typed_texts import typed_texts

APPS = ["recommendations", "ingestion", "scorecard", "auth"]
MODELS = [
    "Report",
    "Category",
    "Recommendation",
    "Evidence",
    "Assessment",
    "SecondReading",
    "ReplyRequest",
    "Response",
    "DueDate",
    "Indicator",
    "UnmeasuredMetric",
    "Correction",
    "ReaderReport",
    "Agency",
    "MethodVersion",
    "StatusChange",
    "Standing",
    "Snapshot",
    "User",
    "Group",
]


NAMES = {
    "axes": _("Attempts to sign in"),
    "django_tasks_database": _("Work in the background"),
}
"""What editors call apps that others have named for programmers."""
NOUNS = {
    "AccessAttempt": _("Wrong passwords, counted"),
    "AccessFailureLog": _("Wrong passwords, one by one"),
    "AccessLog": _("Sign-ins"),
    "DBTaskResult": _("Tasks"),
}
"""The same for their rows."""


class FollowthroughAdminSite(AdminSite):
    """Lists the models in the order of the work, not of the alphabet."""

    site_title = _("Followthrough")
    site_header = _("Followthrough: the editors' desk")
    enable_nav_sidebar = True
    login_form = SignInForm

    def has_permission(self, request: HttpRequest) -> bool:
        """Staff who have given every factor they have set up."""
        return super().has_permission(request) and is_let_in(request.user)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Whoever was signed out while writing gets the text back, not a bare form.

        Where a second factor is wanted, setting it up comes first.
        """
        inner = super().admin_view(view, cacheable)

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if request.method == "POST" and not request.user.is_authenticated:
                return self._signed_out(request)
            if must_set_up(request):
                return HttpResponseRedirect(reverse("admin:second_factor"))
            return inner(request, *args, **kwargs)

        return update_wrapper(csrf_protect(guarded), view)

    def _signed_out(self, request: HttpRequest) -> HttpResponse:
        """What was typed, to copy; nothing is saved. Without texts, just sign in."""
        texts = typed_texts(request.POST)
        if not texts:
            return redirect_to_login(request.path, reverse("admin:login"))
        context = {
            **self.each_context(request),
            "title": _("You were signed out"),
            "refusal": _("You were signed out before this was sent."),
            "texts": texts,
            "back": f"{reverse('admin:login')}?{urlencode({'next': request.path})}",
            "back_words": _("Sign in again"),
        }
        page = "admin/record/too_late.html"
        return TemplateResponse(request, page, context, status=401)

    def get_urls(self) -> list[Any]:
        """The desk's own pages, before those of the nouns."""
        own: list[tuple[str, Any, str]] = [
            ("second-factor/", second_factor_view, "second_factor"),
            ("sessions/", sessions_view, "sessions"),
            ("filters/keep/", saved_filters.keep, "saved_filter_keep"),
            ("filters/<int:pk>/forget/", saved_filters.forget, "saved_filter_forget"),
        ]
        pages = [path(at, self.admin_view(view), name=name) for at, view, name in own]
        return [*pages, *super().get_urls()]

    @method_decorator(never_cache)
    def logout(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """Sign out, and have the browser forget what it was shown."""
        response = super().logout(request, extra_context)
        response["Clear-Site-Data"] = '"cache"'
        return response

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        """What waits for this person comes first."""
        found = desk_page(request, lambda model: self._rows(request, model))
        return super().index(request, {**found, **(extra_context or {})})

    def _rows(self, request: HttpRequest, model: Any) -> Any:
        """The rows of a noun that this person may see."""
        return self._registry[model].get_queryset(request)

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[Any]:
        """Apps and models in the order of the work; unknown ones last."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["name"] = NAMES.get(app["app_label"], app["name"])
        apps.sort(key=lambda app: (_place(APPS, app["app_label"]), app["name"]))
        for app in apps:
            for row in app["models"]:
                row["name"] = NOUNS.get(row["object_name"], row["name"])
            app["models"].sort(
                key=lambda row: (_place(MODELS, row["object_name"]), row["name"])
            )
        return apps


def _place(order: list[str], name: str) -> int:
    return order.index(name) if name in order else len(order)
