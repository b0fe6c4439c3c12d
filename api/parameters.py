"""The parameters of an address as OpenAPI describes them.

What the description allows is answered: codes are listed where they are few, days end
today, and any cursor of the right form is a place in a list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _, gettext_lazy

from recommendations.as_of_pages import today
from recommendations.filters import RecommendationFilter
from recommendations.models import Agency, Category, Indicator, Recommendation, Report
from recommendations.models.recommendation import REFERENCE_PATTERN

from . import cursors
from .days import pattern_until
from .orders import SORT_CODES
from .questions import MOST_PER_PAGE, PER_PAGE, SCOPES, SEVERAL

if TYPE_CHECKING:
    from .resources import Resource

Plain = dict[str, Any]
MOST_CODES = 500
SLUG = "^[-a-zA-Z0-9_]+$"

MEANINGS: dict[str, str | Promise] = {
    "as_of": gettext_lazy("The record as true on this day; today without it."),
    "known_at": gettext_lazy("Only what had been published by this day."),
    "fields": gettext_lazy("Columns to give, joined by commas; all without it."),
    "per_page": gettext_lazy("The most rows of a page."),
    "cursor": gettext_lazy("A place in the list, as the address in “next” has it."),
    "sort": gettext_lazy("A code to sort by; a minus in front turns it round."),
    "scope": gettext_lazy("What the scores are of."),
    "recommendation": gettext_lazy("A recommendation, as report/reference."),
    "indicator": gettext_lazy("Code of an indicator."),
    "q": gettext_lazy("Words that must all occur."),
    "report": gettext_lazy("Code of a report."),
    "agency": gettext_lazy("Code of an agency."),
    "category": gettext_lazy("A category, as report/code, or its code alone."),
    "snapshot": gettext_lazy("Number of a snapshot."),
    "reference": gettext_lazy("Reference of a recommendation in its report."),
}


def of_list(resource: Resource) -> list[Plain]:
    """Those of a list: its own, the view, columns and paging."""
    own = [_query(name, resource) for name in resource.parameters]
    return [*own, *_common(resource), *(_query(n, resource) for n in PAGING)]


def of_one(resource: Resource) -> list[Plain]:
    """Those of a single row: its names and the view."""
    return [*map(_in_path, resource.detail), *_common(resource)]


PAGING = ("per_page", "cursor")


def _common(resource: Resource) -> list[Plain]:
    return [_query(name, resource) for name in ("as_of", "known_at", "fields")]


def _in_path(name: str) -> Plain:
    schema: Plain = {"type": "string", "pattern": SLUG}
    if name == "snapshot":
        schema = {"type": "integer", "minimum": 1, "maximum": 2**31}
    elif name in {"reference", "category"}:
        schema = {"type": "string", "pattern": f"^{REFERENCE_PATTERN}$"}
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": str(MEANINGS[name]),
        "schema": schema,
    }


def _query(name: str, resource: Resource) -> Plain:
    found: Plain = {
        "name": name,
        "in": "query",
        "description": meaning(name),
        "schema": _schema(name, resource),
    }
    if found["schema"]["type"] == "array":
        found |= {"style": "form", "explode": name != "fields"}
    return found


def meaning(name: str) -> str:
    """What a parameter asks for, in words."""
    if name in MEANINGS:
        return str(MEANINGS[name])
    return str(RecommendationFilter.base_filters[name].label)


def _schema(name: str, resource: Resource) -> Plain:
    if name == "fields":
        names = {"type": "string", "enum": resource.dataset.names}
        return {"type": "array", "items": names, "minItems": 1}
    if name in FIXED:
        return FIXED[name]()
    codes = _codes(name)
    if resource.takes_filters and name in SEVERAL:
        return {"type": "array", "items": codes, "minItems": 1}
    return codes


def _codes(name: str) -> Plain:
    """Codes that stand in the record or in a vocabulary; listed where they are few."""
    if name not in RECORDED:
        choices = RecommendationFilter.base_filters[name].extra["choices"]
        return {"type": "string", "enum": [code for code, _label in choices]}
    codes = sorted(set(RECORDED[name]()))
    if 0 < len(codes) <= MOST_CODES:
        return {"type": "string", "enum": codes}
    return {"type": "string", "minLength": 1}


def _few(rows: Any, *columns: str) -> Iterable[str]:
    """Columns joined by a slash, of not many more rows than are ever listed."""
    found = rows.order_by().values_list(*columns)[: MOST_CODES + 1]
    return ["/".join(parts) for parts in found]


def _categories() -> Iterable[str]:
    rows = Category.objects.filter(report__published_at__isnull=False)
    full = list(_few(rows, "report__slug", "code"))
    return [*full, *(written.partition("/")[2] for written in full)]


RECORDED: dict[str, Callable[[], Iterable[str]]] = {
    "report": lambda: _few(Report.objects.public(), "slug"),
    "agency": lambda: _few(Agency.objects.all(), "slug"),
    "indicator": lambda: _few(Indicator.objects.public(), "slug"),
    "category": _categories,
    "recommendation": lambda: _few(
        Recommendation.objects.public(), "report__slug", "reference"
    ),
}


def _past_day() -> Plain:
    return {"type": "string", "pattern": pattern_until(today())}


def _day() -> Plain:
    return {"type": "string", "format": "date"}


FIXED: dict[str, Callable[[], Plain]] = {
    "as_of": _past_day,
    "known_at": _past_day,
    "issued_after": _day,
    "issued_before": _day,
    "q": lambda: {"type": "string", "minLength": 1, "maxLength": 200},
    "per_page": lambda: {
        "type": "integer",
        "minimum": 1,
        "maximum": MOST_PER_PAGE,
        "default": PER_PAGE,
    },
    "cursor": lambda: {"type": "string", "pattern": cursors.PATTERN},
    "sort": lambda: {"type": "string", "enum": SORT_CODES},
    "scope": lambda: {"type": "string", "enum": list(SCOPES)},
}


def title() -> str:
    """The name of the API."""
    return _("Followthrough: read API")
