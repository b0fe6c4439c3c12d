"""Lays out the list of recommendations: rows, filters, what is on, what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import QueryDict
from django.urls import reverse
from django.utils import translation

from . import paging
from .agreement import agreements
from .as_of import AsOf, Problem
from .filter_options import active_filters, filter_groups, without
from .filters import Listed, recommendation_rows
from .languages import LocalText, in_language, short_title
from .models import Recommendation, Responsibility, Standing
from .tables import RecommendationTable, recommendation_table
from .templatetags.record import keep_view

UNCOUNTED = frozenset({"superseded"})
UNNEEDED = ("summary", "summary_es", "open_questions", "open_questions_es")


@dataclass(frozen=True)
class Row:
    """One recommendation in the list, as it stood in the view.

    score: 0 to 100, None where there is none or the report's gate forbids it.
    counts: its asks by status. n_checked of n_asks still apply and are checked.
    """

    url: str
    reference: str
    title: LocalText
    report: str
    leads: str
    status: str
    counts: Mapping[str, int]
    n_asks: int
    n_checked: int
    score: float | None
    gate: str
    confidence: str
    freshness: str
    assessed_on: date | None
    schedule: str
    due_on: date | None
    is_priority: bool


@dataclass(frozen=True)
class ListPage:
    """All that the list prints. number: how many fit; total: how many there are."""

    table: RecommendationTable
    page_obj: Any
    per_page: int
    number: int
    total: int
    understood: bool
    groups: list[dict[str, Any]]
    active: list[dict[str, str]]
    params: QueryDict
    sort: str
    n_reports: int
    clear_url: str
    understood_url: str
    export_query: str


def list_page(params: QueryDict, view: AsOf, problems: list[Problem]) -> ListPage:
    """Gather one page of the list; what was not understood is added to problems."""
    listed = recommendation_rows(params, view)
    problems += listed.problems
    data = listed.filterset.data
    per_page = paging.size(data, problems)
    paginator = Paginator(_with_parts(listed, view), per_page)
    page = paging.page(data, paginator, problems)
    groups = filter_groups(listed.filterset)
    return ListPage(
        table=recommendation_table(rows(list(page), view), listed.sort),
        page_obj=page,
        per_page=per_page,
        number=paginator.count,
        total=listed.everything.count(),
        understood=listed.understood,
        groups=groups,
        active=active_filters(listed.filterset, groups),
        params=data,
        sort=listed.sort,
        n_reports=len(next(g for g in groups if g["name"] == "report")["options"]),
        clear_url=keep_view(reverse("recommendations:list"), view),
        understood_url=_without_problems(listed),
        export_query=without(data, "page", "per_page"),
    )


def rows(found: list[Recommendation], view: AsOf) -> list[Row]:
    """The rows of one page; at most two queries more."""
    gates = agreements({row.report_id for row in found}, view)
    return [_row(row, gates[row.report_id].gate, view) for row in found]


def _with_parts(listed: Listed, view: AsOf) -> Any:
    """The rows with report, lead agencies and standing, in three queries a page."""
    leads = Responsibility.objects.filter(role="lead").select_related("agency")
    stood = Standing.objects.at(view).only("recommendation_id", "asks", "freshness")
    return (
        listed.queryset.select_related("report")
        .defer(*UNNEEDED)
        .prefetch_related(
            Prefetch("responsibilities", leads, to_attr="leads"),
            Prefetch("standings", stood, to_attr="standings_in_view"),
        )
    )


def _row(row: Any, gate: str, view: AsOf) -> Row:
    language = translation.get_language() or "en"
    standing = row.standings_in_view[0] if row.standings_in_view else None
    asks = standing.asks if standing else []
    counted = [ask for ask in asks if ask["status"] not in UNCOUNTED]
    return Row(
        url=keep_view(row.get_absolute_url(), view),
        reference=row.reference,
        title=in_language(row, "title", language),
        report=short_title(row.report, language),
        leads=", ".join(
            str(in_language(named.agency, "name", language)) for named in row.leads
        ),
        status=row.stood_status,
        counts=Counter(ask["status"] for ask in asks),
        n_asks=len(counted),
        n_checked=sum(ask["status"] != "not_assessed" for ask in counted),
        score=None if gate == "none" else row.stood_score,
        gate=gate,
        confidence=row.stood_confidence,
        freshness=standing.freshness if standing else "",
        assessed_on=row.stood_assessed_on,
        schedule=row.stood_schedule,
        due_on=row.stood_due_on,
        is_priority=row.priority == "priority",
    )


def _without_problems(listed: Listed) -> str:
    names = {problem.field for problem in listed.problems} | {"page"}
    query = without(listed.filterset.data, *names)
    return f"{reverse('recommendations:list')}{query}"
