"""The orders of the list of recommendations, each with the place a cursor stands for.

Without ``sort`` rows come in the order of entry, which no edit changes. Rows sorted by
a value continue after the value the last row had, so none is repeated because another
one moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from recommendations.filters import DEFAULT_SORT, SORTS, TIE_BREAK

from .cursors import Cursor, day_of, number_of, score_of

DAYS = frozenset({"due", "issued", "assessed", "verified"})
Key = tuple[str, bool]


@dataclass(frozen=True)
class Order:
    """keys: names with whether they run downwards; the last is the row's own number.

    read: how the number in a cursor becomes the value of the first key; None where
    the row that the cursor names is looked up instead.
    """

    keys: Sequence[Key]
    expression: Any = None
    read: Any = None

    def prepared(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows in this order, unknown values last."""
        if self.expression is not None:
            rows = rows.annotate(sorted_by=self.expression)
        return rows.order_by(
            *(
                F(name).desc(nulls_last=True) if down else F(name).asc(nulls_last=True)
                for name, down in self.keys[:-1]
            ),
            f"-{self.keys[-1][0]}" if self.keys[-1][1] else self.keys[-1][0],
        )

    def after(self, rows: QuerySet[Any], cursor: Cursor) -> QuerySet[Any]:
        """Those of the prepared rows that stand beyond the cursor."""
        beyond, same = Q(pk__in=[]), Q()
        for (name, down), value in zip(
            self.keys, self._place(rows, cursor), strict=True
        ):
            beyond |= same & _beyond(name, down, value)
            same &= Q(**{f"{name}__isnull": True} if value is None else {name: value})
        return rows.filter(beyond)

    def _place(self, rows: QuerySet[Any], cursor: Cursor) -> Sequence[Any]:
        if len(self.keys) == 1:
            return (cursor[0],)
        if self.read is not None:
            number = cursor[1] if len(cursor) > 1 else None
            return (None if number is None else self.read(number), cursor[0])
        names = [name for name, _down in self.keys]
        found = rows.model._default_manager.filter(pk=cursor[0])
        place = found.values_list(*names).first()
        if place is None:
            raise Http404(_("The row at which this cursor stands is not on record."))
        return tuple(place)

    def cursor(self, pk: int, value: Any) -> Cursor:
        """Where a row stands; value: that of the first key."""
        number = None if self.read is None else number_of(value)
        return (pk,) if number is None else (pk, number)


def _beyond(name: str, down: bool, value: Any) -> Q:
    if value is None:
        return Q(pk__in=[])
    further = Q(**{f"{name}__{'lt' if down else 'gt'}": value})
    return further if name == "pk" else further | Q(**{f"{name}__isnull": True})


def order(sort: str) -> Order:
    """The order of a sort code, a minus in front turns it; "" is that of entry."""
    down, code = sort.startswith("-"), sort.removeprefix("-")
    if not code:
        return Order((("pk", False),))
    if code == DEFAULT_SORT:
        keys = [(k.removeprefix("-"), k.startswith("-") != down) for k in TIE_BREAK]
        return Order((*keys, ("pk", down)))
    if code == "title":
        return Order((("title", down), ("pk", down)))
    read = day_of if code in DAYS else score_of
    return Order((("sorted_by", down), ("pk", down)), SORTS[code], read)
