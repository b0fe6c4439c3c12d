"""What an address asks for: read whole, or refused naming every field that is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from exports.datasets import Dataset, Scope
from recommendations.as_of import AsOf, Problem, parse_as_of
from recommendations.as_of_pages import today
from recommendations.filters import RecommendationFilter
from recommendations.models import Indicator
from scorecard import asked, change_pages
from scorecard.change_pages import Chosen

from . import cursors
from .cursors import Cursor
from .orders import SORT_CODES
from .problems import NotUnderstood

if TYPE_CHECKING:
    from .resources import Resource

PER_PAGE = 25
MOST_PER_PAGE = 100
SHOWN = 60
VIEW = ("as_of", "known_at", "fields")
PAGING = ("per_page", "cursor")
FILTERS = tuple(RecommendationFilter.base_filters)
SEVERAL = frozenset(FILTERS) - {"q", "issued_after", "issued_before"}
SCOPES = ("report", "category", "agency", "recommendation")


@dataclass(frozen=True)
class Question:
    """An address that was understood.

    names: the columns asked for, in their order. filters: the parameters that the
    filters of the list of recommendations read.
    """

    resource: Resource
    view: AsOf
    names: Sequence[str]
    chosen: Chosen = field(default_factory=Chosen)
    indicator: Indicator | None = None
    filters: QueryDict = field(default_factory=QueryDict)
    per_page: int = PER_PAGE
    cursor: Cursor | None = None
    sort: str = ""
    scopes: Sequence[str] = SCOPES

    @property
    def scope(self) -> Scope:
        """What the datasets are fetched for."""
        return Scope(self.view, self.chosen.report)


def read_list(params: QueryDict, resource: Resource) -> Question:
    """The question a list is asked; NotUnderstood names all that is wrong."""
    problems = list(_strangers(params, (*VIEW, *PAGING, *resource.parameters)))
    narrowing = {name: str(params[name]) for name in _own(params, resource)}
    question = Question(
        resource=resource,
        view=_view(params, problems),
        names=_names(params, resource.dataset, problems),
        chosen=change_pages.chosen(narrowing, problems),
        indicator=_indicator(params, problems),
        filters=_filters(params, resource),
        per_page=_per_page(params, problems),
        cursor=_cursor(params, problems),
        sort=_one_of(params, "sort", SORT_CODES, problems) or "",
        scopes=_scopes(params, problems),
    )
    if problems:
        raise NotUnderstood(problems)
    return question


def read_one(params: QueryDict, resource: Resource) -> Question:
    """The question that a single row is asked for."""
    problems = list(_strangers(params, VIEW))
    question = Question(
        resource=resource,
        view=_view(params, problems),
        names=_names(params, resource.dataset, problems),
    )
    if problems:
        raise NotUnderstood(problems)
    return question


def _strangers(params: QueryDict, known: Sequence[str]) -> Iterator[Problem]:
    """Parameters that are no parameters here, given twice, or empty."""
    for name, values in params.lists():
        first = values[0] if values else ""
        if name not in known:
            message = _("is no parameter here; known are %s.") % ", ".join(known)
            yield Problem(name[:SHOWN], first[:SHOWN], message)
        elif "" in values:
            yield Problem(name, "", _("is empty; leave it out instead."))
        elif len(values) > 1 and name not in SEVERAL:
            yield Problem(name, first[:SHOWN], _("is given more than once."))


def _own(params: QueryDict, resource: Resource) -> list[str]:
    """Those of report, agency and recommendation that no filter set reads."""
    read = FILTERS if resource.takes_filters else ()
    names = ("report", "agency", "recommendation")
    return [name for name in names if name in params and name not in read]


def _filters(params: QueryDict, resource: Resource) -> QueryDict:
    kept = QueryDict(mutable=True)
    wanted = (*FILTERS, "sort") if resource.takes_filters else ()
    for name in wanted:
        if name in params:
            kept.setlist(name, params.getlist(name))
    return kept


def _view(params: QueryDict, problems: list[Problem]) -> AsOf:
    view, complaints = parse_as_of(params, today())
    for problem in complaints:
        is_day = re.fullmatch(r"\d{4}-\d\d-\d\d", problem.value)
        message = (
            _("is no day up to today.")
            if is_day
            else _("is not a date of the form 2026-06-30.")
        )
        problems.append(Problem(problem.field, problem.value, message))
    return view


def _names(
    params: QueryDict, dataset: Dataset, problems: list[Problem]
) -> Sequence[str]:
    """The columns asked for by ``fields``, in the dataset's order; all without it."""
    given = params.get("fields")
    if given is None:
        return dataset.names
    wanted = [name.strip() for name in given.split(",")]
    for name in wanted:
        if name not in dataset.names:
            message = _("names a column that is not in this dataset.")
            problems.append(Problem("fields", name[:SHOWN], message))
    return [name for name in dataset.names if name in wanted]


def _per_page(params: QueryDict, problems: list[Problem]) -> int:
    given = params.get("per_page")
    if given is None:
        return PER_PAGE
    if re.fullmatch(r"[1-9]\d{0,2}", given, re.ASCII) and int(given) <= MOST_PER_PAGE:
        return int(given)
    message = _("is not a whole number from 1 to %s.") % MOST_PER_PAGE
    problems.append(Problem("per_page", given[:SHOWN], message))
    return PER_PAGE


def _cursor(params: QueryDict, problems: list[Problem]) -> Cursor | None:
    given = params.get("cursor")
    if given is None:
        return None
    found = cursors.parse(given)
    if found is None:
        message = _("is no cursor; follow the address in “next”.")
        problems.append(Problem("cursor", given[:SHOWN], message))
    return found


def _one_of(
    params: QueryDict, name: str, codes: Sequence[str], problems: list[Problem]
) -> str | None:
    given = params.get(name)
    if given is None or given in codes:
        return given
    message = _("is none of the codes: %s.") % ", ".join(codes)
    problems.append(Problem(name, given[:SHOWN], message))
    return None


def _scopes(params: QueryDict, problems: list[Problem]) -> Sequence[str]:
    chosen = _one_of(params, "scope", SCOPES, problems)
    return (chosen,) if chosen else SCOPES


def _indicator(params: QueryDict, problems: list[Problem]) -> Indicator | None:
    slug = asked.value(params, "indicator")
    if not slug:
        return None
    found: Indicator | None = Indicator.objects.public().filter(slug=slug).first()
    if found is None:
        message = _("names no published indicator.")
        problems.append(Problem("indicator", slug[:SHOWN], message))
    return found
