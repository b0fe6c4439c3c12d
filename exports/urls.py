"""Addresses of this app."""

from __future__ import annotations

from django.urls import path, re_path

from .datasets import BY_NAME
from .feeds import changes_feed
from .status_report_views import status_report_file, status_report_schema
from .views import (
    DataView,
    dataset_file,
    dataset_schema,
    package_file,
    recommendations_file,
)

DATASET = f"(?P<name>{'|'.join(BY_NAME)})"

app_name = "exports"
urlpatterns = [
    # The rows of the list as a file.
    re_path(
        r"^recommendations/export\.(?P<file_format>csv|xlsx|json)$",
        recommendations_file,
        name="recommendations",
    ),
    # The record as files.
    path("data/", DataView.as_view(), name="data"),
    path("data/package.zip", package_file, name="package"),
    re_path(rf"^data/{DATASET}\.schema\.json$", dataset_schema, name="schema"),
    re_path(
        rf"^data/{DATASET}\.(?P<file_format>csv|json|xlsx)$",
        dataset_file,
        name="dataset",
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
