"""How a list is walked, page by page: each page a fixed number of queries.

Every walk follows numbers that rows get when they are entered, so a walk repeats no
row and loses none that was there when it began, whatever is added meanwhile.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import Count, QuerySet

from exports.datasets import Row, Scope
from recommendations.as_of import AsOf
from recommendations.filters import Listed, recommendation_rows

from . import cursors, orders
from .cursors import Cursor
from .problems import NotUnderstood
from .questions import Question

WINDOW = 1000


@dataclass(frozen=True)
class Page:
    """Some rows, and where the next ones begin; None at the end."""

    rows: Sequence[Row]
    following: Cursor | None


def listed(question: Question) -> Listed:
    """What the filters of the list let through, in the view.

    Filters that are understood but that nothing can fit leave nothing.
    """
    found = recommendation_rows(question.filters, question.view)
    if found.filterset.form.errors:
        raise NotUnderstood(found.filterset.problems())
    return found


def matching(question: Question) -> Sequence[int]:
    """The same as ids, in the order of entry."""
    found = listed(question)
    ids: list[int] = found.held.columns.ids[found.selection.fitting].tolist()
    wanted = question.chosen.recommendation
    return ids if wanted is None else [pk for pk in ids if pk == wanted.pk]


def recommendations(question: Question) -> Page:
    """Recommendations themselves, in any of their orders."""
    found = listed(question)
    rows = orders.beyond(found, question.sort, question.cursor)
    shown = rows[: question.per_page]
    fetch = question.resource.dataset.rows_of
    assert fetch is not None
    following = None
    if len(rows) > len(shown):
        following = orders.cursor_at(found, question.sort, int(shown[-1]))
    ids = found.held.columns.ids[shown].tolist()
    return Page(list(fetch(ids, question.scope)), following)


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

    parents: ids of those asked for, rising. members: the records behind the rows, as
    known in a view. owner: their foreign key to the parent. names: parents to the
    values of the columns ``named`` in their rows. rows: those of some parents.
    """

    parents: Callable[[Question], Sequence[int]]
    members: Callable[[AsOf], QuerySet[Any]]
    owner: str
    names: Callable[[Sequence[int]], Mapping[int, tuple[str, ...]]]
    named: tuple[str, ...]
    rows: Callable[[Sequence[int], Scope], Iterable[Row]]


def family(kin: Family) -> Callable[[Question], Page]:
    """A walk over parents that gives their rows; a cursor is (parent, row).

    A page looks through a window of parents; where few of them have rows it holds
    fewer than it could.
    """

    def walk(question: Question) -> Page:
        ids = kin.parents(question)
        start = bisect_left(ids, question.cursor[0]) if question.cursor else 0
        window = ids[start : start + WINDOW]
        chosen, is_cut = _enough(kin, question, window)
        owners = {names: pk for pk, names in kin.names(chosen).items()}
        rows = _resumed(kin, question, owners, kin.rows(chosen, question.scope))
        shown = list(islice(rows, question.per_page))
        if next(rows, None) is not None:
            return Page(shown, _cursor(kin, question, owners, shown[-1]))
        considered = chosen if is_cut else window
        rest = ids[start + len(window) :] or (is_cut and window[-1] > considered[-1])
        return Page(shown, (considered[-1] + 1,) if rest else None)

    return walk


def _enough(
    kin: Family, question: Question, window: Sequence[int]
) -> tuple[list[int], bool]:
    """The first parents whose rows fill a page and one row more; whether that cut."""
    members = kin.members(question.view).filter(**{f"{kin.owner}__in": window})
    counted = members.order_by().values_list(kin.owner).annotate(n=Count("pk"))
    counts = dict(counted.order_by(kin.owner))
    chosen: list[int] = []
    room = question.per_page + 1
    for pk, number in counts.items():
        if room <= 0:
            return chosen, True
        chosen.append(pk)
        is_resumed = question.cursor is not None and pk == question.cursor[0]
        room -= 0 if is_resumed else number
    return chosen, False


def _cursor(
    kin: Family, question: Question, owners: Mapping[tuple[Any, ...], int], row: Row
) -> Cursor:
    key = question.resource.dataset.key
    owner = owners[tuple(row[name] for name in kin.named)]
    return (owner, cursors.mark(*(row[name] for name in key)))


def _resumed(
    kin: Family,
    question: Question,
    owners: Mapping[tuple[Any, ...], int],
    rows: Iterable[Row],
) -> Iterator[Row]:
    """The rows beyond the one at which the cursor stands.

    Where that row can't be found, its parent's rows come again: better twice than
    never.
    """
    if question.cursor is None or len(question.cursor) < 2:
        yield from rows
        return
    held: list[Row] = []
    stream = iter(rows)
    for row in stream:
        if owners[tuple(row[name] for name in kin.named)] != question.cursor[0]:
            yield from held
            yield row
            break
        held.append(row)
        if _cursor(kin, question, owners, row) == question.cursor[:2]:
            break
    else:
        yield from held
    yield from stream
