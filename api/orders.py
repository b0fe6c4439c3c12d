"""The orders of the list of recommendations, each with the place a cursor stands for.

Without ``sort`` rows come in the order of entry, which no edit changes. Sorted rows
come as on the page and go on after the value that the last row had, so that none is
repeated because another one moved.
"""

from __future__ import annotations

import numpy as np
from django.http import Http404
from django.utils.translation import gettext as _

from recommendations.filters import Listed
from recommendations.listing import order
from recommendations.listing.columns import Array

from .cursors import Cursor, number_of, score_of

BY_PLACE = ("title", order.DEFAULT)
SORT_CODES = [
    f"{sign}{code}" for code in (order.DEFAULT, *order.SORTS) for sign in ("", "-")
]


def beyond(listed: Listed, sort: str, cursor: Cursor | None) -> Array:
    """Rows of the list (places in its columns) in order, beyond the cursor."""
    columns = listed.held.columns
    if not sort:
        rows = listed.selection.fitting
        return rows if cursor is None else rows[columns.ids[rows] > cursor[0]]
    if cursor is None:
        return listed.rows
    return listed.rows[_is_after(listed, sort, cursor)[listed.rows]]


def cursor_at(listed: Listed, sort: str, row: int) -> Cursor:
    """The cursor that stands at a row."""
    columns, name = listed.held.columns, sort.removeprefix("-")
    pk = int(columns.ids[row])
    if not sort or name in BY_PLACE:
        return (pk,)
    values, unknown = order.key_of(columns, name)
    number = None if unknown[row] else number_of(float(values[row]))
    return (pk,) if number is None else (pk, number)


def _is_after(listed: Listed, sort: str, cursor: Cursor) -> Array:
    """Whether each row of the columns stands beyond the cursor."""
    columns, name = listed.held.columns, sort.removeprefix("-")
    if name in BY_PLACE:
        place = _places(order.in_order(columns, listed.held.names, sort))
        found = columns.rows_of(np.array([cursor[0]]))
        if not len(found):
            raise Http404(_("The row at which this cursor stands is not on record."))
        after: Array = place > place[found[0]]
        return after
    return _after_value(listed, sort, cursor)


def _after_value(listed: Listed, sort: str, cursor: Cursor) -> Array:
    columns, down = listed.held.columns, sort.startswith("-")
    values, unknown = order.key_of(columns, sort.removeprefix("-"))
    ties = _after_in_place(listed, cursor[0])
    if len(cursor) < 2:
        after: Array = unknown & ties
        return after
    value = score_of(cursor[1])
    further = values < value if down else values > value
    after = unknown | further | ((values == value) & ties)
    return after


def _after_in_place(listed: Listed, pk: int) -> Array:
    """Whether each row has a later place in its report than this one."""
    columns = listed.held.columns
    place = _places(order.in_order(columns, listed.held.names, order.DEFAULT))
    found = columns.rows_of(np.array([pk]))
    after: Array = place > (place[found[0]] if len(found) else -1)
    return after


def _places(rows: Array) -> Array:
    """The place of each row in an order of rows."""
    places = np.empty(len(rows), dtype=np.int64)
    places[rows] = np.arange(len(rows))
    return places
