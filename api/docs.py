"""The documentation of the API as a page of the site, written from the resources."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from recommendations.models import Recommendation

from . import parameters, problems, questions
from .resources import RESOURCES, Resource

REFUSALS = (400, 404, 405, 406, 429)


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Every list with its parameters, columns and an example to follow."""
    shown = example_names()
    return render(
        request,
        "api/docs.html",
        {
            "base": settings.SITE_URL.rstrip("/") + reverse("api:index"),
            "lists": [described(resource, shown) for resource in RESOURCES],
            "common": [
                (name, parameters.meaning(name))
                for name in (*questions.VIEW, *questions.PAGING)
            ],
            "refusals": [(code, problems.title(code)) for code in REFUSALS],
            "rate": settings.API_RATE_LIMIT,
            "most": questions.MOST_PER_PAGE,
            "per_page": questions.PER_PAGE,
        },
    )


def example_names() -> dict[str, str]:
    """A report and a reference that are on record, for the examples."""
    rows = Recommendation.objects.public().order_by("pk")
    found = rows.values_list("report__slug", "reference").first()
    report, reference = found or ("report", "1")
    return {"report": report, "reference": reference}


def example(resource: Resource, names: dict[str, str]) -> str:
    """An address that shows the list at its best."""
    query = resource.example.format(**names)
    return f"{reverse(f'api:{resource.name}')}?{query}"


def described(resource: Resource, names: dict[str, str]) -> dict[str, Any]:
    """What the page prints of one list."""
    dataset = resource.dataset
    single = "/".join(f"{{{name}}}" for name in resource.detail)
    return {
        "name": resource.name,
        "title": dataset.title,
        "about": dataset.about,
        "order": resource.order,
        "address": reverse(f"api:{resource.name}"),
        "single": f"{reverse(f'api:{resource.name}')}{single}/" if single else "",
        "example": example(resource, names),
        "parameters": [
            (name, parameters.meaning(name)) for name in resource.parameters
        ],
        "columns": dataset.columns,
    }
