"""Addresses of this app."""

from __future__ import annotations

from django.urls import path, re_path

from .feeds import changes_feed
from .status_report_views import status_report_file, status_report_schema
from .views import recommendations_file

app_name = "exports"
urlpatterns = [
    # The rows of the list as a file.
    re_path(
        r"^recommendations/export\.(?P<file_format>csv|xlsx|json)$",
        recommendations_file,
        name="recommendations",
    ),
    # What changed, for feed readers.
    path("changes/feed.atom", changes_feed, name="changes_feed"),
    # The status report of a report.
    path(
        "reports/<slug:slug>/status-report.<str:extension>",
        status_report_file,
        name="status_report",
    ),
    path(
        "data/status-report.schema.json",
        status_report_schema,
        name="status_report_schema",
    ),
]
