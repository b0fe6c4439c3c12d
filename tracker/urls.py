"""Root addresses: public pages in both languages, the desk, health."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from django.views.generic import TemplateView

from .gallery import ComponentsView
from .health import healthz, readyz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    *i18n_patterns(
        path("admin/", admin.site.urls),
        path("components/", ComponentsView.as_view(), name="components"),
        path(
            "accessibility/",
            TemplateView.as_view(template_name="pages/accessibility.html"),
            name="accessibility",
        ),
        path("", include("following.urls")),
        path("api/v1/", include("api.urls")),
        path("", include("exports.urls")),
        path("", include("scorecard.urls")),
        path("", include("recommendations.urls")),
        prefix_default_language=False,
    ),
]
