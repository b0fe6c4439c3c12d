"""Addresses of this app."""

from __future__ import annotations

from django.urls import path, re_path

from recommendations import urls as record_urls  # registers how references stand

from . import citation_views, embeds, site_files
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
assert record_urls.app_name
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
    # For other people's pages.
    path("reports/<slug:report>/badge.svg", embeds.report_badge, name="report_badge"),
    path(
        "reports/<slug:report>/<reference:reference>/badge.svg",
        embeds.badge,
        name="badge",
    ),
    path("embed/reports/<slug:report>/", embeds.report_frame, name="report_frame"),
    path(
        "embed/reports/<slug:report>/<reference:reference>/",
        embeds.recommendation_frame,
        name="recommendation_frame",
    ),
    path("reports/<slug:report>/share.png", embeds.report_image, name="report_image"),
    path(
        "reports/<slug:report>/<reference:reference>/share.png",
        embeds.recommendation_image,
        name="recommendation_image",
    ),
    # How to cite.
    path("cite/reports/<slug:report>/", citation_views.cite_page, name="cite_report"),
    path(
        "cite/reports/<slug:report>/<reference:reference>/",
        citation_views.cite_page,
        name="cite_recommendation",
    ),
    path(
        "cite/snapshots/<int:snapshot>/",
        citation_views.cite_page,
        name="cite_snapshot",
    ),
    path(
        "cite/reports/<slug:report>/cite.<str:extension>",
        citation_views.cite_file,
        name="cite_report_file",
    ),
    path(
        "cite/reports/<slug:report>/<reference:reference>/cite.<str:extension>",
        citation_views.cite_file,
        name="cite_recommendation_file",
    ),
    path(
        "cite/snapshots/<int:snapshot>/cite.<str:extension>",
        citation_views.cite_file,
        name="cite_snapshot_file",
    ),
    # What machines look for.
    path("data.json", site_files.data_json, name="data_json"),
    path("robots.txt", site_files.robots, name="robots"),
    path("sitemap.xml", site_files.sitemap, name="sitemap"),
    path("sitemap-pages.xml", site_files.sitemap_pages, name="sitemap_pages"),
    path(
        "sitemap-recommendations-<int:number>.xml",
        site_files.sitemap_recommendations,
        name="sitemap_recommendations",
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
