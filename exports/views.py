"""Files by address: the list of recommendations, and each dataset as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from recommendations.as_of import Problem
from recommendations.as_of_pages import today

from .caching import open_to_all
from .downloads import Download, send
from .extract import Extract
from .recommendation_list import list_file
from .writers.csv_file import csv_chunks
from .writers.json_file import json_chunks
from .writers.xlsx_file import write_xlsx

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8; header=present",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
LONG = 1000
TOTAL = "X-Total-Count"


@require_safe
@open_to_all
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


def download(file_format: str, name: str, extract: Any, **more: Any) -> Download:
    """A dataset in one of the formats; extract: a function that gives its rows."""
    media_type = MEDIA_TYPES[file_format]
    if file_format == "xlsx":
        return Download(
            name, media_type, write=lambda file: write_xlsx(extract(), file), **more
        )
    pieces = csv_pieces if file_format == "csv" else json_chunks
    return Download(name, media_type, pieces=lambda: pieces(extract()), **more)


def csv_pieces(extract: Extract) -> Any:
    """CSV as it is downloaded: with the mark by which Excel knows UTF-8."""
    return csv_chunks(extract, bom=True)


def refusal(problems: Sequence[Problem]) -> HttpResponse:
    """What was not understood, one line each: a file can't say it beside its rows."""
    lines = [f"{p.field}={p.value} {p.message}\n" for p in problems]
    lines.append(_("No file was made: rows not asked for would look like an answer."))
    return HttpResponse(lines, status=400, content_type="text/plain; charset=utf-8")
