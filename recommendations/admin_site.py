"""The editors' desk as a whole: its name, and the order of the work on its index."""

from __future__ import annotations

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

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


class FollowthroughAdminSite(AdminSite):
    """Lists the models in the order of the work, not of the alphabet."""

    site_title = _("Followthrough")
    site_header = _("Followthrough: the editors' desk")
    enable_nav_sidebar = True

    def get_app_list(
        self, request: HttpRequest, app_label: str | None = None
    ) -> list[Any]:
        """Apps and models in the order of the work; unknown ones last."""
        apps = super().get_app_list(request, app_label)
        apps.sort(key=lambda app: (_place(APPS, app["app_label"]), app["name"]))
        for app in apps:
            app["models"].sort(
                key=lambda row: (_place(MODELS, row["object_name"]), row["name"])
            )
        return apps


def _place(order: list[str], name: str) -> int:
    return order.index(name) if name in order else len(order)
