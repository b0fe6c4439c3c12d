"""The record described for other catalogs: schema.org and DCAT-US.

Nothing is described that is not there: each file named has an address that answers.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from recommendations.models import Recommendation, RecordVersion, Report
from recommendations.partial_dates import PartialDate
from scorecard.presentation import text_of
from scorecard.report_pages import STATUS_REPORT_FORMATS

Plain = dict[str, Any]
LICENSE = "https://creativecommons.org/licenses/by/4.0/"
DCAT_US = "https://project-open-data.cio.gov/v1.1/schema"
PUBLISHER = "Followthrough"
MEDIA_TYPES = {
    "csv": "text/csv",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "zip": "application/zip",
}


def absolute(path: str) -> str:
    """A path of this site as other programs follow it."""
    return settings.SITE_URL.rstrip("/") + path


def script(data: Plain) -> SafeString:
    """JSON-LD as it may stand in a page: no text can end the element."""
    text = json.dumps({"@context": "https://schema.org"} | data, ensure_ascii=False)
    for sign in "<>&":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308


def catalog() -> Plain:
    """The site as a DataCatalog, with a Dataset for each report."""
    reports = Report.objects.public().order_by("-issued_on", "slug")
    return {
        "@type": "DataCatalog",
        "@id": absolute(reverse("scorecard:home")) + "#catalog",
        "name": PUBLISHER,
        "description": about_site(),
        "url": absolute(reverse("scorecard:home")),
        "license": LICENSE,
        "inLanguage": [code for code, _name in settings.LANGUAGES],
        "dataset": [
            {
                "@type": "Dataset",
                "@id": _dataset_id(report),
                "name": dataset_title(report),
                "description": dataset_about(report),
                "url": absolute(report.get_absolute_url()),
                "license": LICENSE,
            }
            for report in reports
        ],
    }


def about_site() -> str:
    """What the catalog holds."""
    return _(
        "What became of the recommendations of public reports: what was asked, of whom,"
        " by when, and what was done, with the evidence."
    )


def dataset_title(report: Report) -> str:
    """The name of the record of one report."""
    return _("What became of the recommendations of %s") % text_of(report, "title")


def dataset_about(report: Report) -> str:
    """What that record holds, in a sentence or two."""
    return _(
        "Each recommendation of %s with its asks, agencies, steps, dates, responses and"
        " dated public evidence, scored by a published method."
    ) % text_of(report, "title")


def _dataset_id(report: Report) -> str:
    return absolute(report.get_absolute_url()) + "#dataset"


def files(report: Report) -> list[tuple[str, str]]:
    """Format and address of each file of a report."""
    return [
        (name, absolute(reverse("exports:status_report", args=[report.slug, name])))
        for name in STATUS_REPORT_FORMATS
    ]


def dataset(report: Report, changed_at: datetime | None) -> Plain:
    """A report's record as a Dataset, based on the report as a CreativeWork."""
    found: Plain = {
        "@type": "Dataset",
        "@id": _dataset_id(report),
        "name": dataset_title(report),
        "description": dataset_about(report),
        "url": absolute(report.get_absolute_url()),
        "license": LICENSE,
        "isAccessibleForFree": True,
        "inLanguage": [code for code, _name in settings.LANGUAGES],
        "creator": {
            "@type": "Organization",
            "name": PUBLISHER,
            "url": settings.SITE_URL,
        },
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "@id": absolute(reverse("scorecard:home")) + "#catalog",
            "name": PUBLISHER,
        },
        "isBasedOn": work(report),
        "image": absolute(reverse("exports:report_image", args=[report.slug])),
        "distribution": [
            {
                "@type": "DataDownload",
                "encodingFormat": MEDIA_TYPES[name],
                "contentUrl": address,
            }
            for name, address in files(report)
        ],
    }
    if changed_at is not None:
        found["dateModified"] = changed_at.date().isoformat()
    return found


def work(report: Report) -> Plain:
    """The report itself."""
    found: Plain = {
        "@type": "CreativeWork",
        "name": report.title_original or report.title,
        "publisher": {"@type": "Organization", "name": report.publisher},
        "datePublished": str(PartialDate(report.issued_on, report.issued_precision)),
        "inLanguage": report.language,
    }
    if report.authors:
        found["author"] = [{"@type": "Person", "name": name} for name in report.authors]
    if report.url:
        found["url"] = report.url
    return found


def recommendation(row: Recommendation) -> Plain:
    """One recommendation as part of its report."""
    found: Plain = {
        "@type": "CreativeWork",
        "@id": absolute(row.get_absolute_url()) + "#recommendation",
        "name": text_of(row, "title"),
        "identifier": f"{row.report.slug}/{row.reference}",
        "position": row.reference,
        "url": absolute(row.get_absolute_url()),
        "datePublished": row.issued_on.isoformat(),
        "inLanguage": (translation.get_language() or "en")[:2],
        "isPartOf": work(row.report),
        "license": LICENSE,
    }
    if row.summary:
        found["description"] = text_of(row, "summary")
    return found


def dcat(today: date) -> Plain:
    """``/data.json``: the catalog by DCAT-US 1.1; three queries."""
    changed = RecordVersion.objects.values_list("changed_at", flat=True).first()
    modified = (changed.date() if changed else today).isoformat()
    reports = Report.objects.public().order_by("slug")
    return {
        "@context": f"{DCAT_US}/catalog.jsonld",
        "@id": absolute(reverse("exports:data_json")),
        "@type": "dcat:Catalog",
        "conformsTo": DCAT_US,
        "describedBy": f"{DCAT_US}/catalog.json",
        "dataset": [
            _whole(modified),
            *(_dcat_dataset(report, modified) for report in reports),
        ],
    }


def _common(modified: str) -> Plain:
    return {
        "@type": "dcat:Dataset",
        "accessLevel": "public",
        "license": LICENSE,
        "modified": modified,
        "publisher": {"@type": "org:Organization", "name": PUBLISHER},
        "contactPoint": {
            "@type": "vcard:Contact",
            "fn": PUBLISHER,
            "hasEmail": f"mailto:{settings.DEFAULT_FROM_EMAIL}",
        },
        "language": [code for code, _name in settings.LANGUAGES],
    }


def _whole(modified: str) -> Plain:
    home = absolute(reverse("scorecard:home"))
    return _common(modified) | {
        "identifier": home,
        "title": _("What became of the recommendations of public reports"),
        "description": about_site(),
        "keyword": [_("recommendations"), _("public policy"), _("accountability")],
        "landingPage": home,
        "distribution": [
            {
                "@type": "dcat:Distribution",
                "title": _("Read API"),
                "accessURL": absolute(reverse("api:docs")),
                "format": "API",
                "conformsTo": "https://spec.openapis.org/oas/v3.1.1",
            }
        ],
    }


def _dcat_dataset(report: Report, modified: str) -> Plain:
    return _common(modified) | {
        "identifier": _dataset_id(report),
        "title": dataset_title(report),
        "description": dataset_about(report),
        "keyword": [_("recommendations"), report.publisher],
        "landingPage": absolute(report.get_absolute_url()),
        "issued": report.issued_on.isoformat(),
        "spatial": report.jurisdiction,
        "distribution": [
            {
                "@type": "dcat:Distribution",
                "title": name.upper(),
                "downloadURL": address,
                "mediaType": MEDIA_TYPES[name],
            }
            for name, address in files(report)
        ],
    }
