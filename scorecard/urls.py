"""Addresses of this app; the names are promises to templates and feeds."""

from __future__ import annotations

from django.urls import path

from .views.agencies import AgenciesView, AgencyView
from .views.changes import ChangesView
from .views.compare import CompareView
from .views.corrections import CorrectionsView
from .views.indicators import IndicatorsView, IndicatorView
from .views.methodology import MethodologyVersionView, MethodologyView
from .views.reports import HomeView, ReportView
from .views.snapshots import SnapshotView, snapshot_file

app_name = "scorecard"
urlpatterns = [
    # Home, reports and agencies.
    path("", HomeView.as_view(), name="home"),
    path("reports/<slug:report>/", ReportView.as_view(), name="report"),
    path("agencies/", AgenciesView.as_view(), name="agencies"),
    path("agencies/<slug:agency>/", AgencyView.as_view(), name="agency"),
    # Indicators.
    path("indicators/", IndicatorsView.as_view(), name="indicators"),
    path("indicators/<slug:indicator>/", IndicatorView.as_view(), name="indicator"),
    # What moved, and what was wrong.
    path("changes/", ChangesView.as_view(), name="changes"),
    path("corrections/", CorrectionsView.as_view(), name="corrections"),
    path("compare/", CompareView.as_view(), name="compare"),
    # How it is made.
    path("methodology/", MethodologyView.as_view(), name="methodology"),
    path(
        "methodology/<str:version>/",
        MethodologyVersionView.as_view(),
        name="methodology_version",
    ),
    # Frozen scorecards.
    path("snapshots/<int:pk>/", SnapshotView.as_view(), name="snapshot"),
    path("snapshots/<int:pk>/snapshot.json", snapshot_file, name="snapshot_file"),
]
