"""Wires the addresses of all apps."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from .gallery import ComponentsView

urlpatterns = [
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("components/", ComponentsView.as_view(), name="components"),
        path("", include("scorecard.urls")),
        path("", include("exports.urls")),
        path("", include("recommendations.urls")),
        prefix_default_language=False,
    ),
]
