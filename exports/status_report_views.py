"""The addresses of the status report: one file in each format, or why there is none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from recommendations.as_of import Problem
from recommendations.as_of_pages import today
from recommendations.models import Report

from .caching import open_to_all, revalidated
from .downloads import Download, send
from .status_report import Options, parse
from .status_report.schema import schema
from .status_report.words import site
from .status_report_files import (
    MEDIA_TYPES,
    file_name,
    not_in_package,
    write_file,
)
from .writers.status_report_json import SCHEMA


@open_to_all
@require_safe
def status_report_file(
    request: HttpRequest, slug: str, extension: str
) -> HttpResponseBase:
    """The file; an option that is not understood is answered in words (400)."""
    report = Report.objects.public().filter(slug=slug).first()
    if report is None:
        raise Http404(_("There is no published report %s.") % slug)
    if extension not in MEDIA_TYPES:
        raise Http404(_("There is no such format of the status report."))
    language = translation.get_language() or "en"
    options, problems = parse(request.GET, report, today(), language)
    problems += not_in_package(options, extension)
    if problems:
        return refusal(request, report, extension, options, problems)

    def write(file: IO[bytes]) -> None:
        write_file(report, options, extension, file)

    name = file_name(report.slug, options, extension)
    told = {"Content-Language": options.language}
    return send(
        request, Download(name, MEDIA_TYPES[extension], write=write, headers=told)
    )


@open_to_all
@require_safe
@revalidated
def status_report_schema(request: HttpRequest) -> JsonResponse:
    """The JSON Schema of the status report as JSON."""
    found = schema(site(SCHEMA))
    return JsonResponse(
        found,
        json_dumps_params={"indent": 2},
        content_type="application/schema+json",
    )


def refusal(
    request: HttpRequest,
    report: Report,
    extension: str,
    options: Options,
    problems: Sequence[Problem],
) -> HttpResponse:
    """What was not understood, and the file without it: nothing is widened unasked."""
    found = {
        "report": report,
        "problems": problems,
        "extension": extension,
        "without": f"{request.path}{options.query_string}",
    }
    return render(request, "exports/status_report_refused.html", found, status=400)
