"""What the filter form offers and what is on: options, labels, ways to take one off."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _, gettext_lazy

from .filters import RecommendationFilter
from .languages import in_language, short_title
from .models import Agency, Category, Report

CATEGORIES_SHOWN = 30
CODED = ("role", "response", "schedule", "priority", "confidence")
DATES = ("issued_after", "issued_before")

SORT_LABELS = (
    ("reference", gettext_lazy("Report and place in it")),
    ("title", gettext_lazy("Title, A to Z")),
    ("status", gettext_lazy("Status, most done first")),
    ("-status", gettext_lazy("Status, least done first")),
    ("-score", gettext_lazy("Score, highest first")),
    ("score", gettext_lazy("Score, lowest first")),
    ("-coverage", gettext_lazy("Coverage, highest first")),
    ("-confidence", gettext_lazy("Confidence, highest first")),
    ("confidence", gettext_lazy("Confidence, lowest first")),
    ("due", gettext_lazy("Due date, earliest first")),
    ("-issued", gettext_lazy("Issued, newest first")),
    ("-assessed", gettext_lazy("Assessed, newest first")),
    ("-verified", gettext_lazy("Last verified, newest first")),
)


def filter_groups(filterset: RecommendationFilter) -> list[dict[str, Any]]:
    """The groups of check boxes in the order of the form; three queries."""
    data = filterset.data
    reports = list(Report.objects.public().order_by("-issued_on", "slug"))
    groups = [
        _coded(filterset, "status", is_open=True) | {"status": True},
        _group("report", _("Report"), _reports(reports), is_open=True),
        _group("category", _("Category"), _categories(reports, data)),
        _group("agency", _("Agency"), _named(_agencies(), "name")),
        *(_coded(filterset, name) for name in CODED),
    ]
    for group in groups:
        chosen = set(data.getlist(group["name"]))
        for option in group["options"]:
            option["checked"] = option["value"] in chosen
            option["status"] = group.get("status", False)
        group["open"] = group["open"] or bool(chosen)
    return [group for group in groups if group["options"] or group["name"] == "report"]


def active_filters(
    filterset: RecommendationFilter, groups: list[dict[str, Any]]
) -> list[dict[str, str]]:
    """Each value that narrows the list, with the address of the list without it."""
    data, found = filterset.data, []
    labels = {
        (group["name"], option["value"]): f"{group['title']}: {option['label']}"
        for group in groups
        for option in group["options"]
    }
    for name in filterset.filters:
        for value in data.getlist(name):
            label = labels.get((name, value)) or _label(filterset, name, value)
            found.append({"label": label, "remove_url": _less(data, name, value)})
    return found


def without(data: QueryDict, *names: str) -> str:
    """The query string of these parameters, some left out; empty or with its mark."""
    rest = data.copy()
    for name in names:
        rest.pop(name, None)
    return f"?{rest.urlencode()}" if rest else ""


def _less(data: QueryDict, name: str, value: str) -> str:
    rest = data.copy()
    rest.setlist(name, [other for other in data.getlist(name) if other != value])
    rest.pop("page", None)
    query = rest.urlencode()
    address = reverse("recommendations:list")
    return f"{address}?{query}" if query else address


def _label(filterset: RecommendationFilter, name: str, value: str) -> str:
    cleaned = getattr(filterset.form, "cleaned_data", {}).get(name)
    if name in DATES and cleaned:
        value = date_format(cleaned, "DATE_FORMAT")
    return f"{filterset.filters[name].label}: {value}"


def _group(
    name: str, title: str, options: list[tuple[str, str]], *, is_open: bool = False
) -> dict[str, Any]:
    listed = [{"value": value, "label": label} for value, label in options]
    return {"name": name, "title": title, "options": listed, "open": is_open}


def _coded(
    filterset: RecommendationFilter, name: str, *, is_open: bool = False
) -> dict[str, Any]:
    found = filterset.filters[name]
    options = [(code, str(label)) for code, label in found.extra["choices"]]
    return _group(name, str(found.label), options, is_open=is_open)


def _named(found: Any, name: str) -> list[tuple[str, str]]:
    language = translation.get_language() or "en"
    return [(row.slug, str(in_language(row, name, language))) for row in found]


def _reports(reports: list[Report]) -> list[tuple[str, str]]:
    language = translation.get_language() or "en"
    return [(row.slug, short_title(row, language)) for row in reports]


def _agencies() -> Any:
    named = Agency.objects.with_public_recommendations()
    return named.only("slug", "name", "name_es").order_by("name", "slug")


def _categories(reports: list[Report], data: QueryDict) -> list[tuple[str, str]]:
    """Those of the chosen reports; of all reports where that is not too many."""
    language = translation.get_language() or "en"
    chosen = set(data.getlist("report"))
    owners = {r.pk: r for r in reports if not chosen or r.slug in chosen}
    found = Category.objects.filter(report__in=owners).order_by("report", "position")
    rows = list(found[: CATEGORIES_SHOWN + 1])
    if len(rows) > CATEGORIES_SHOWN and len(owners) > 1:
        return []
    options = []
    for row in rows:
        owner = owners[row.report_id]
        label = f"{row.code}. {in_language(row, 'title', language)}"
        if len(owners) > 1:
            label = f"{label} ({owner.issued_on.year})"
        options.append((f"{owner.slug}/{row.code}", label))
    return options
