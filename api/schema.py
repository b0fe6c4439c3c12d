"""One operation of the API as OpenAPI describes it, made from the datasets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from drf_spectacular.openapi import AutoSchema

from . import parameters
from .values import row_schema

if TYPE_CHECKING:
    from .resources import Resource

Plain = dict[str, Any]
JSON = "application/json"
PROBLEM = "application/problem+json"


class ResourceSchema(AutoSchema):
    """Describes a view by the resource it serves."""

    def get_operation(self, *args: Any, **kwargs: Any) -> Plain | None:
        """The operation on this path."""
        view: Any = self.view
        if not hasattr(view, "resource"):
            return index_operation()
        made = list_operation if view.is_list else one
        return made(view.resource)


def index_operation() -> Plain:
    """What there is."""
    return {
        "operationId": "index",
        "summary": _("What there is, with addresses."),
        "tags": ["index"],
        "responses": _responses(ref("Index")),
    }


def list_operation(resource: Resource) -> Plain:
    """A list with its filters."""
    return {
        "operationId": f"list_{resource.name}",
        "summary": str(resource.dataset.about),
        "description": str(resource.order),
        "tags": [resource.name],
        "parameters": parameters.of_list(resource),
        "responses": _responses(ref(f"{component(resource)}_page"), link=True),
    }


def one(resource: Resource) -> Plain:
    """A single row by its names."""
    name = f"{component(resource)}_whole" if is_wider(resource) else component(resource)
    return {
        "operationId": f"get_{resource.name}",
        "summary": _("One row: %s") % resource.dataset.about,
        "tags": [resource.name],
        "parameters": parameters.of_one(resource),
        "responses": _responses(ref(name)),
    }


def is_wider(resource: Resource) -> bool:
    """Whether a single row holds more than its columns."""
    return resource.name == "snapshots"


def component(resource: Resource) -> str:
    """The name under which a row of the resource is described."""
    return f"{resource.name}_row"


def ref(name: str) -> Plain:
    """A reference to a schema of the document."""
    return {"$ref": f"#/components/schemas/{name}"}


def components(resources: Sequence[Resource]) -> Mapping[str, Plain]:
    """Every schema that operations refer to."""
    found: dict[str, Plain] = {"Index": INDEX, "Problem": _problem()}
    for resource in resources:
        row = dict(row_schema(resource.dataset.columns, resource.dataset.key))
        row["description"] = str(resource.dataset.about)
        found[component(resource)] = row
        found[f"{component(resource)}_page"] = _page(resource)
        if is_wider(resource):
            frozen = {name: {"type": "object"} for name in ("inputs", "outputs")}
            wider = row | {"properties": row["properties"] | frozen}
            found[f"{component(resource)}_whole"] = wider
    return found


def _page(resource: Resource) -> Plain:
    day = {"type": "string", "format": "date"}
    return {
        "type": "object",
        "required": ["as_of", "known_at", "method", "license", "results", "next"],
        "additionalProperties": False,
        "properties": {
            "as_of": day | {"description": _("The day the rows are true for.")},
            "known_at": day
            | {"description": _("Only what had been published by then is counted.")},
            "method": {
                "type": "string",
                "description": _("Version of the scoring method."),
            },
            "license": {"type": "string", "const": "CC-BY-4.0"},
            "results": {"type": "array", "items": ref(component(resource))},
            "next": {
                "type": ["string", "null"],
                "description": _("Address of the next page; null at the end."),
            },
        },
    }


INDEX: Plain = {
    "type": "object",
    "required": ["name", "license", "lists", "openapi", "docs"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string"},
        "license": {"type": "string"},
        "lists": {"type": "object", "additionalProperties": {"type": "string"}},
        "openapi": {"type": "string"},
        "docs": {"type": "string"},
    },
}


def _problem() -> Plain:
    text = {"type": "string"}
    return {
        "type": "object",
        "description": _("What was wrong, as RFC 9457 has it."),
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": text,
            "title": text,
            "status": {"type": "integer"},
            "detail": text,
            "errors": {
                "type": "array",
                "items": {
                    "type": "object",
                    "required": ["field", "value", "message"],
                    "properties": {"field": text, "value": text, "message": text},
                },
            },
        },
    }


def _responses(content: Plain, link: bool = False) -> Plain:
    good = {
        "description": _("As asked for."),
        "headers": _headers(link),
        "content": {JSON: {"schema": content}},
    }
    refusals = {
        "400": _("A parameter was not understood; the field is named."),
        "404": _("There is nothing of that name in this view."),
        "405": _("Only GET, HEAD and OPTIONS are answered."),
        "406": _("Only JSON is given."),
        "429": _("Too many requests; Retry-After says how long to wait."),
    }
    return {
        "200": good,
        "304": {"description": _("The copy with this ETag is still right.")},
        **{
            status: {
                "description": words,
                "content": {PROBLEM: {"schema": ref("Problem")}},
            }
            for status, words in refusals.items()
        },
    }


def _headers(link: bool) -> Plain:
    text = {"type": "string"}
    headers = {
        "RateLimit-Policy": _("How many requests a machine may send in how long."),
        "RateLimit": _("How many are left, and after how many seconds they are full."),
    }
    if link:
        headers["Link"] = _("The next page, rel=next.")
    return {
        name: {"description": words, "schema": text} for name, words in headers.items()
    }
