"""The page that says how to cite something today, and the same as files."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from recommendations.as_of_pages import today
from scorecard.models import Snapshot
from scorecard.views.snapshots import found as found_snapshot

from . import citations
from .citations import FORMATS, Citation
from .embeds import asked_view, found_recommendation, found_report

Names = dict[str, Any]


def cited(request: HttpRequest, names: Names) -> tuple[Citation, list[Any], Any]:
    """What an address cites: the citation, what was not understood, the view."""
    if "snapshot" in names:
        row: Snapshot = found_snapshot(names["snapshot"])
        return citations.of_snapshot(row, today()), [], None
    view, problems = asked_view(request)
    if "reference" in names:
        item = found_recommendation(names["report"], names["reference"])
        return citations.of_recommendation(item, view), problems, view
    report = found_report(names["report"])
    return citations.of_report(report, view), problems, view


@require_safe
def cite_page(request: HttpRequest, **names: Any) -> HttpResponse:
    """The citation in every format, to copy or to take along."""
    one, problems, view = cited(request, names)
    files = [
        {
            "name": name,
            "text": write(one),
            "address": _file_address(request, names, extension),
        }
        for extension, (name, write, _type) in FORMATS.items()
    ]
    return render(
        request,
        "exports/cite.html",
        {
            "citation": one,
            "apa": citations.apa(one),
            "files": files,
            "view": view,
            "problems": problems,
        },
    )


def _file_address(request: HttpRequest, names: Names, extension: str) -> str:
    kind = "recommendation" if "reference" in names else "report"
    if "snapshot" in names:
        kind = "snapshot"
    path = reverse(f"exports:cite_{kind}_file", kwargs=names | {"extension": extension})
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path


@require_safe
def cite_file(request: HttpRequest, extension: str, **names: Any) -> HttpResponse:
    """The citation as a file; a day that is not understood gives none."""
    if extension not in FORMATS:
        raise Http404(_("There is no citation in this format."))
    one, problems, _view = cited(request, names)
    if problems:
        lines = [f"{p.field}={p.value} {p.message}\n" for p in problems]
        return HttpResponse(lines, status=400, content_type="text/plain; charset=utf-8")
    _name, write, content_type = FORMATS[extension]
    answer = HttpResponse(write(one), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{one.key}.{extension}"'
    return answer
