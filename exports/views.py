"""Files by address: the list of recommendations, each dataset, the whole package."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from recommendations.as_of import Problem, parse_as_of
from recommendations.as_of_pages import AsOfPage, today
from scorecard import asked

from . import metadata
from .caching import open_to_all, revalidated
from .data_page import data_page
from .datasets import BY_NAME, Scope
from .downloads import Download, send
from .extract import Extract, whole
from .package import write_package
from .recommendation_list import list_file
from .writers.csv_file import csv_chunks
from .writers.json_file import json_chunks
from .writers.xlsx_file import xlsx_chunks

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LONG = 1000
TOTAL = "X-Total-Count"


@open_to_all
@require_safe
def recommendations_file(request: HttpRequest, file_format: str) -> HttpResponseBase:
    """Exactly the rows of the list, on all its pages, in its order."""
    wanted = list_file(request.GET, today())
    if wanted.problems:
        return refusal(wanted.problems)
    number = wanted.number
    name = f"recommendations-{wanted.view.on.isoformat()}-{number}-rows.{file_format}"
    return send(
        request,
        download(
            file_format,
            name,
            wanted.extract,
            is_long=number > LONG,
            headers={TOTAL: str(number)},
        ),
    )


class DataView(AsOfPage):
    """The record as files: downloads, licence, dictionary, how to read them."""

    template_name = "exports/data.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Lay the page out from the datasets themselves."""
        return super().get_context_data(**kwargs | data_page(self.view))


@open_to_all
@require_safe
def dataset_file(request: HttpRequest, name: str, file_format: str) -> HttpResponseBase:
    """A whole dataset; ``report``, ``as_of`` and ``known_at`` narrow it."""
    scope, problems = _scope(request)
    if problems:
        return refusal(problems)
    return send(
        request,
        download(
            file_format,
            _file_name(name, scope, file_format),
            lambda: whole(BY_NAME[name], scope),
        ),
    )


@open_to_all
@require_safe
def package_file(request: HttpRequest) -> HttpResponseBase:
    """The whole record, or one report of it, as an open-data package."""
    scope, problems = _scope(request)
    if problems:
        return refusal(problems)
    name = _file_name("followthrough", scope, "zip")
    write = lambda file: write_package(scope, file)  # noqa: E731
    return send(request, Download(name, "application/zip", write=write))


@open_to_all
@require_safe
@revalidated
def dataset_schema(request: HttpRequest, name: str) -> HttpResponse:
    """The JSON Schema to which the JSON file of a dataset keeps."""
    address = f"{settings.SITE_URL.rstrip('/')}/data/{name}.schema.json"
    return JsonResponse(
        metadata.json_schema(BY_NAME[name], address),
        content_type="application/schema+json",
    )


def _scope(request: HttpRequest) -> tuple[Scope, list[Problem]]:
    view, problems = parse_as_of(request.GET, today())
    return Scope(view, asked.report(request.GET, problems)), problems


def _file_name(name: str, scope: Scope, extension: str) -> str:
    """Such as evidence-drug-war-in-mexico-2011-2026-06-30.csv."""
    report = f"-{scope.report.slug}" if scope.report else ""
    return f"{name}{report}-{scope.view.on.isoformat()}.{extension}"


def download(file_format: str, name: str, extract: Any, **more: Any) -> Download:
    """A dataset in one of the formats; extract: a function that gives its rows."""
    pieces = PIECES[file_format]
    return Download(
        name, MEDIA_TYPES[file_format], pieces=lambda: pieces(extract()), **more
    )


def csv_pieces(extract: Extract) -> Any:
    """CSV as it is downloaded: with the mark by which Excel knows UTF-8."""
    return csv_chunks(extract, bom=True)


PIECES = {"csv": csv_pieces, "json": json_chunks, "xlsx": xlsx_chunks}


def refusal(problems: Sequence[Problem]) -> HttpResponse:
    """What was not understood, one line each: a file can't say it beside its rows."""
    lines = [f"{p.field}={p.value} {p.message}\n" for p in problems]
    lines.append(_("No file was made: rows not asked for would look like an answer."))
    return HttpResponse(lines, status=400, content_type="text/plain; charset=utf-8")
