"""Addresses of the list of recommendations and of each one."""

from __future__ import annotations

from django.urls import path, register_converter

from .converters import ReferenceConverter
from .views import RecommendationListView, RecommendationView

register_converter(ReferenceConverter, "reference")

app_name = "recommendations"
urlpatterns = [
    path("recommendations/", RecommendationListView.as_view(), name="list"),
    path(
        "reports/<slug:report>/<reference:reference>/",
        RecommendationView.as_view(),
        name="recommendation",
    ),
]
