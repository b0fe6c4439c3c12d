"""Addresses of this app; the names are promises to templates and feeds."""

from __future__ import annotations

from django.urls import path

from .views.changes import ChangesView
from .views.corrections import CorrectionsView
from .views.indicators import IndicatorsView, IndicatorView

app_name = "scorecard"
urlpatterns = [
    # Home, reports and agencies.
    # Indicators.
    path("indicators/", IndicatorsView.as_view(), name="indicators"),
    path("indicators/<slug:indicator>/", IndicatorView.as_view(), name="indicator"),
    # What moved, and what was wrong.
    path("changes/", ChangesView.as_view(), name="changes"),
    path("corrections/", CorrectionsView.as_view(), name="corrections"),
]
