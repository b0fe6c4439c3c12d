"""The filters of the list of recommendations: one for page, export and API alike.

``recommendation_rows`` gives exactly the rows that a query string asks for. What is
not understood is said in words, and then no row is given: rows that were not asked
for would look like an answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.expressions import Combinable, OrderBy
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_filters import (
    CharFilter,
    DateFilter,
    FilterSet,
    ModelMultipleChoiceFilter,
    MultipleChoiceFilter,
)

from .as_of import AsOf, Problem
from .choices import AskStatus, Confidence, Priority, ResponseKind, Role, Schedule
from .models import Agency, Category, Recommendation, Report, Responsibility
from .models.recommendation import RecommendationQuerySet
from .models.stood import rank
from .search import matching

Params = Mapping[str, Any]
SHOWN = 60
TIE_BREAK = ("-report__issued_on", "report__slug", "position", "reference")

SORTS: dict[str, Combinable | F] = {
    "title": F("title"),
    "status": rank("stood_status", AskStatus.values),
    "score": F("stood_score"),
    "coverage": F("stood_coverage"),
    "confidence": rank("stood_confidence", Confidence.values),
    "response": rank("stood_response", ResponseKind.values),
    "due": F("stood_due_on"),
    "issued": F("issued_on"),
    "assessed": F("stood_assessed_on"),
    "verified": F("stood_verified_on"),
}
"""What the list can be sorted by; a minus in front turns it round."""

DEFAULT_SORT = "reference"
SORT_CODES = [DEFAULT_SORT, *SORTS]


def choices(name: str, vocabulary: Any, label: Any) -> MultipleChoiceFilter:
    """A filter over a coded column: any of the given codes."""
    return MultipleChoiceFilter(
        field_name=name,
        lookup_expr="in",
        method="one_of",
        choices=vocabulary.choices,
        label=label,
        error_messages={"invalid_choice": _("is none of the codes of this filter.")},
    )


def day(name: str, lookup: str, label: Any) -> DateFilter:
    """A filter by a day, written 2026-06-30."""
    return DateFilter(
        field_name=name,
        lookup_expr=lookup,
        label=label,
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": _("is not a date of the form 2026-06-30.")},
    )


class CategoryFilter(MultipleChoiceFilter):
    """Categories as ``report/code``, or by code alone within any report."""

    def know(self, categories: Mapping[str, Collection[int]]) -> None:
        """The categories there are: ids by each way to write them."""
        self.ids = categories
        self.extra["choices"] = [(written, written) for written in categories]

    def filter(self, qs: QuerySet[Any], value: Iterable[str]) -> QuerySet[Any]:
        """Rows of any of the named categories."""
        chosen = {id_ for written in value or () for id_ in self.ids[written]}
        return qs.filter(category__in=chosen) if chosen else qs


class RecommendationFilter(FilterSet):
    """The list parameters of the contract; several values of one are "any of"."""

    q = CharFilter(method="search", max_length=200, label=_("Search"))
    report = ModelMultipleChoiceFilter(
        queryset=Report.objects.public(),
        to_field_name="slug",
        method="of_report",
        label=_("Report"),
        error_messages={"invalid_choice": _("names no published report.")},
    )
    category = CategoryFilter(
        choices=(),
        label=_("Category"),
        error_messages={
            "invalid_choice": _("names no category; write it as report/code.")
        },
    )
    agency = ModelMultipleChoiceFilter(
        queryset=Agency.objects.all(),
        to_field_name="slug",
        method="naming",
        label=_("Agency"),
        error_messages={"invalid_choice": _("names no agency on record.")},
    )
    role = MultipleChoiceFilter(
        choices=Role.choices,
        method="with_role",
        label=_("Role of the agency"),
        error_messages={"invalid_choice": _("is neither lead nor supporting.")},
    )
    status = choices("stood_status", AskStatus, _("Status"))
    response = choices("stood_response", ResponseKind, _("Agency response"))
    schedule = choices("stood_schedule", Schedule, _("Schedule"))
    priority = choices("priority", Priority, _("Priority"))
    confidence = choices("stood_confidence", Confidence, _("Confidence"))
    issued_after = day("issued_on", "gte", _("Issued on or after"))
    issued_before = day("issued_on", "lte", _("Issued on or before"))

    class Meta:
        model = Recommendation
        fields: list[str] = []

    def __init__(self, data: Params, **kwargs: Any) -> None:
        """data: the parameters of an address."""
        super().__init__(_clean(data), **kwargs)
        self.filters["category"].know(_categories() if "category" in self.data else {})

    def search(self, rows: RecommendationQuerySet, _name: str, text: str) -> Any:
        """Rows in which every word occurs."""
        return matching(rows, text)

    def of_report(self, rows: QuerySet[Any], _name: str, reports: Any) -> Any:
        """Rows of any of these reports."""
        chosen = [report.pk for report in reports]
        return rows.filter(report__in=chosen) if chosen else rows

    def naming(self, rows: QuerySet[Any], _name: str, agencies: Any) -> Any:
        """Rows that name any of these agencies, in one of the roles asked for."""
        chosen = [agency.pk for agency in agencies]
        roles = self.form.cleaned_data.get("role")
        named = _responsibilities(roles).filter(agency__in=chosen)
        return rows.filter(Exists(named)) if chosen else rows

    def with_role(self, rows: QuerySet[Any], _name: str, roles: list[str]) -> Any:
        """With an agency its role; alone: rows that name anybody in that role."""
        if self.form.cleaned_data.get("agency"):
            return rows
        return rows.filter(Exists(_responsibilities(roles)))

    def one_of(self, rows: QuerySet[Any], name: str, codes: list[str]) -> Any:
        """Rows whose code is one of these."""
        return rows.filter(**{f"{name}__in": codes})

    def problems(self) -> list[Problem]:
        """What was not understood, by parameter and value, in words."""
        found = [
            Problem(name, _given(error, self.data, name), str(error.messages[0]))
            for name, errors in self.form.errors.as_data().items()
            for error in errors
        ]
        return found or self._contradictions()

    def _contradictions(self) -> list[Problem]:
        first = self.form.cleaned_data.get("issued_after")
        last = self.form.cleaned_data.get("issued_before")
        if first and last and first > last:
            message = _("lies after issued_before, so nothing can fit both.")
            return [Problem("issued_after", first.isoformat(), message)]
        return []


@dataclass(frozen=True)
class Listed:
    """The rows that an address asks for, in its order.

    problems: what was not understood. understood: whether all filters were; where
    not, there is no row. sort: the code in force, a minus in front for descending.
    total: the number of recommendations in the view, before any filter.
    """

    queryset: RecommendationQuerySet
    filterset: RecommendationFilter
    problems: tuple[Problem, ...]
    understood: bool
    sort: str
    everything: RecommendationQuerySet


def recommendation_rows(params: Params, view: AsOf) -> Listed:
    """The public recommendations a query string asks for, as they stood in a view.

    params: the address parameters (a QueryDict, or names to a value or a list).
    Every row has the ``stood_...`` names of ``RecommendationQuerySet.standing_in``.
    """
    everything = Recommendation.objects.public().standing_in(view)
    filterset = RecommendationFilter(params, queryset=everything)
    problems = filterset.problems()
    rows = filterset.qs if not problems else everything.none()
    sort, complaint = _sort(filterset.data)
    return Listed(
        queryset=in_order(rows, sort),
        filterset=filterset,
        problems=(*problems, *complaint),
        understood=not problems,
        sort=sort,
        everything=everything,
    )


def in_order(rows: QuerySet[Any], sort: str) -> Any:
    """The rows by a sort code, unknown values last, then by their place.

    The last keys (report, position, reference) are unique together, so that
    pages neither repeat nor drop a row.
    """
    descending = sort.startswith("-")
    key = sort.removeprefix("-")
    if key == DEFAULT_SORT:
        return rows.order_by(*(_turned(k) if descending else k for k in TIE_BREAK))
    return rows.order_by(_ordering(SORTS[key], descending), *TIE_BREAK)


def _ordering(key: Any, descending: bool) -> OrderBy:
    return key.desc(nulls_last=True) if descending else key.asc(nulls_last=True)


def _turned(key: str) -> str:
    return key[1:] if key.startswith("-") else f"-{key}"


def _sort(params: QueryDict) -> tuple[str, list[Problem]]:
    given = (params.get("sort") or "").strip()
    if not given or given.removeprefix("-") in SORT_CODES:
        return given or DEFAULT_SORT, []
    message = _("is no way to sort; the order of the reports is shown.")
    return DEFAULT_SORT, [Problem("sort", given[:SHOWN], message)]


def _responsibilities(roles: list[str] | None) -> QuerySet[Responsibility]:
    named = Responsibility.objects.filter(recommendation=OuterRef("pk"))
    return named.filter(role__in=roles) if roles else named


def _categories() -> dict[str, set[int]]:
    """Ids of public categories by code alone and by ``report/code``."""
    found: dict[str, set[int]] = defaultdict(set)
    rows = Category.objects.filter(report__published_at__isnull=False)
    for id_, slug, code in rows.values_list("id", "report__slug", "code"):
        found[code].add(id_)
        found[f"{slug}/{code}"].add(id_)
    return found


def _clean(params: Params) -> QueryDict:
    """The parameters as a QueryDict without empty values and without NUL.

    PostgreSQL refuses a NUL in any text, so it is no part of a value.
    """
    cleaned = QueryDict(mutable=True)
    lists = params.lists() if hasattr(params, "lists") else params.items()
    for name, values in lists:
        given = values if isinstance(values, list | tuple) else [values]
        texts = [str(value).replace("\0", "").strip() for value in given]
        kept = [text for text in texts if text]
        if kept:
            cleaned.setlist(name, kept)
    return cleaned


def _given(error: Any, data: QueryDict, name: str) -> str:
    """The value an error speaks of; the whole parameter where it names none."""
    params = error.params or {}
    value = params.get("value") or params.get("pk") or data.get(name) or ""
    return str(value)[:SHOWN]
