"""What describes files to programs: Data Package 2.0, CSV on the Web, JSON Schema."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from .datasets import Column, Dataset, Scope
from .extract import DATA_LICENCE, DATA_LICENCE_NAME, DATA_LICENCE_URL
from .writers.json_file import UNKNOWN

PROFILES = "https://datapackage.org/profiles/2.0"
JSON_SCHEMA = "https://json-schema.org/draft/2020-12/schema"
PARTIAL_DATE = r"^\d{4}(-\d\d(-\d\d)?)?$"

FRICTIONLESS: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "code": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean", "trueValues": ["true"], "falseValues": ["false"]},
    "date": {"type": "date"},
    "partial_date": {"type": "string", "constraints": {"pattern": PARTIAL_DATE}},
    "period": {"type": "string"},
    "timestamp": {"type": "datetime"},
    "list": {"type": "string"},
    "address": {"type": "string"},
}
CSVW = {
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "date": "date",
    "timestamp": "dateTime",
}
IN_JSON: dict[str, dict[str, Any]] = {
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "partial_date": {"type": "string", "pattern": PARTIAL_DATE},
    "timestamp": {"type": "string", "format": "date-time"},
    "list": {"type": "array", "items": {"type": "string"}},
}


def table_schema(dataset: Dataset, held: set[str]) -> dict[str, Any]:
    """The Table Schema of a dataset; held: the datasets beside it in the package."""
    schema: dict[str, Any] = {
        "$schema": f"{PROFILES}/tableschema.json",
        "fields": [_field(column) for column in dataset.columns],
        "missingValues": [""],
    }
    if dataset.key:
        schema["primaryKey"] = list(dataset.key)
    keys = [
        {
            "fields": list(reference.columns),
            "reference": {
                "resource": ""
                if reference.dataset == dataset.name
                else reference.dataset,
                "fields": list(reference.names),
            },
        }
        for reference in dataset.references
        if reference.dataset in held
    ]
    return schema | ({"foreignKeys": keys} if keys else {})


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        **FRICTIONLESS[column.type],
        "description": str(column.meaning),
    }
    if column.codes:
        field["constraints"] = {"enum": list(column.codes)}
    if column.unknown:
        field["missingValues"] = ["", *(kind.value for kind in column.unknown)]
    return field


def package(scope: Scope, resources: list[dict[str, Any]]) -> dict[str, Any]:
    """The content of datapackage.json."""
    report = scope.report
    name = report.slug if report else "record"
    return {
        "$schema": f"{PROFILES}/datapackage.json",
        "name": f"followthrough-{name}",
        "title": report.title if report else "What became of the recommendations",
        "description": "Recommendations of public reports, what was asked, of whom and"
        " by when, and where each stands, with dated evidence and its sources.",
        "homepage": settings.SITE_URL,
        "version": scope.view.on.isoformat(),
        "created": f"{scope.known_at.isoformat()}T00:00:00Z",
        "licenses": [
            {
                "name": DATA_LICENCE,
                "title": DATA_LICENCE_NAME,
                "path": DATA_LICENCE_URL,
            }
        ],
        "resources": resources,
    }


def resource(
    dataset: Dataset, size: int, digest: str, held: set[str]
) -> dict[str, Any]:
    """One CSV file of the package."""
    return {
        "$schema": f"{PROFILES}/dataresource.json",
        "name": dataset.name,
        "type": "table",
        "title": str(dataset.title),
        "description": str(dataset.about),
        "path": f"{dataset.name}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": size,
        "hash": f"sha256:{digest}",
        "schema": table_schema(dataset, held),
    }


def csvw(datasets: tuple[Dataset, ...]) -> dict[str, Any]:
    """The content of csv-metadata.json: a group of all tables (CSV on the Web)."""
    held = {dataset.name for dataset in datasets}
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dc:license": {"@id": DATA_LICENCE_URL},
        "tables": [_csvw_table(dataset, held) for dataset in datasets],
    }


def _csvw_table(dataset: Dataset, held: set[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "columns": [_csvw_column(column) for column in dataset.columns]
    }
    if dataset.key:
        schema["primaryKey"] = list(dataset.key)
    keys = [
        {
            "columnReference": list(reference.columns),
            "reference": {
                "resource": f"{reference.dataset}.csv",
                "columnReference": list(reference.names),
            },
        }
        for reference in dataset.references
        if reference.dataset in held and not reference.is_optional
    ]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "url": f"{dataset.name}.csv",
        "dc:title": str(dataset.title),
        "dc:description": str(dataset.about),
        "tableSchema": schema,
    }


def _csvw_column(column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": column.name,
        "titles": column.name,
        "datatype": CSVW.get(column.type, "string"),
        "null": ["", *(kind.value for kind in column.unknown)],
        "dc:description": str(column.meaning),
    }
    return found | ({"separator": column.separator} if column.type == "list" else {})


def json_schema(dataset: Dataset, address: str) -> dict[str, Any]:
    """The JSON Schema of a dataset's JSON file."""
    names = [kind.value for column in dataset.columns for kind in column.unknown]
    row = {
        "type": "object",
        "properties": {
            **{column.name: _in_json(column, dataset) for column in dataset.columns},
            UNKNOWN: {
                "type": "object",
                "description": "Which values are not known, and why.",
                "additionalProperties": {"enum": sorted(set(names))},
            },
        },
        "required": [*dataset.names, UNKNOWN],
        "additionalProperties": False,
    }
    text: dict[str, Any] = {"type": "string"}
    return {
        "$schema": JSON_SCHEMA,
        "$id": address,
        "title": str(dataset.title),
        "description": str(dataset.about),
        "type": "object",
        "properties": {
            "dataset": {"const": dataset.name},
            "title": text,
            "report": {"type": ["string", "null"]},
            "query": {"type": ["string", "null"]},
            "as_of": text | {"format": "date"},
            "known_at": text | {"format": "date"},
            "method": text,
            "license": {"const": DATA_LICENCE},
            "site": text,
            "documentation": text,
            "rows": {"type": "array", "items": row},
            "n_rows": {"type": "integer"},
            "complete": {"const": True},
        },
        "required": ["dataset", "as_of", "known_at", "rows", "n_rows", "complete"],
        "additionalProperties": False,
    }


def _in_json(column: Column, dataset: Dataset) -> dict[str, Any]:
    found = dict(IN_JSON.get(column.type, {"type": "string"}))
    is_key = column.name in dataset.key and column.name != "source"
    if not is_key:
        found["type"] = [found["type"], "null"]
    if column.codes:
        found["enum"] = [*column.codes, *(() if is_key else (None,))]
    return found | {"description": str(column.meaning)}
