"""The filters of the list of recommendations: one for page, export and API alike.

``recommendation_rows`` gives exactly the rows that a query string asks for. What is
not understood is said in words, and then no row is given: rows that were not asked
for would look like an answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np
from django.forms import Form, MultipleChoiceField
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from django_filters import (
    CharFilter,
    DateFilter,
    FilterSet,
    MultipleChoiceFilter,
)

from .as_of import AsOf, Problem
from .choices import AskStatus, Confidence, Priority, ResponseKind, Role, Schedule
from .listing import order
from .listing.columns import CODED, Array, Columns
from .listing.names import Names
from .listing.rows import OrderedRows
from .listing.selection import Selection, of_codes, of_ids
from .listing.store import Held, listing
from .models import Recommendation
from .search.finding import Found, find, ratings

Params = Mapping[str, Any]
SHOWN = 60
KEPT_FOUND = 1_000_000  # ids and places of what was found, kept for each view
COST = 2_000  # what keeping a search costs besides, in ids

DEFAULT_SORT = order.DEFAULT
SORT_CODES = [DEFAULT_SORT, *order.SORTS]


def choices(name: str, vocabulary: Any, label: Any) -> MultipleChoiceFilter:
    """A filter over a coded column: any of the given codes."""
    return MultipleChoiceFilter(
        field_name=name,
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


class NamedField(MultipleChoiceField):
    """Any of the names there are; ``known`` is set for each address."""

    known: Mapping[str, Any] = {}

    def valid_value(self, value: Any) -> bool:
        """Whether something has that name."""
        return value in self.known


class NamedFilter(MultipleChoiceFilter):
    """A filter by the names of reports, categories or agencies."""

    field_class = NamedField


class RecommendationFilter(FilterSet):
    """The list parameters of the contract; several values of one are "any of"."""

    q = CharFilter(max_length=200, label=_("Search"))
    report = NamedFilter(
        label=_("Report"),
        error_messages={"invalid_choice": _("names no published report.")},
    )
    category = NamedFilter(
        label=_("Category"),
        error_messages={
            "invalid_choice": _("names no category; write it as report/code.")
        },
    )
    agency = NamedFilter(
        label=_("Agency"),
        error_messages={"invalid_choice": _("names no agency on record.")},
    )
    role = MultipleChoiceFilter(
        choices=Role.choices,
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

    def __init__(self, data: Params, *, names: Names | None = None) -> None:
        """data: the parameters of an address. names: what they may name.

        The filters are shared between addresses, not copied for each: they hold
        nothing of an address, and the copies cost more than all the filtering.
        """
        self.data = _clean(data)
        self.is_bound = True
        self.form_prefix = None
        self.filters = self.base_filters
        self.names = names or Names()

    @cached_property
    def form(self) -> Any:
        """The form that reads the parameters, told which names there are."""
        form = copy(_blank_form())
        form.data, form.is_bound = self.data, True
        form._bound_fields_cache = {}
        form.fields = form.fields | {
            name: _knowing(form.fields[name], getattr(self.names, f"{name}_ids"))
            for name in NAMED
            if name in self.data
        }
        return form

    def problems(self) -> list[Problem]:
        """What was not understood, by parameter and value, in words."""
        found = [
            Problem(name, _given(error, self.data, name), str(error.messages[0]))
            for name, errors in self.form.errors.as_data().items()
            for error in errors
        ]
        return found or self._contradictions()

    def selection(self, held: Held, found: Found | None) -> Selection:
        """The rows that fit; call where there is no problem."""
        asked, columns, names = self.form.cleaned_data, held.columns, held.names
        masks = {
            name: of_codes(columns, name, asked[name]) for name in CODED if asked[name]
        }
        if asked["report"]:
            ids = [names.report_ids[slug] for slug in asked["report"]]
            masks["report"] = of_ids(columns.report, ids)
        if asked["category"]:
            ids = [
                id_ for name in asked["category"] for id_ in names.category_ids[name]
            ]
            masks["category"] = of_ids(columns.category, ids)
        issued = columns.days["issued"]
        if asked["issued_after"]:
            masks["issued_after"] = issued >= asked["issued_after"].toordinal()
        if asked["issued_before"]:
            masks["issued_before"] = issued <= asked["issued_before"].toordinal()
        if found is not None:
            masks["q"] = _mask_of(found, columns)
        agencies = [names.agency_ids[slug] for slug in asked["agency"]]
        key = tuple((n, repr(v)) for n, v in asked.items() if v)
        return Selection(columns, masks, agencies, asked["role"], key)

    def _contradictions(self) -> list[Problem]:
        first = self.form.cleaned_data.get("issued_after")
        last = self.form.cleaned_data.get("issued_before")
        if first and last and first > last:
            message = _("lies after issued_before, so nothing can fit both.")
            return [Problem("issued_after", first.isoformat(), message)]
        return []


NAMED = ("report", "category", "agency")


@cache
def _blank_form() -> Any:
    """A form without data, copied for each address: its fields hold nothing of one."""
    filters = RecommendationFilter.base_filters
    fields = {name: filter_.field for name, filter_ in filters.items()}
    return type("RecommendationFilterForm", (Form,), fields)()


def _knowing(field: Any, known: Mapping[str, Any]) -> Any:
    told = copy(field)
    told.known = known
    return told


@dataclass(frozen=True)
class Listed:
    """The rows that an address asks for, in its order.

    rows: places in ``held.columns``. problems: what was not understood. understood:
    whether all filters were; where not, there is no row. sort: the code in force, a
    minus in front for descending. found: what the words of the search found, if
    there were any.
    """

    rows: Array
    held: Held
    selection: Selection
    filterset: RecommendationFilter
    problems: tuple[Problem, ...]
    understood: bool
    sort: str
    found: Found | None
    view: AsOf

    @cached_property
    def ids(self) -> Sequence[int]:
        """The primary keys of the recommendations, in order: for files."""
        ids: Sequence[int] = self.held.columns.ids[self.rows].tolist()
        return ids

    @property
    def queryset(self) -> OrderedRows:
        """The recommendations in order, sliced and counted like a queryset.

        Each has the ``stood_...`` names of ``RecommendationQuerySet.standing_in``.
        """
        return OrderedRows(self.held.columns.ids[self.rows], self.view)

    @property
    def total(self) -> int:
        """How many recommendations the view has before any filter."""
        return len(self.held.columns)


def recommendation_rows(params: Params, view: AsOf) -> Listed:
    """The public recommendations a query string asks for, as they stood in a view.

    params: the address parameters (a QueryDict, or names to a value or a list).
    """
    held = listing(view)
    filterset = RecommendationFilter(params, names=held.names)
    problems = filterset.problems()
    found, unsearchable = (None, []) if problems else _found(filterset, held, view)
    problems += unsearchable
    if problems:
        nothing = np.zeros(len(held.columns), dtype=bool)
        selection = Selection(held.columns, {"nothing": nothing})
    else:
        selection = filterset.selection(held, found)
    sort, complaint = _sort(filterset.data, found)
    return Listed(
        rows=_ordered(held, selection, sort, found),
        held=held,
        selection=selection,
        filterset=filterset,
        problems=(*problems, *complaint),
        understood=not problems,
        sort=sort,
        found=found,
        view=view,
    )


def _found(
    filterset: RecommendationFilter, held: Held, view: AsOf
) -> tuple[Found | None, list[Problem]]:
    text = filterset.form.cleaned_data["q"]
    if not text:
        return None, []
    found = _kept(text, held, view)
    if not found.question:
        message = _("holds no word that could be looked for.")
        return None, [Problem("q", text[:SHOWN], message)]
    return found, []


def _kept(text: str, held: Held, view: AsOf) -> Found:
    """What a text finds; the same words are asked again with each filter and page."""
    kept: dict[str, Found] = held.columns.memo.setdefault("found", {})
    if text not in kept:
        made = find(text, view)
        while kept and _size(kept) > KEPT_FOUND:
            kept.pop(next(iter(kept)))
        kept[text] = made
    return kept[text]


def _size(kept: Mapping[str, Found]) -> int:
    return sum(COST + 2 * len(one.ids) for one in kept.values())


def _mask_of(found: Found, columns: Columns) -> Array:
    """Whether each row of the columns, with which ``found`` is kept, was found."""
    if "places" not in found.kept:
        found.kept["places"] = columns.rows_of(found.ids).astype(np.int32)
    mask = np.zeros(len(columns), dtype=bool)
    mask[found.kept["places"]] = True
    return mask


def _ordered(held: Held, selection: Selection, sort: str, found: Found | None) -> Array:
    """The rows that fit, in the order of a sort code."""
    if sort != order.RELEVANCE or found is None:
        return order.ordered(held.columns, held.names, sort, selection.fitting)
    rows = order.ordered(held.columns, held.names, DEFAULT_SORT, selection.fitting)
    rating = ratings(found, held.columns.ids[rows])
    return rows[np.argsort(-rating, kind="stable")]


def _sort(params: QueryDict, found: Found | None) -> tuple[str, list[Problem]]:
    usual = DEFAULT_SORT if found is None else order.RELEVANCE
    given = (params.get("sort") or "").strip()
    if not given or given == order.RELEVANCE:
        return usual, []
    if given.removeprefix("-") in SORT_CODES:
        return given, []
    message = _("is no way to sort; the usual order is shown.")
    return usual, [Problem("sort", given[:SHOWN], message)]


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
