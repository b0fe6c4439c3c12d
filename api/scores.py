"""The walk through scores: reports first, then their groups, then recommendations.

A group's score needs the whole report it belongs to, so the groups of one report are
one page at most; recommendations come by pages of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from exports.datasets import Row, reports, scores
from recommendations.agreement import agreements
from recommendations.as_of import AsOf
from recommendations.models import Recommendation, Report
from scorecard import report_headlines, selectors

from .cursors import Cursor, mark
from .questions import Question
from .walks import Page

REPORTS, GROUPS, RECOMMENDATIONS, END = range(4)


def walk(question: Question) -> Page:
    """One page; a cursor is (part, report or recommendation, group)."""
    part, first, group = _place(question.cursor)
    part = _next_part(question, part)
    if part == REPORTS:
        return _reports(question, first)
    if part == GROUPS:
        return _groups(question, first, group)
    if part == RECOMMENDATIONS:
        return _recommendations(question, first)
    return Page((), None)


def _place(cursor: Cursor | None) -> tuple[int, int, int]:
    part, first, group = (*(cursor or ()), 0, 0, 0)[:3]
    return min(part, END), first, group


def _next_part(question: Question, part: int) -> int:
    """The first part from this one on that is asked for."""
    wanted = {
        REPORTS: "report" in question.scopes,
        GROUPS: bool({"category", "agency"} & set(question.scopes)),
        RECOMMENDATIONS: "recommendation" in question.scopes,
    }
    return next((n for n in range(part, END) if wanted[n]), END)


def _then(question: Question, part: int) -> Cursor | None:
    """Where the parts after this one begin; None where none is asked for."""
    following = _next_part(question, part + 1)
    return None if following == END else (following, 0)


def _public(question: Question, first: int) -> QuerySet[Report]:
    rows: QuerySet[Report] = reports.chosen(question.scope)
    return rows.filter(pk__gte=first).order_by("pk")


def _reports(question: Question, first: int) -> Page:
    found = list(_public(question, first)[: question.per_page + 1])
    shown = found[: question.per_page]
    cards = [item.card for item in report_headlines.home_page(question.view, shown)]
    rows = [scores.group_row(card.total, card, question.scope) for card in cards]
    more = len(found) > len(shown)
    following = (REPORTS, found[-1].pk) if more else _then(question, REPORTS)
    return Page(rows, following)


def _groups(question: Question, first: int, group: int) -> Page:
    found = list(_public(question, first)[:2])
    if not found:
        return Page((), _then(question, GROUPS))
    report = found[0]
    card = selectors.scorecard(report, question.view)
    groups = [
        one for one in (*card.categories, *card.agencies) if one.kind in question.scopes
    ]
    marks = [mark(one.kind, one.key) for one in groups]
    resumed = report.pk == first and group in marks
    start = marks.index(group) + 1 if resumed else 0
    shown = groups[start : start + question.per_page]
    rows = [scores.group_row(one, card, question.scope) for one in shown]
    if start + len(shown) < len(groups):
        return Page(rows, (GROUPS, report.pk, marks[start + len(shown) - 1]))
    if len(found) > 1:
        return Page(rows, (GROUPS, found[1].pk))
    return Page(rows, _then(question, GROUPS))


def _recommendations(question: Question, first: int) -> Page:
    rows: Any = Recommendation.objects.public().standing_in(question.view)
    if question.chosen.report is not None:
        rows = rows.filter(report=question.chosen.report)
    found = rows.filter(pk__gt=first).order_by("pk").values_list("pk", flat=True)
    ids = list(found[: question.per_page + 1])
    shown = ids[: question.per_page]
    following = (RECOMMENDATIONS, shown[-1]) if len(ids) > len(shown) else None
    return Page(_lines(question, shown), following)


def _lines(question: Question, ids: Sequence[int]) -> list[Row]:
    version = selectors.method_version(question.view)
    lines = selectors.lines(question.view, recommendation__in=ids)
    by_id = {line.id: line for line in lines}
    gates = _gates({line.report_slug for line in lines}, question.view)
    return [
        scores.line_row(line, question.scope, version, gates[line.report_slug])
        for line in (by_id[pk] for pk in ids if pk in by_id)
    ]


def _gates(slugs: set[str], view: AsOf) -> dict[str, str]:
    """What the agreement of coders allows to publish, by report."""
    found = dict(Report.objects.filter(slug__in=slugs).values_list("pk", "slug"))
    return {found[pk]: one.gate for pk, one in agreements(found, view).items()}
