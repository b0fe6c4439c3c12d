"""Addresses of the API, version 1; what is promised of them stands in docs/api.md."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, path, re_path

from recommendations import urls as record_urls  # registers how references stand

from .docs import docs
from .resources import RESOURCES, Resource
from .views import IndexView, NothingView, OpenAPIView, ResourceView

app_name = "api"
assert record_urls.app_name

CONVERTERS = {
    "reference": "reference:reference",
    "category": "reference:category",
    "snapshot": "int:snapshot",
}


def addresses(resource: Resource) -> Iterator[URLPattern]:
    """The list of a resource, and its single rows where they have an address."""
    yield path(
        f"{resource.name}/",
        ResourceView.as_view(resource=resource),
        name=resource.name,
    )
    if resource.detail:
        names = (CONVERTERS.get(name, f"slug:{name}") for name in resource.detail)
        yield path(
            f"{resource.name}/{'/'.join(f'<{name}>' for name in names)}/",
            ResourceView.as_view(resource=resource, is_list=False),
            name=f"{resource.name}_row",
        )


urlpatterns = [
    path("", IndexView.as_view(), name="index"),
    path("openapi.json", OpenAPIView.as_view(), name="openapi"),
    path("docs/", docs, name="docs"),
    *(pattern for resource in RESOURCES for pattern in addresses(resource)),
    re_path(r"^(?P<rest>(?s:.*))\Z", NothingView.as_view(), name="nothing"),
]
