"""Pages of a list: which one, how long, and in words what was not understood."""

from __future__ import annotations

from typing import Any

from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from .as_of import Problem

SIZES = (10, 25, 50, 100)
DEFAULT_SIZE = 25
SHOWN = 20


def size(params: QueryDict, problems: list[Problem]) -> int:
    """How many rows a page has: one of ``SIZES``, else the default with a remark."""
    given = (params.get("per_page") or "").strip()
    if not given:
        return DEFAULT_SIZE
    if given in {str(number) for number in SIZES}:
        return int(given)
    message = _("is none of 10, 25, 50 and 100; 25 rows are shown.")
    problems.append(Problem("per_page", given[:SHOWN], message))
    return DEFAULT_SIZE


def page(
    params: QueryDict, paginator: Paginator[Any], problems: list[Problem]
) -> Page[Any]:
    """The page asked for; the first or the last where there is none of that number."""
    given = (params.get("page") or "").strip() or "1"
    try:
        return paginator.page(given)
    except PageNotAnInteger:
        message = _("is not a page number; the first page is shown.")
        fallback = 1
    except EmptyPage:
        message = _("is not among the pages; the last page is shown.")
        fallback = paginator.num_pages
    problems.append(Problem("page", given[:SHOWN], message))
    return paginator.page(fallback)
