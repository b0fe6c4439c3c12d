"""Addresses of this app; the names are promises to templates and feeds."""

from __future__ import annotations

from django.urls import path

from .views.indicators import IndicatorsView, IndicatorView

app_name = "scorecard"
urlpatterns = [
    # Home, reports and agencies.
    # Indicators.
    path("indicators/", IndicatorsView.as_view(), name="indicators"),
    path("indicators/<slug:indicator>/", IndicatorView.as_view(), name="indicator"),
]
