"""How a list is walked, page by page: each page a fixed number of queries.

Every walk follows numbers that rows get when they are entered, so a walk repeats no
row and loses none that was there when it began, whatever is added meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from exports.datasets import Row, Scope
from recommendations.as_of import AsOf
from recommendations.filters import recommendation_rows
from recommendations.models.recommendation import RecommendationQuerySet

from . import cursors, orders
from .cursors import Cursor
from .problems import NotUnderstood
from .questions import Question


@dataclass(frozen=True)
class Page:
    """Some rows, and where the next ones begin; None at the end."""

    rows: Sequence[Row]
    following: Cursor | None


def matching(question: Question) -> RecommendationQuerySet:
    """The recommendations that the filters of the list let through, in the view."""
    listed = recommendation_rows(question.filters, question.view)
    if listed.filterset.form.errors:
        raise NotUnderstood(listed.filterset.problems())
    rows: RecommendationQuerySet = listed.filterset.qs
    wanted = question.chosen.recommendation
    return rows if wanted is None else rows.filter(pk=wanted.pk)


def recommendations(question: Question) -> Page:
    """Recommendations themselves, in any of their orders."""
    order = orders.order(question.sort)
    rows = order.prepared(matching(question))
    if question.cursor is not None:
        rows = order.after(rows, question.cursor)
    first = order.keys[0][0]
    found = list(rows.values_list("pk", first)[: question.per_page + 1])
    shown = found[: question.per_page]
    fetch = question.resource.dataset.rows_of
    assert fetch is not None
    return Page(
        list(fetch([pk for pk, _value in shown], question.scope)),
        order.cursor(*shown[-1]) if len(found) > len(shown) else None,
    )


def entries(
    narrowed: Callable[[Question], QuerySet[Any]] | None = None, down: bool = False
) -> Callable[[Question], Page]:
    """A walk over rows with numbers of their own; ``down``: the newest entry first.

    narrowed: the records asked for; without it all that the dataset has found.
    """

    def walk(question: Question) -> Page:
        dataset = question.resource.dataset
        assert dataset.found is not None and dataset.rows_in is not None
        records = (narrowed or _found)(question).order_by("-pk" if down else "pk")
        rest = records
        if question.cursor is not None:
            beyond = "pk__lt" if down else "pk__gt"
            rest = rest.filter(**{beyond: question.cursor[0]})
        ids = list(rest.values_list("pk", flat=True)[: question.per_page + 1])
        shown = ids[: question.per_page]
        return Page(
            list(dataset.rows_in(records.filter(pk__in=shown), question.scope)),
            (shown[-1],) if len(ids) > len(shown) else None,
        )

    return walk


def _found(question: Question) -> QuerySet[Any]:
    found = question.resource.dataset.found
    assert found is not None
    return found(question.scope)


@dataclass(frozen=True)
class Family:
    """Rows that hang on parents, and come with them.

    parents: those asked for. members: the records behind the rows, as known in a
    view. owner: their foreign key to the parent. heads: columns that name a parent;
    named: the same in a row. rows: those of some parents, by their ids.
    """

    parents: Callable[[Question], QuerySet[Any]]
    members: Callable[[AsOf], QuerySet[Any]]
    owner: str
    heads: tuple[str, ...]
    named: tuple[str, ...]
    rows: Callable[[Sequence[int], Scope], Iterable[Row]]


def family(kin: Family) -> Callable[[Question], Page]:
    """A walk over parents that gives their rows; a cursor is (parent, row)."""

    def walk(question: Question) -> Page:
        heads = _heads(kin, question)
        key = question.resource.dataset.key
        ids = _enough(kin, question, list(heads.values()))
        rows = _resumed(kin, question, heads, kin.rows(ids, question.scope))
        shown = list(islice(rows, question.per_page))
        is_last = len(ids) == len(heads) <= question.per_page
        if is_last and next(rows, None) is None:
            return Page(shown, None)
        if not shown:
            return Page((), (ids[-1] + 1,))
        owner = heads[tuple(shown[-1][name] for name in kin.named)]
        return Page(shown, (owner, cursors.mark(*(shown[-1][name] for name in key))))

    return walk


def _heads(kin: Family, question: Question) -> dict[tuple[Any, ...], int]:
    """Name to id of the next parents that have a row, one more than a page holds."""
    members = kin.members(question.view).filter(**{kin.owner: OuterRef("pk")})
    parents = kin.parents(question).filter(Exists(members)).order_by("pk")
    if question.cursor is not None:
        parents = parents.filter(pk__gte=question.cursor[0])
    found = parents.values_list("pk", *kin.heads)[: question.per_page + 1]
    return {tuple(names): pk for pk, *names in found}


def _enough(kin: Family, question: Question, ids: Sequence[int]) -> list[int]:
    """The first of these parents whose rows fill a page and one row more."""
    counts = dict(
        kin.members(question.view)
        .filter(**{f"{kin.owner}__in": ids})
        .order_by()
        .values_list(kin.owner)
        .annotate(n=Count("pk"))
    )
    chosen, room = [], question.per_page + 1
    for place, pk in enumerate(ids):
        if room <= 0:
            break
        chosen.append(pk)
        is_resumed = place == 0 and question.cursor is not None
        room -= 0 if is_resumed else counts.get(pk, 0)
    return chosen


def _resumed(
    kin: Family,
    question: Question,
    heads: dict[tuple[Any, ...], int],
    rows: Iterable[Row],
) -> Iterator[Row]:
    """The rows beyond the one at which the cursor stands.

    Where that row can't be found, its parent's rows come again: better twice than
    never.
    """
    if question.cursor is None or len(question.cursor) < 2:
        yield from rows
        return
    parent, wanted = question.cursor[:2]
    key = question.resource.dataset.key
    held: list[Row] = []
    stream = iter(rows)
    for row in stream:
        if heads.get(tuple(row[name] for name in kin.named)) != parent:
            yield from held
            yield row
            break
        held.append(row)
        if cursors.mark(*(row[name] for name in key)) == wanted:
            held = []
            break
    else:
        yield from held
    yield from stream
