"""Keeps the columns of the latest views in the process, each at its record version.

One query asks for the version. When it has risen, only the recommendations marked
since are read again; a new day, or a record put in place of another, is read whole.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from ..as_of import AsOf
from ..models import Recommendation, RecordVersion
from . import order
from .columns import Columns, load
from .names import Names

MOST_VIEWS = 3
FEW = 5000

Version = tuple[int, datetime | None]


@dataclass(frozen=True)
class Held:
    """The list in one view at one record version."""

    version: Version
    columns: Columns
    names: Names


_held: OrderedDict[AsOf, Held] = OrderedDict()
_lock = Lock()


def listing(view: AsOf) -> Held:
    """The list in a view, as the record is now."""
    version = current_version()
    with _lock:
        before = _held.get(view)
        if before is None or before.version != version:
            _held[view] = _made(view, version, before)
            while len(_held) > MOST_VIEWS:
                _held.popitem(last=False)
        _held.move_to_end(view)
        return _held[view]


def hold(view: AsOf) -> None:
    """Read the list, and rank its titles, which the database takes seconds to sort:
    what the first reader would otherwise wait for.
    """
    held = listing(view)
    order.in_order(held.columns, held.names, "title")


def current_version() -> Version:
    """The number of the record version and when it was made."""
    return RecordVersion.objects.newest()


def forget() -> None:
    """Keep nothing; for tests, whose records come and go without a version."""
    with _lock:
        _held.clear()


def _made(view: AsOf, version: Version, before: Held | None) -> Held:
    names = Names()
    if before is None or before.version[0] >= version[0]:
        return Held(version, load(view), names)
    changed = _changed_since(before)
    if len(changed) > FEW:
        return Held(version, load(view), names)
    columns = before.columns.changed(changed, load(view, only=changed))
    order.keep((before.columns, before.names), (columns, names))
    return Held(version, columns, names)


def _changed_since(before: Held) -> Collection[int]:
    rows = Recommendation.objects.filter(listed_in__gt=before.version[0])
    return set(rows.values_list("id", flat=True)[: FEW + 1])
