"""Files of a report: its status report in each format, and its open-data package.

The address and the command write the same files, and refuse the same requests.
"""

from __future__ import annotations

from typing import IO

from django.utils.translation import gettext_lazy as _

from recommendations.as_of import Problem
from recommendations.models import Report

from .datasets import Scope
from .package import write_package
from .status_report import Options, status_report
from .writers.status_report import FORMATS

PACKAGE = "zip"
MEDIA_TYPES: dict[str, str] = {
    **{name: found.media_type for name, found in FORMATS.items()},
    PACKAGE: "application/zip",
}


def write_file(
    report: Report, options: Options, extension: str, file: IO[bytes]
) -> None:
    """Write one file of a report; zip is the open-data package of its view."""
    if extension == PACKAGE:
        write_package(Scope(options.view, report), file)
    else:
        file.write(FORMATS[extension].write(status_report(report, options)))


def not_in_package(options: Options, extension: str) -> list[Problem]:
    """What can't narrow a data package, which holds the whole report."""
    if extension != PACKAGE:
        return []
    message = _("can't narrow the data package, which holds the whole report.")
    named = ("agency", "category", "since", "only", "evidence")
    return [
        Problem(name, value, message)
        for name, value in options.query.items()
        if name in named
    ]


def file_name(slug: str, options: Options, extension: str) -> str:
    """Such as drug-war-in-mexico-2011-status-2026-06-30-es.pdf."""
    day = options.view.on.isoformat()
    if extension == PACKAGE:
        return f"{slug}-data-{day}.zip"
    language = "" if options.language == "en" else f"-{options.language}"
    return f"{slug}-status-{day}{language}.{extension}"
