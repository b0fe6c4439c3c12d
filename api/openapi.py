"""The whole description in OpenAPI 3.1."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.generators import SchemaGenerator

from . import parameters, schema
from .resources import RESOURCES


def document() -> dict[str, Any]:
    """The description, in the active language and with today's codes."""
    made: dict[str, Any] = SchemaGenerator(urlconf="api.urls").get_schema(public=True)
    made["info"] = {
        "title": parameters.title(),
        "version": "1.0.0",
        "summary": _("What became of the recommendations of public reports."),
        "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
    }
    made["servers"] = [
        {"url": "/", "description": _("Labels in English")},
        {"url": "/es", "description": _("Labels in Spanish")},
    ]
    made["components"] = {"schemas": schema.components(RESOURCES)}
    return made
