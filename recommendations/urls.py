"""Addresses of the list of recommendations, of each one, and of reporting mistakes."""

from __future__ import annotations

from django.urls import path, register_converter
from django.views.generic import RedirectView, TemplateView

from .converters import ReferenceConverter
from .reader_report_views import ReportErrorView
from .views import RecommendationListView, RecommendationView

register_converter(ReferenceConverter, "reference")

app_name = "recommendations"
urlpatterns = [
    path("recommendations/", RecommendationListView.as_view(), name="list"),
    path(
        "search/",
        RedirectView.as_view(pattern_name="recommendations:list", query_string=True),
        name="search",
    ),
    path(
        "reports/<slug:report>/<reference:reference>/",
        RecommendationView.as_view(),
        name="recommendation",
    ),
    path("report-an-error/", ReportErrorView.as_view(), name="report_error"),
    path(
        "report-an-error/thanks/",
        TemplateView.as_view(template_name="recommendations/error_reported.html"),
        name="error_reported",
    ),
]
