"""Lays out the list of recommendations: rows, filters, what is on, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString

from . import paging
from .agreement import agreements
from .as_of import AsOf, Problem
from .filter_options import (
    active_filters,
    printed_groups,
    sort_options,
    without,
)
from .filters import Listed, recommendation_rows
from .list_rows import list_rows
from .listing.store import hold, listing
from .search_results import Also, Remark, also, remarks
from .tables import PrintedTable
from .templatetags.record import keep_view


@dataclass(frozen=True)
class ListPage:
    """All that the list prints. number: how many fit; total: how many there are.

    remarks: what the search did with the words. also: hits among reports, agencies
    and indicators.
    """

    table: PrintedTable
    page_obj: Any
    per_page: int
    number: int
    total: int
    understood: bool
    groups: SafeString
    active: list[dict[str, str]]
    params: QueryDict
    sort: str
    sorts: list[tuple[str, Any]]
    n_reports: int
    clear_url: str
    understood_url: str
    export_query: str
    remarks: list[Remark]
    also: list[Also]


def list_page(params: QueryDict, view: AsOf, problems: list[Problem]) -> ListPage:
    """Gather one page of the list; what was not understood is added to problems."""
    listed = recommendation_rows(params, view)
    problems += listed.problems
    data = listed.filterset.data
    per_page = paging.size(data, problems)
    paginator = Paginator(listed.rows, per_page)
    page = paging.page(data, paginator, problems)
    shown: Any = page.object_list
    return ListPage(
        table=PrintedTable(list_rows(listed, shown), listed.sort),
        page_obj=page,
        per_page=per_page,
        number=paginator.count,
        total=listed.total,
        understood=listed.understood,
        groups=printed_groups(listed),
        active=active_filters(listed),
        params=data,
        sort=listed.sort,
        sorts=sort_options(listed),
        n_reports=len(listed.held.names.reports),
        clear_url=keep_view(reverse("recommendations:list"), view),
        understood_url=_without_problems(listed),
        export_query=without(data, "page", "per_page"),
        remarks=remarks(listed),
        also=also(listed),
    )


def warm(view: AsOf) -> None:
    """Make what the first reader of a worker would wait for."""
    hold(view)
    held = listing(view)
    agreements(list(held.names.reports), view, held.columns.version_of)
    list_page(QueryDict(), view, []).table.body  # noqa: B018 - reading it prints it


def _without_problems(listed: Listed) -> str:
    names = {problem.field for problem in listed.problems} | {"page"}
    query = without(listed.filterset.data, *names)
    return f"{reverse('recommendations:list')}{query}"
