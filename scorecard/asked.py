"""Reads what an address asks for, and says in words what was not understood.

Each function takes the parameters and a list of problems, to which it adds; an
absent parameter gives None and no problem.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.paginator import EmptyPage, PageNotAnInteger, Paginator
from django.utils.translation import gettext_lazy as _

from recommendations.as_of import Problem
from recommendations.models import Agency, Recommendation, Report

Params = Mapping[str, str]
SHOWN = 60


def value(params: Params, name: str) -> str:
    """One parameter without outer blanks; empty where it is absent.

    A NUL, which PostgreSQL refuses in any text, is no part of a value.
    """
    return (params.get(name) or "").replace("\0", "").strip()


def complain(problems: list[Problem], name: str, given: str, message: Any) -> None:
    """Add what was not understood."""
    problems.append(Problem(name, given[:SHOWN], message))


def report(params: Params, problems: list[Problem]) -> Report | None:
    """The published report whose code is given."""
    slug = value(params, "report")
    if not slug:
        return None
    found: Report | None = Report.objects.public().filter(slug=slug).first()
    if found is None:
        complain(problems, "report", slug, _("names no published report."))
    return found


def agency(params: Params, problems: list[Problem]) -> Agency | None:
    """The agency whose code is given."""
    slug = value(params, "agency")
    if not slug:
        return None
    found = Agency.objects.filter(slug=slug).first()
    if found is None:
        complain(problems, "agency", slug, _("names no agency on record."))
    return found


def recommendation(
    params: Params, problems: list[Problem], within: Report | None = None
) -> Recommendation | None:
    """The recommendation given as ``report/reference``, or by reference alone.

    within: the report in which a reference alone is looked up.
    """
    given = value(params, "recommendation")
    if not given:
        return None
    slug, _slash, reference = given.rpartition("/")
    rows = Recommendation.objects.public().select_related("report")
    rows = rows.filter(reference=reference)
    owner = slug or (within.slug if within else "")
    rows = rows.filter(report__slug=owner) if owner else rows
    found = list(rows[:2])
    if len(found) == 1:
        return found[0]
    message = (
        _("stands in several reports; write it as report/reference.")
        if found
        else _("names no published recommendation; write it as report/reference.")
    )
    complain(problems, "recommendation", given, message)
    return None


def page(params: Params, paginator: Paginator[Any], problems: list[Problem]) -> Any:
    """The page asked for; the first or the last where there is none of that number."""
    given = value(params, "page") or "1"
    try:
        return paginator.page(given)
    except PageNotAnInteger:
        message = _("is not a page number; the first page is shown.")
        complain(problems, "page", given, message)
        return paginator.page(1)
    except EmptyPage:
        complain(problems, "page", given, _("does not exist; the last page is shown."))
        return paginator.page(paginator.num_pages)
