"""Settings, addresses and application of the baseline, in one module."""

from __future__ import annotations

from typing import Any

import django_filters
import django_tables2 as tables
from django.conf import settings as django_settings
from django.core.wsgi import get_wsgi_application
from django.db.models import Count
from django.urls import path
from django_filters.views import FilterView
from django_tables2.export.views import ExportMixin

django_settings.ROOT_URLCONF = "bench.baseline.site"
django_settings.MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
]
django_settings.DJANGO_TABLES2_TEMPLATE = "django_tables2/table.html"
django_settings.ALLOWED_HOSTS = ["127.0.0.1"]
django_settings.LOGGING = {}
django_settings.TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [django_settings.BASE_DIR / "bench" / "baseline" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request"]
        },
    }
]

application = get_wsgi_application()

from recommendations.models import (  # noqa: E402 - models load with the application
    Agency,
    Category,
    Recommendation,
    Report,
)


class RecommendationTable(tables.Table):
    """The columns of the site's list."""

    agencies = tables.Column(empty_values=(), orderable=False)

    class Meta:
        model = Recommendation
        fields = (
            "report",
            "reference",
            "title",
            "category",
            "current_status",
            "current_score",
            "current_response",
            "current_due_on",
            "issued_on",
        )

    def render_agencies(self, record: Recommendation) -> str:
        """Names of the agencies, from what was fetched before."""
        return ", ".join(str(row.agency) for row in record.responsibilities.all())


class RecommendationFilter(django_filters.FilterSet):
    """The filters of the site's list."""

    q = django_filters.CharFilter(field_name="title", lookup_expr="icontains")
    report = django_filters.ModelChoiceFilter(
        queryset=Report.objects.all(), to_field_name="slug"
    )
    category = django_filters.ModelChoiceFilter(
        queryset=Category.objects.order_by("title"), to_field_name="id"
    )
    agency = django_filters.ModelMultipleChoiceFilter(
        field_name="responsibilities__agency__slug",
        queryset=Agency.objects.all(),
        to_field_name="slug",
    )
    status = django_filters.MultipleChoiceFilter(
        field_name="current_status",
        choices=Recommendation._meta.get_field("current_status").choices,
    )

    class Meta:
        model = Recommendation
        fields: list[str] = []


class RecommendationListView(ExportMixin, tables.SingleTableMixin, FilterView):
    """Table, filter form, pages of 25 and ``_export=csv``."""

    table_class = RecommendationTable
    filterset_class = RecommendationFilter
    template_name = "list.html"
    paginate_by = 25
    queryset = Recommendation.objects.select_related(
        "report", "category"
    ).prefetch_related("responsibilities__agency")


class FacetedListView(RecommendationListView):
    """The same with how many of the rows have each status, category and agency."""

    facets = ("current_status", "category__title", "responsibilities__agency__name")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Count them with one query each, as the ORM does."""
        rows = self.object_list.order_by()
        counted = [
            rows.values_list(name).annotate(n=Count("pk", distinct=True))
            for name in self.facets
        ]
        return super().get_context_data(facets=counted, **kwargs)


urlpatterns = [
    path("recommendations/", RecommendationListView.as_view()),
    path("faceted/", FacetedListView.as_view()),
]
